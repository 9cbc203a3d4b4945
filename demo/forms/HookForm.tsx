import { ErrorBanner, ErrorSummary } from 'imm-error-kit';
import { useImmForm } from 'imm-error-kit/forms/react-hook-form';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { FormFoot } from './FormFoot.tsx';
import { emptyProject, type NewProject, type ProjectFormProps } from './ProjectApi.ts';
import { ProjectField, projectFields } from './ProjectField.tsx';
import { useCreateProject } from './useCreateProject.ts';

/** React Hook Form, with a summary that takes the focus after a failed submit. */
export function HookForm({ api, onOpen }: ProjectFormProps): ReactNode {
  const form = useForm<NewProject>({ defaultValues: emptyProject });
  const create = useCreateProject(api);
  const imm = useImmForm(form, create, {
    focusField: false,
    actions: { 'open-existing': () => onOpen(form.getValues('projectName')) },
  });
  const { errors } = form.formState;
  return (
    <form className="form" noValidate onSubmit={form.handleSubmit((project) => create.mutate(project))}>
      {/* Beside a banner, which is announced, the focus stays. */}
      <ErrorSummary source={imm.whole} autoFocus={imm.state === null} />
      <ErrorBanner source={imm} />
      <div className="fields">
        {projectFields.map((name) => (
          <ProjectField key={name} name={name} error={errors[name]?.message}>
            {(props) => <input {...form.register(name)} {...props} />}
          </ProjectField>
        ))}
      </div>
      <FormFoot {...create} />
    </form>
  );
}
