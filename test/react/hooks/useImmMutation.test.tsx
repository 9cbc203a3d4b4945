import { onlineManager, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, type UseImmMutationOptions, useImmMutation } from 'imm-error-kit';
import { createThrottleGate, immQueryDefaults, withGate } from 'imm-error-kit/core';
import { type ReactNode, Suspense, startTransition, useEffect, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hearWarnings } from '../../setup/hearWarnings.ts';
import { answer, bannerName } from '../answers.ts';

const lost = (): Error => new TypeError('Failed to fetch');

function Rename(options: UseImmMutationOptions<string, string>): ReactNode {
  const rename = useImmMutation(options);
  return (
    <>
      <button type="button" onClick={() => rename.mutate('press')}>
        Rename
      </button>
      <ErrorBanner source={rename} />
      <output>{rename.isSuccess && (rename.wasVerified ? 'Saved before' : 'Saved')}</output>
    </>
  );
}

function Name(): ReactNode {
  const name = useQuery({ queryKey: ['name'], queryFn: () => 'films' });
  return <p data-testid="name">{name.data}</p>;
}

function renderRename(options: UseImmMutationOptions<string, string>): {
  give: (options: UseImmMutationOptions<string, string>) => void;
} {
  const client = new QueryClient({ defaultOptions: immQueryDefaults() });
  const page = (given: UseImmMutationOptions<string, string>): ReactNode => (
    <QueryClientProvider client={client}>
      <ImmErrorProvider>
        <Name />
        <Rename {...given} />
      </ImmErrorProvider>
    </QueryClientProvider>
  );
  const { rerender } = render(page(options));
  return { give: (given) => rerender(page(given)) };
}

const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));
const banner = (): Promise<HTMLElement> => screen.findByRole('group', { name: bannerName });
const said = (politeness: string): string =>
  document.querySelector(`[data-part="announcer"] [aria-live="${politeness}"]`)?.textContent ?? '';

afterEach(() => {
  vi.restoreAllMocks();
  onlineManager.setOnline(true);
});

