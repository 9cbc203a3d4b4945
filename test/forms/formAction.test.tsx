import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ErrorBanner } from 'imm-error-kit';
import { withVerify } from 'imm-error-kit/core';
import { type FormAction, useImmAction } from 'imm-error-kit/forms/form-action';
import { type ReactNode, StrictMode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { answer, bannerName } from '../react/answers.ts';
import { Surroundings } from './support.tsx';

function Form({ action }: { action: FormAction<string> }): ReactNode {
  const create = useImmAction(action);
  return (
    <form {...create.formProps}>
      <input name="projectName" aria-label="Project name" />
      <ErrorBanner source={create} />
      <button type="submit">Create</button>
      <button type="reset">Reset</button>
      <p role="status">{create.isSuccess && create.data}</p>
    </form>
  );
}

function renderForm(action: FormAction<string>): void {
  render(
    <StrictMode>
      <Form action={action} />
    </StrictMode>,
    { wrapper: Surroundings },
  );
}

const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));

describe('useImmAction', () => {
  it('sends once for two presses', async () => {
    const action = vi.fn(async () => 'Created');
    renderForm(action);
    press('Create');
    press('Create');

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Created'));
    expect(action).toHaveBeenCalledOnce();
  });

  it('repeats with the same values, and holds what is thrown for a failure whatever it is', async () => {
    const action = vi.fn<FormAction<string>>().mockRejectedValueOnce(undefined).mockResolvedValue('Created');
    renderForm(action);
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'films' } });
    press('Create');
    await screen.findByRole('group', { name: bannerName });
    press('Send again anyway');

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Created'));
    expect(action.mock.calls.map(([values]) => values.get('projectName'))).toEqual(['films', 'films']);
  });

  it('finds out what became of a lost answer, where its action can', async () => {
    const send = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
    renderForm(withVerify<FormData, string>(send, { onVerify: async () => 'Created before' }));
    press('Create');
    await screen.findByRole('group', { name: bannerName });
    press('Check first');

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Created before'));
    expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
    expect(send).toHaveBeenCalledOnce();
  });

  it('takes its messages away when the person resets the form', async () => {
    renderForm(() => Promise.reject(answer('MissingProjectName', 'ProjectName is mandatory for this action.')));
    press('Create');
    await screen.findByText('Project name is missing');
    press('Reset');

    await waitFor(() => expect(screen.queryByText('Project name is missing')).toBeNull());
    expect(screen.getByRole('textbox').getAttribute('aria-invalid')).toBeNull();
  });

  it('forgets a failure that is dismissed', async () => {
    renderForm(() => Promise.reject(new TypeError('Failed to fetch')));
    press('Create');
    await screen.findByRole('group', { name: bannerName });
    press('Dismiss');
    await waitFor(() => expect(screen.queryByRole('group', { name: bannerName })).toBeNull());
  });
});
