import { QueryClient, QueryClientProvider, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, useImmBatch } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { hearWarnings } from '../../setup/hearWarnings.ts';
import { answer, bannerName } from '../answers.ts';

interface File {
  URI: string;
}

const missing = { ErrorCode: 'ResourceNotFound', ErrorMessage: 'The specified resource file is not found.' };

function AddFiles({ add }: { add: (files: File[]) => Promise<object> }): ReactNode {
  const mutation = useMutation({ mutationFn: add });
  const batch = useImmBatch<File>(mutation, { onRetry: (files) => mutation.mutate(files) });
  return (
    <>
      <button type="button" onClick={() => mutation.mutate(['a', 'b', 'c', 'd'].map((URI) => ({ URI })))}>
        Add
      </button>
      <ErrorBanner source={batch} />
    </>
  );
}

function renderAdd(add: (files: File[]) => Promise<object>): void {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ImmErrorProvider>
        <AddFiles add={add} />
      </ImmErrorProvider>
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
}

const banner = (): Promise<HTMLElement> => screen.findByRole('group', { name: bannerName });

describe('useImmBatch', () => {
  it('groups what failed in one message, and sends only that again', async () => {
    const add = vi.fn(async (files: File[]) => ({
      Files:
        files.length === 1
          ? [{ URI: 'c', ErrorCode: '' }]
          : files.map((file) => (file.URI === 'c' ? { ...file, ...missing } : file)),
    }));
    renderAdd(add);

    expect((await banner()).textContent).toContain("1 of 4 items didn't go through");
    expect((await banner()).textContent).toContain("The other items are done. 1 × This file wasn't found");
    fireEvent.click(screen.getByRole('button', { name: 'Try those again' }));

    await waitFor(() => expect(screen.queryByRole('group', { name: bannerName })).toBeNull());
    expect(add).toHaveBeenLastCalledWith([{ URI: 'c', ...missing }], expect.anything());
  });

  it('stays dismissed when its provider renders again, and is reported once', async () => {
    const data = { Files: [{ URI: 'a', ...missing }] };
    const onReport = vi.fn();
    const given = { status: 'success', data } as UseMutationResult;
    function Batch(): ReactNode {
      return <ErrorBanner source={useImmBatch(given)} />;
    }
    const page = (): ReactNode => (
      <ImmErrorProvider allowedHosts={['help.example.com']} onReport={onReport}>
        <Batch />
      </ImmErrorProvider>
    );
    const { rerender } = render(page());
    rerender(page());
    expect(onReport).toHaveBeenCalledOnce();

    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    rerender(page());
    expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
  });

  it('counts the causes, and claims nothing of others where there are none', async () => {
    const full = { Success: false, Message: '*error.OpError : InvalidArgument | Index KV count exceeded.' };
    renderAdd(async (files) => ({ Files: files.map((file, index) => ({ ...file, ...(index < 3 ? missing : full) })) }));

    const text = (await banner()).textContent;
    expect(text).toContain("4 of 4 items didn't go through");
    expect(text).toContain("3 × This file wasn't found · 1 × IMM didn't accept one of the values");
    expect(text).not.toContain('The other items');
  });

  it('says so where it is open what became of an item, and counts a single one as one', async () => {
    renderAdd(async () => ({ Files: [{ URI: 'a', ErrorCode: 'InternalError', ErrorMessage: 'Oops.' }] }));

    const text = (await banner()).textContent;
    expect(text).toContain("The item didn't go through");
    expect(text).toContain("It isn't known whether the change was made. Check before you send it again. 1 × IMM");
  });

  it('says that the others are done before it says of which that failed nobody knows', async () => {
    const failed = { URI: 'a', ErrorCode: 'InternalError', ErrorMessage: 'Oops.' };
    renderAdd(async () => ({ Files: [failed, failed, { URI: 'b', ErrorCode: '' }] }));

    expect((await banner()).textContent).toContain(
      "2 of 3 items didn't go throughThe other items are done. Some of those that didn't go through may have been changed",
    );
  });

  it.each([
    { label: 'by the provider', fieldLabels: undefined },
    { label: 'by itself', fieldLabels: { ProjectName: 'Own label' } },
  ])('groups the items under the app’s own words and field names, given $label', ({ fieldLabels }) => {
    const item = { URI: 'a', ErrorCode: 'MissingProjectName', ErrorMessage: '' };
    const given = {
      status: 'success',
      data: { Files: [item, { ...item, ErrorCode: 'Timeout' }] },
    } as UseMutationResult;
    const { result } = renderHook(() => useImmBatch(given, { fieldLabels }), {
      wrapper: ({ children }) => (
        <ImmErrorProvider
          fieldLabels={{ ProjectName: fieldLabels ? 'Another label' : 'Own label' }}
          words={{ byCode: { Timeout: { title: 'Own words' } } }}
        >
          {children}
        </ImmErrorProvider>
      ),
    });

    expect(result.current.state?.message).toContain('1 × Own label is missing · 1 × Own words');
  });

  it('is the message of the call where that failed itself', async () => {
    renderAdd(() => Promise.reject(answer('Forbidden', 'User not authorized to operate on the specified APIs.')));
    expect((await banner()).textContent).toContain("You aren't authorized to call this API");
  });

  it('reads what it is given for a mutation as the answer or as the error that it is, and says what to pass', () => {
    const heard = hearWarnings();
    const onRetry = vi.fn();
    const shownFor = (given: unknown): string | undefined => {
      const { result } = renderHook(() => useImmBatch(given as never, { onRetry }));
      return result.current.state?.title;
    };
    const done = { URI: 'a', ErrorCode: '' };

    expect(shownFor(undefined)).toBeUndefined();
    expect(shownFor(null)).toBeUndefined();
    expect(shownFor({ Files: [done] })).toBeUndefined();
    expect(shownFor({ Files: [done, { URI: 'b', ...missing }] })).toBe("1 of 2 items didn't go through");
    expect(shownFor(answer('InternalError'))).toBeDefined();
    expect(heard).toEqual([expect.stringContaining('useImmBatch was given no mutation.')]);
  });
});
