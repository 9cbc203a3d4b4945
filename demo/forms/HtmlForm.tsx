import { ErrorBanner } from 'imm-error-kit';
import { useImmForm } from 'imm-error-kit/forms/html';
import { type ReactNode, useRef } from 'react';
import { FormFoot } from './FormFoot.tsx';
import { PlainFields, projectOf } from './PlainFields.tsx';
import type { ProjectFormProps } from './ProjectApi.ts';
import { useCreateProject } from './useCreateProject.ts';

/** A plain form, without a library. */
export function HtmlForm({ api, onOpen }: ProjectFormProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const create = useCreateProject(api);
  const imm = useImmForm(form, create, {
    actions: { 'open-existing': () => onOpen(projectOf(new FormData(form.current ?? undefined)).projectName) },
  });
  return (
    <form
      ref={form}
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(projectOf(new FormData(event.currentTarget)));
      }}
    >
      <ErrorBanner source={imm} />
      <PlainFields />
      <FormFoot {...create} />
    </form>
  );
}