describe('useImmMutation', () => {
  it('sends once for two presses', async () => {
    const mutationFn = vi.fn(async () => 'done');
    renderRename({ mutationFn });
    press('Rename');
    press('Rename');

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Saved'));
    expect(mutationFn).toHaveBeenCalledTimes(1);
  });

  it('says that it was saved, where the check finds that', async () => {
    const mutationFn = vi.fn(() => Promise.reject(lost()));
    renderRename({ mutationFn, onVerify: async () => 'press' });
    press('Rename');
    expect((await banner()).textContent).toContain("It isn't known whether the change was made");
    press('Check first');

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Saved before'));
    expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
    expect(mutationFn).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(said('polite')).toContain('It was saved'));
  });

  it('says that nothing was changed, where the check finds that, and offers a safe repeat', async () => {
    const mutationFn = vi.fn<() => Promise<string>>().mockRejectedValueOnce(lost()).mockResolvedValue('done');
    renderRename({ mutationFn, onVerify: async () => null });
    press('Rename');
    await banner();
    press('Check first');

    await waitFor(() => expect(screen.getByText(/Your request changed nothing/)).toBeTruthy());
    expect(screen.queryByRole('button', { name: 'Check first' })).toBeNull();
    press('Try again');
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Saved'));
    expect(mutationFn).toHaveBeenCalledTimes(2);
  });

  it('says that the check failed, and leaves the outcome open', async () => {
    renderRename({ mutationFn: () => Promise.reject(lost()), onVerify: () => Promise.reject(lost()) });
    press('Rename');
    await banner();
    press('Check first');

    await waitFor(() => expect(screen.getByText(/The last check didn't go through/)).toBeTruthy());
    expect(screen.getByRole('button', { name: 'Check first' })).toBeTruthy();
  });

  it('checks by an onVerify that was given after the first render', async () => {
    const mutationFn = vi.fn(() => Promise.reject(lost()));
    const { give } = renderRename({ mutationFn });
    press('Rename');
    await banner();
    give({ mutationFn, onVerify: async () => 'press' });
    press('Check first');

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Saved before'));
    expect(mutationFn).toHaveBeenCalledTimes(1);
  });

  it('asks no onVerify that was taken away since', async () => {
    const mutationFn = vi.fn<() => Promise<string>>().mockRejectedValueOnce(lost()).mockResolvedValue('done');
    const onVerify = vi.fn(async () => 'press');
    const { give } = renderRename({ mutationFn, onVerify });
    press('Rename');
    await banner();
    give({ mutationFn });
    press('Send again anyway');

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Saved'));
    expect(onVerify).not.toHaveBeenCalled();
  });

  it('finishes a check by the onVerify that it began with, where that is taken away meanwhile', async () => {
    let finish: (reason: unknown) => void = () => {};
    const mutationFn = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(lost())
      .mockImplementationOnce(() => new Promise((_, reject) => (finish = reject)));
    const onVerify = vi.fn<() => Promise<string | null>>().mockResolvedValueOnce(null).mockResolvedValueOnce('press');
    const { give } = renderRename({ mutationFn, onVerify });
    press('Rename');
    await banner();
    press('Send again anyway');
    await waitFor(() => expect(mutationFn).toHaveBeenCalledTimes(2));
    give({ mutationFn });
    await act(async () => finish(answer('ResourceAlreadyExists', 'The resource exists.')));

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Saved before'));
  });

  it('keeps the banner while the check is under way', async () => {
    let finish: (found: string) => void = () => {};
    const onVerify = (): Promise<string> => new Promise((resolve) => (finish = resolve));
    renderRename({ mutationFn: () => Promise.reject(lost()), onVerify });
    press('Rename');
    await banner();
    press('Check first');
    await waitFor(() => expect(said('polite')).toContain('Checking whether it was saved'));
    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();

    await act(async () => finish('press'));
    await waitFor(() => expect(screen.queryByRole('group', { name: bannerName })).toBeNull());
  });

  it('says that nothing was changed, where the check finds that', async () => {
    renderRename({ mutationFn: () => Promise.reject(lost()), onVerify: async () => null });
    press('Rename');
    await banner();
    press('Check first');

    await waitFor(() => expect(said('polite')).toContain('Your request changed nothing.'));
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('shows a change at once, and takes it back with an explanation', async () => {
    let refuse: (reason: unknown) => void = () => {};
    const mutationFn = (): Promise<string> => new Promise((_, reject) => (refuse = reject));
    renderRename({
      mutationFn,
      optimistic: { queryKey: ['name'], update: (old: string | undefined, name) => name || old },
    });
    await waitFor(() => expect(screen.getByTestId('name').textContent).toBe('films'));
    press('Rename');
    await waitFor(() => expect(screen.getByTestId('name').textContent).toBe('press'));

    await act(async () => refuse(answer('Forbidden', 'User not authorized to operate on the specified APIs.')));

    await waitFor(() => expect(screen.getByTestId('name').textContent).toBe('films'));
    expect((await banner()).textContent).toContain('The page shows what it showed before your change.');
  });

  it('asks the service what to show, where nobody knows whether the change was made', async () => {
    renderRename({
      mutationFn: () => Promise.reject(lost()),
      optimistic: { queryKey: ['name'], update: (_, name) => name },
    });
    await waitFor(() => expect(screen.getByTestId('name').textContent).toBe('films'));
    press('Rename');

    expect((await banner()).textContent).not.toContain('set back');
    await waitFor(() => expect(screen.getByTestId('name').textContent).toBe('films'));
  });

  describe('that has added to a list', () => {
    function Add({ service, onVerify }: { service: { list?: string[] }; onVerify?: () => Promise<null> }): ReactNode {
      const list = useQuery({
        queryKey: ['list'],
        queryFn: async () => service.list ?? Promise.reject(lost()),
        retry: false,
      });
      const add = useImmMutation<string, { name: string }>({
        mutationFn: () => {
          delete service.list;
          return Promise.reject(lost());
        },
        onVerify,
        optimistic: { queryKey: ['list'], update: (old, { name }) => [...(old as string[]), name] },
      });
      return (
        <>
          <p data-testid="list">{list.data?.join()}</p>
          {['b', 'c'].map((name) => (
            <button key={name} type="button" onClick={() => add.mutate({ name })}>
              {`Add ${name}`}
            </button>
          ))}
          <button type="button" onClick={() => void list.refetch()}>
            Reload
          </button>
          <ErrorBanner source={add} />
        </>
      );
    }
    const renderAdd = (props: Parameters<typeof Add>[0]): void => {
      const client = new QueryClient({ defaultOptions: immQueryDefaults() });
      render(
        <QueryClientProvider client={client}>
          <Add {...props} />
        </QueryClientProvider>,
      );
    };
    const list = (): string | null => screen.getByTestId('list').textContent;
    const settle = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));

    it('takes back what a check has found not to be made, though the service can’t be asked', async () => {
      renderAdd({ service: { list: ['a'] }, onVerify: async () => null });
      await waitFor(() => expect(list()).toBe('a'));
      press('Add b');
      await banner();
      expect(list()).toBe('a,b');
      press('Check first');

      await waitFor(() => expect(list()).toBe('a'));
      expect((await banner()).textContent).toContain('The page shows what it showed before your change.');
    });

    it.each([
      { label: 'once, however often the same is sent', second: 'Add b', shown: 'a,b' },
      { label: 'beside one of which nobody knows what became', second: 'Add c', shown: 'a,b,c' },
    ])('shows a change $label', async ({ second, shown }) => {
      renderAdd({ service: { list: ['a'] } });
      await waitFor(() => expect(list()).toBe('a'));
      press('Add b');
      await banner();
      await settle();
      press(second);
      await settle();

      expect(list()).toBe(shown);
    });

    it('leaves what the service has said since', async () => {
      const service: { list?: string[] } = { list: ['a'] };
      renderAdd({ service, onVerify: async () => null });
      await waitFor(() => expect(list()).toBe('a'));
      press('Add b');
      await banner();
      service.list = ['a', 'z'];
      press('Reload');
      await waitFor(() => expect(list()).toBe('a,z'));
      delete service.list;
      press('Check first');

      await waitFor(() => expect(screen.getByText(/The page shows what it showed before your change/)).toBeTruthy());
      expect(list()).toBe('a,z');
    });
  });

  describe('sent again while it is in the air', () => {
    function renderSave(): {
      sent: { name: string }[];
      save: (name: string) => Promise<string>;
    } {
      const sent: { name: string }[] = [];
      const { result } = renderHook(
        () =>
          useImmMutation<string, { name: string }>({
            mutationFn: async (variables) => {
              sent.push(variables);
              return `saved ${variables.name}`;
            },
          }),
        {
          wrapper: ({ children }) => <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>,
        },
      );
      return { sent, save: (name) => result.current.mutateAsync({ name }) };
    }

    it('gives the one answer to both where the values are the same', async () => {
      const { sent, save } = renderSave();
      const answers = await act(() => Promise.all([save('films'), save('films')]));

      expect(answers).toEqual(['saved films', 'saved films']);
      expect(sent).toHaveLength(1);
    });

    it('sends no other values, and says so to who awaits them, and to the developer', async () => {
      const warnings = hearWarnings();
      const { sent, save } = renderSave();
      const [first, second] = await act(() => Promise.allSettled([save('films'), save('music')]));

      expect(first).toMatchObject({ value: 'saved films' });
      expect(second).toMatchObject({ reason: { category: 'aborted', outcome: 'not-applied' } });
      expect(sent).toEqual([{ name: 'films' }]);
      expect(warnings).toEqual([expect.stringContaining('was called with other values')]);

      expect(await act(() => save('music'))).toBe('saved music');
    });
  });

  it('calls the mutationFn of the render on screen, not that of one that was thrown away', async () => {
    const send = vi.fn(async (_: string) => 'done');
    const forever = new Promise<never>(() => {});
    let leave: () => void = () => {};
    function Save({ page }: { page: string }): ReactNode {
      const { mutate } = useImmMutation<string>({ mutationFn: () => send(page) });
      // As a query of the next page does, which suspends.
      if (page === 'next') throw forever;
      return (
        <button type="button" onClick={() => mutate()}>
          Save
        </button>
      );
    }
    function App(): ReactNode {
      const [page, setPage] = useState('this');
      leave = () => startTransition(() => setPage('next'));
      return (
        <Suspense>
          <Save page={page} />
        </Suspense>
      );
    }
    render(
      <QueryClientProvider client={new QueryClient()}>
        <App />
      </QueryClientProvider>,
    );
    await act(async () => leave());
    press('Save');

    await waitFor(() => expect(send).toHaveBeenCalledOnce());
    expect(send).toHaveBeenCalledWith('this');
  });

  it('gives the same functions in each render', async () => {
    const mutationFn = vi.fn(async () => 'done');
    function Visit(): ReactNode {
      const { mutate, mutateAsync, reset, status } = useImmMutation<string>({ mutationFn });
      useEffect(() => {
        reset();
        void mutateAsync;
        mutate();
      }, [mutate, mutateAsync, reset]);
      return <output>{status}</output>;
    }
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Visit />
      </QueryClientProvider>,
    );

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('success'));
    expect(mutationFn).toHaveBeenCalledOnce();
  });

  it.each([
    { label: 'waits for the network', isOnline: false, giveUp: 'Dismiss' },
    { label: 'is in the air', isOnline: true, giveUp: 'Reset' },
  ])('sends what is submitted after another was given up that still $label', async ({ isOnline, giveUp }) => {
    onlineManager.setOnline(isOnline);
    const client = new QueryClient();
    const sent: string[] = [];
    const answers: (() => void)[] = [];
    const mutationFn = (name: string): Promise<string> => {
      sent.push(name);
      return new Promise((resolve) => answers.push(() => resolve(name)));
    };
    function Save(): ReactNode {
      const save = useImmMutation<string, string>({ mutationFn });
      return (
        <>
          {['first', 'second'].map((name) => (
            <button key={name} type="button" onClick={() => save.mutate(name)}>
              {name}
            </button>
          ))}
          <button type="button" onClick={save.reset}>
            Reset
          </button>
          <ErrorBanner source={save} />
          <output>{save.data ?? save.status}</output>
        </>
      );
    }
    render(
      <QueryClientProvider client={client}>
        <Save />
      </QueryClientProvider>,
    );
    press('first');
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('pending'));
    press(giveUp);
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('idle'));
    press('second');
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('pending'));

    onlineManager.setOnline(true);
    await act(async () => void client.resumePausedMutations());
    await waitFor(() => expect(sent).toEqual(['first', 'second']));
    await act(async () => answers[0]?.());
    // The end of the one that was given up must not open the way for a second press.
    press('second');
    await act(async () => answers[1]?.());
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('second'));
    expect(sent).toEqual(['first', 'second']);
  });

  it.each([
    { name: 'Try now', sent: 3, shown: 'Saved' },
    { name: 'Stop retrying', sent: 2, shown: '' },
  ])('can be told “$name” while its repeat waits at a gate, though an earlier try is open', async (row) => {
    const gate = createThrottleGate();
    const mutationFn = vi
      .fn<(name: string) => Promise<string>>()
      .mockRejectedValueOnce(lost())
      .mockRejectedValueOnce(answer('Throttling.User'))
      .mockResolvedValue('done');
    renderRename({ mutationFn: withGate(mutationFn, gate, { operation: 'mutation' }) });
    press('Rename');
    await banner();
    press('Send again anyway');
    await waitFor(() => expect(gate.getSnapshot().waiting).toBe(1));
    expect((await banner()).textContent).toContain("It isn't known whether the change was made");
    press(row.name);

    await waitFor(() => expect(gate.getSnapshot().waiting).toBe(0));
    await waitFor(() => expect(screen.queryByRole('button', { name: row.name })).toBeNull());
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe(row.shown));
    expect(screen.queryByRole('button', { name: 'Send again anyway' }) !== null).toBe(row.shown === '');
    expect(mutationFn).toHaveBeenCalledTimes(row.sent);
    gate.dispose();
  });

  it('says that it waits for the network, and goes on by itself', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    onlineManager.setOnline(false);
    renderRename({ mutationFn: async () => 'done' });
    press('Rename');

    const waiting = await banner();
    expect(waiting.textContent).toContain('It will be sent automatically as soon as the network is back.');
    expect(waiting.textContent).toContain('Waiting for the network');
    expect(waiting.textContent).toContain('Your request changed nothing');
    act(() => onlineManager.setOnline(true));
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Saved'));
    expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
  });

  it('is reported once while it waits for the network', async () => {
    onlineManager.setOnline(false);
    const onReport = vi.fn();
    const client = new QueryClient();
    const page = (locale: string): ReactNode => (
      <QueryClientProvider client={client}>
        <ImmErrorProvider onReport={onReport} locale={locale}>
          <Rename mutationFn={async () => 'done'} />
        </ImmErrorProvider>
      </QueryClientProvider>
    );
    const { rerender } = render(page('en'));
    press('Rename');
    await banner();
    rerender(page('en-GB'));

    expect(onReport).toHaveBeenCalledOnce();
  });
});
