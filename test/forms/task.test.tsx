import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, useImmMutation } from 'imm-error-kit';
import { immQueryDefaults } from 'imm-error-kit/core';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { bannerName } from '../react/answers.ts';

const failedTask = {
  RequestId: 'F5BF215E-3237-0852-B9C6-F233D44A0000',
  TaskId: 'MediaConvert-1',
  Status: 'Failed',
  Code: 'ResourceNotFound',
  Message: 'The specified resource object is not found.',
};

interface TaskProps {
  poll: () => Promise<object>;
  start: () => Promise<string>;
}

function Task({ poll, start }: TaskProps): ReactNode {
  const task = useQuery({ queryKey: ['task'], queryFn: poll });
  const again = useImmMutation({ mutationFn: start });
  return (
    <>
      <p>Polled: {task.status}</p>
      <ErrorBanner source={task} />
      {task.data && <ErrorBanner source={task.data} operation="mutation" onRetry={() => again.mutate()} />}
      <output>{again.isSuccess && 'Started'}</output>
    </>
  );
}

describe('a failed task', () => {
  it('is described though its poll succeeded, never polled again by a retry, and started again by its button', async () => {
    const poll = vi.fn(async () => failedTask);
    const start = vi.fn(async () => 'MediaConvert-2');
    const client = new QueryClient({ defaultOptions: immQueryDefaults() });
    render(
      <QueryClientProvider client={client}>
        <ImmErrorProvider>
          <Task poll={poll} start={start} />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );

    const banner = await screen.findByRole('group', { name: bannerName });
    expect(banner.textContent).toContain("This object wasn't found");
    expect(banner.textContent).toContain('The task may already have done part of its work.');
    expect(screen.getByText('Polled: success')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Start again' }));

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Started'));
    expect(start).toHaveBeenCalledOnce();
    expect(poll).toHaveBeenCalledOnce();
  });
});
