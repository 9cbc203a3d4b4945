'use client';

import { ErrorBanner } from 'imm-error-kit';
import { type ReactNode, useActionState } from 'react';
import { createProject } from './createProject';

export function NewProject(): ReactNode {
  const [state, action] = useActionState(createProject, null);
  const nameError = state?.fields.find((field) => field.path === 'projectName')?.message;
  return (
    <form action={action} aria-label="New project">
      <label htmlFor="name">Name</label>
      <input id="name" name="name" aria-invalid={Boolean(nameError)} aria-describedby="name-error" />
      <p id="name-error">{nameError}</p>
      <ErrorBanner state={state} />
      <button type="submit">Create</button>
    </form>
  );
}
