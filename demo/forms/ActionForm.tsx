import { ErrorBanner } from 'imm-error-kit';
import { withVerify } from 'imm-error-kit/core';
import { useImmAction } from 'imm-error-kit/forms/form-action';
import { type ReactNode, useMemo } from 'react';
import { FormFoot } from './FormFoot.tsx';
import { PlainFields, projectOf } from './PlainFields.tsx';
import type { ProjectFormProps } from './ProjectApi.ts';

/** A form action of React 19. */
export function ActionForm({ api, onOpen }: ProjectFormProps): ReactNode {
  const action = useMemo(
    () =>
      withVerify((values: FormData) => api.create(projectOf(values)), {
        onVerify: (values, { startedAt }) => api.find(projectOf(values), startedAt),
      }),
    [api],
  );
  const create = useImmAction(action, {
    actions: { 'open-existing': () => onOpen(document.querySelector<HTMLInputElement>('#projectName')?.value ?? '') },
  });
  return (
    <form {...create.formProps} className="form">
      <ErrorBanner source={create} />
      <PlainFields />
      <FormFoot {...create} />
    </form>
  );
}
