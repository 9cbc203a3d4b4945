import Field from '@alifd/field';
import { ErrorBanner } from 'imm-error-kit';
import { useImmForm } from 'imm-error-kit/forms/fusion';
import { type ReactNode, useMemo, useState } from 'react';
import { FormFoot } from './FormFoot.tsx';
import { emptyProject, type ProjectFormProps } from './ProjectApi.ts';
import { ProjectField, projectFields } from './ProjectField.tsx';
import { useCreateProject } from './useCreateProject.ts';

const useField = Field.getUseField({ useState, useMemo });

/** Fusion's Field. Its components need React 18 or older, so the inputs are plain here. */
export function FusionForm({ api, onOpen }: ProjectFormProps): ReactNode {
  const field = useField({ values: { ...emptyProject } });
  const create = useCreateProject(api);
  const textOf = (name: string): string => field.getValue<string>(name) ?? '';
  const imm = useImmForm(field, create, { actions: { 'open-existing': () => onOpen(textOf('projectName')) } });
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ ...emptyProject, ...field.getValues() });
      }}
    >
      <ErrorBanner source={imm} />
      <div className="fields">
        {projectFields.map((name) => (
          <ProjectField key={name} name={name} error={field.getError(name)?.join(' ')}>
            {(props) => <input {...field.init(name, { getValueFormatter: readInput })} {...props} name={name} />}
          </ProjectField>
        ))}
      </div>
      <FormFoot {...create} />
    </form>
  );
}

function readInput({ target }: { target: { value: string } }): string {
  return target.value;
}
