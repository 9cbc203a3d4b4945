import { useForm } from '@tanstack/react-form';
import { ErrorBanner } from 'imm-error-kit';
import { useImmForm } from 'imm-error-kit/forms/tanstack-form';
import type { ReactNode } from 'react';
import { FormFoot } from './FormFoot.tsx';
import { emptyProject, type ProjectFormProps } from './ProjectApi.ts';
import { ProjectField, projectFields } from './ProjectField.tsx';
import { useCreateProject } from './useCreateProject.ts';

/** TanStack Form. */
export function TanStackForm({ api, onOpen }: ProjectFormProps): ReactNode {
  const create = useCreateProject(api);
  const form = useForm({ defaultValues: emptyProject, onSubmit: ({ value }) => create.mutate(value) });
  const imm = useImmForm(form, create, {
    actions: { 'open-existing': () => onOpen(form.getFieldValue('projectName')) },
  });
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.handleSubmit();
      }}
    >
      <ErrorBanner source={imm} />
      <div className="fields">
        {projectFields.map((name) => (
          <form.Field key={name} name={name}>
            {(field) => (
              <ProjectField name={name} error={field.state.meta.errors.join(' ')}>
                {(props) => (
                  <input
                    {...props}
                    name={name}
                    value={field.state.value}
                    onChange={(event) => field.handleChange(event.target.value)}
                  />
                )}
              </ProjectField>
            )}
          </form.Field>
        ))}
      </div>
      <FormFoot {...create} />
    </form>
  );
}
