import {
  QueryClient,
  QueryClientProvider,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query';
import { act, render, screen, within } from '@testing-library/react';
import { ErrorBanner, ImmErrorBoundary, ImmErrorProvider, IncidentCenter, IncidentProvider } from 'imm-error-kit';
import { type CredentialRefresh, createCredentialRefresh, immQueryDefaults, withCredentials } from 'imm-error-kit/core';
import { useImmAction } from 'imm-error-kit/forms/form-action';
import { type ReactNode, Suspense } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from './answers.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T08:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A service that takes one token, and a console that holds another until it renews. */
function createSession(code = 'InvalidSecurityTokenExpired') {
  const session = {
    held: 'old',
    next: 'new',
    renewals: 0,
    sent: 0,
    latencyMs: 20,
    call: async (): Promise<string> => {
      session.sent++;
      const token = session.held;
      await new Promise((resolve) => setTimeout(resolve, session.latencyMs));
      if (token !== 'new') throw answer(code);
      return 'answer';
    },
    renew: async (): Promise<void> => {
      session.renewals++;
      await new Promise((resolve) => setTimeout(resolve, 500));
      session.held = session.next;
    },
  };
  return session;
}

/** Lets time pass in steps: effects run only at the end of an `act`. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 100) await act(async () => void (await vi.advanceTimersByTimeAsync(100)));
}
const newClient = (): QueryClient => new QueryClient({ defaultOptions: immQueryDefaults() });

function List({ name, load }: { name: string; load: () => Promise<string> }): ReactNode {
  const query = useQuery({ queryKey: [name], queryFn: load });
  return (
    <section aria-label={name}>
      {query.data}
      <ErrorBanner source={query} />
    </section>
  );
}

function Create({ send }: { send: (name: string) => Promise<string> }): ReactNode {
  const mutation = useMutation({ mutationFn: send });
  return (
    <section aria-label="create">
      {mutation.data}
      <button type="button" onClick={() => mutation.mutate('films')}>
        Create
      </button>
      <button type="button" onClick={() => mutation.mutate('music')}>
        Create another
      </button>
      <ErrorBanner source={mutation} />
    </section>
  );
}

const names = Array.from({ length: 12 }, (_, index) => `list ${index}`);

function Page({ session, client = newClient() }: { session: ReturnType<typeof createSession>; client?: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <ImmErrorProvider onRefreshCredentials={session.renew}>
        {names.map((name) => (
          <List key={name} name={name} load={session.call} />
        ))}
      </ImmErrorProvider>
    </QueryClientProvider>
  );
}

describe('onRefreshCredentials', () => {
  it('is called once for twelve failures, and each query is asked once more', async () => {
    const session = createSession();
    render(<Page session={session} />);
    await pass(100);
    expect(screen.getAllByText('Renewing your session')).toHaveLength(12);
    expect(screen.queryByText('Your session has expired')).toBeNull();

    await pass(1000);
    expect(session).toMatchObject({ renewals: 1, sent: 24 });
    for (const name of names) expect(screen.getByRole('region', { name }).textContent).toBe('answer');
  });

  it('repeats on “Sign in again” a query whose client stands below the provider', async () => {
    const session = createSession();
    render(
      <ImmErrorProvider onRefreshCredentials={session.renew}>
        <QueryClientProvider client={newClient()}>
          <List name="list" load={session.call} />
        </QueryClientProvider>
      </ImmErrorProvider>,
    );
    await pass(100);
    act(() => screen.getByRole('button', { name: 'Sign in again' }).click());
    await pass(1000);

    expect(session).toMatchObject({ renewals: 1, sent: 2 });
    expect(screen.getByRole('region', { name: 'list' }).textContent).toBe('answer');
  });

  it('is called for a form action as well, which is then sent once more', async () => {
    const session = createSession();
    function Form(): ReactNode {
      const create = useImmAction(session.call);
      return (
        <form {...create.formProps}>
          <ErrorBanner source={create} />
          <button type="submit">Create</button>
          <p role="status">{create.data}</p>
        </form>
      );
    }
    render(
      <ImmErrorProvider onRefreshCredentials={session.renew}>
        <Form />
      </ImmErrorProvider>,
    );
    act(() => screen.getByRole('button', { name: 'Create' }).click());
    await pass(1000);

    expect(session).toMatchObject({ renewals: 1, sent: 2 });
    expect(screen.getByRole('status').textContent).toBe('answer');
  });

  it('leaves a second refusal to the person, who is sent to support where the key is gone', async () => {
    const session = createSession('InvalidAccessKeyIDNotFound');
    session.next = 'gone as well';
    render(<Page session={session} />);
    await pass(10_000);

    expect(session).toMatchObject({ renewals: 1, sent: 24 });
    const first = screen.getByRole('region', { name: 'list 0' });
    expect(first.querySelector('[data-part="actions"] button')?.textContent).toBe('Contact support');
    // It would be odd to ask for what has just been done.
    expect(first.textContent).toContain('It was refused after signing in again.');
    expect(first.textContent).not.toContain('Sign in again, ');
  });

  it('is called by “Sign in again”, which repeats all that had failed', async () => {
    const session = createSession();
    session.next = 'still bad';
    render(<Page session={session} />);
    await pass(10_000);
    expect(session).toMatchObject({ renewals: 1, sent: 24 });

    session.next = 'new';
    const button = screen.getAllByRole('button', { name: 'Sign in again' })[3] as HTMLElement;
    button.focus();
    act(() => button.click());
    await pass(100);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(button);

    await pass(1000);
    expect(session).toMatchObject({ renewals: 2, sent: 36 });
    for (const name of names) expect(screen.getByRole('region', { name }).textContent).toBe('answer');
  });

  it('is called by the one message of an incident, which all twelve failures share', async () => {
    const session = createSession();
    session.next = 'still bad';
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider onRefreshCredentials={session.renew}>
          <IncidentProvider>
            <IncidentCenter aria-label="incidents" />
            {names.map((name) => (
              <List key={name} name={name} load={session.call} />
            ))}
          </IncidentProvider>
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    await pass(100);
    // The banners have shrunk to lines without buttons.
    expect(screen.getByRole('button', { name: 'Sign in again' }).getAttribute('aria-disabled')).toBe('true');
    await pass(10_000);
    expect(session).toMatchObject({ renewals: 1, sent: 24 });

    session.next = 'new';
    act(() => screen.getByRole('button', { name: 'Sign in again' }).click());
    await pass(2000);
    expect(session).toMatchObject({ renewals: 2, sent: 36 });
    for (const name of names) expect(screen.getByRole('region', { name }).textContent).toBe('answer');
  });

  it.each([
    { label: 'does it all', how: 'itself', repeats: 2 },
    { label: 'asks for a renewal', how: 'renewal', repeats: 2 },
    { label: 'asks for a renewal that fails', how: 'failed renewal', repeats: 0 },
  ])('is followed by $repeats requests of an incident’s two where the app’s own sign-in $label', async (row) => {
    const session = createSession();
    session.next = 'still bad';
    const credentials = createCredentialRefresh({ onRefreshCredentials: () => session.renew() });
    const signIn = async (): Promise<void> => {
      if (row.how === 'itself') session.held = session.next;
      else await credentials.refresh().catch(() => {});
    };
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider credentials={credentials} actions={{ 'refresh-credentials': signIn }}>
          <IncidentProvider>
            <IncidentCenter aria-label="incidents" />
            <List name="list" load={session.call} />
            <Create send={session.call} />
          </IncidentProvider>
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    act(() => screen.getByRole('button', { name: 'Create' }).click());
    await pass(5000);
    expect(session).toMatchObject({ renewals: 1, sent: 4 });

    session.next = 'new';
    if (row.how === 'failed renewal') session.renew = () => Promise.reject(new Error('signed out'));
    act(() => screen.getByRole('button', { name: 'Sign in again' }).click());
    await pass(2000);
    expect(session.sent).toBe(4 + row.repeats);
    expect(screen.queryAllByRole('button', { name: 'Sign in again' })).toHaveLength(row.repeats === 0 ? 1 : 0);
  });

  it.each([
    ['stays refused', (session: ReturnType<typeof createSession>) => session.renew()],
    ['can’t be had', () => Promise.reject(new Error('signed out'))],
  ])('is not called again and again where a credential %s, though other polls are answered', async (_, renew) => {
    const session = createSession('SignatureNotMatch');
    session.next = 'still bad';
    // So slow that others are answered in between, and say that the new credentials are good.
    session.latencyMs = 1500;
    let renewals = 0;
    const onRefreshCredentials = (): Promise<void> => {
      renewals++;
      return renew(session);
    };
    const answered = vi.fn(async () => 'answer');
    function Polled({ name, load }: { name: string; load: () => Promise<string> }): ReactNode {
      return useQuery({ queryKey: [name], queryFn: load, refetchInterval: 700 }).data;
    }
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider onRefreshCredentials={onRefreshCredentials}>
          <Polled name="refused" load={session.call} />
          <Polled name="answered" load={answered} />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    await pass(60_000);

    expect(renewals).toBe(1);
    expect(session.sent).toBeGreaterThan(20);
    expect(answered.mock.calls.length).toBeGreaterThan(50);
  });

  it('offers the button again where no credentials could be had', async () => {
    const session = createSession();
    session.renew = async () => {
      session.renewals++;
      throw new Error('signed out');
    };
    render(<Page session={session} />);
    await pass(1000);
    expect(screen.getAllByText('Your session has expired')).toHaveLength(12);

    act(() => screen.getAllByRole('button', { name: 'Sign in again' })[0]?.click());
    await pass(1000);
    expect(session).toMatchObject({ renewals: 2, sent: 12 });
    expect(screen.getAllByRole('button', { name: 'Sign in again' })).toHaveLength(12);
  });

  it('repeats a mutation that was not applied once', async () => {
    const session = createSession();
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider onRefreshCredentials={session.renew}>
          {/* Two providers over one client must not repeat it twice. */}
          <ImmErrorProvider>
            <Create send={session.call} />
          </ImmErrorProvider>
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    act(() => screen.getByRole('button', { name: 'Create' }).click());
    await pass(100);
    expect(screen.getByText('Renewing your session')).toBeTruthy();

    await pass(1000);
    expect(session).toMatchObject({ renewals: 1, sent: 2 });
    expect(screen.getByRole('region', { name: 'create' }).textContent).toBe('answerCreateCreate another');
  });

  it('leaves a mutation alone that was sent long before the person signed in again', async () => {
    const session = createSession();
    session.next = 'still bad';
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider onRefreshCredentials={session.renew}>
          <Create send={session.call} />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    act(() => screen.getByRole('button', { name: 'Create' }).click());
    await pass(60_000);
    session.next = 'new';
    act(() => screen.getByRole('button', { name: 'Sign in again' }).click());
    await pass(10_000);

    expect(session).toMatchObject({ renewals: 2, sent: 2 });
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it.each([
    { label: 'nothing that was dismissed meanwhile', button: 'Dismiss', repeated: [] },
    { label: 'only the last of what was sent meanwhile', button: 'Create another', repeated: ['music'] },
  ])('sends $label', async ({ button, repeated }) => {
    const session = createSession();
    const sent: string[] = [];
    const send = (name: string): Promise<string> => {
      if (session.held === 'new') sent.push(name);
      return session.call();
    };
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider onRefreshCredentials={session.renew}>
          <Create send={send} />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    act(() => screen.getByRole('button', { name: 'Create' }).click());
    await pass(100);
    act(() => screen.getByRole('button', { name: button }).click());
    await pass(2000);

    expect(session.renewals).toBe(1);
    expect(sent).toEqual(repeated);
  });

  it('sends nothing that was dismissed where the person signs in again for something else', async () => {
    const session = createSession();
    session.next = 'still bad';
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider onRefreshCredentials={session.renew}>
          <Create send={session.call} />
          <List name="list" load={session.call} />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    act(() => screen.getByRole('button', { name: 'Create' }).click());
    await pass(2000);
    const create = within(screen.getByRole('region', { name: 'create' }));
    act(() => create.getByRole('button', { name: 'Dismiss' }).click());
    session.next = 'new';
    session.sent = 0;
    act(() => screen.getByRole('button', { name: 'Sign in again' }).click());
    await pass(2000);

    expect(screen.getByRole('region', { name: 'list' }).textContent).toBe('answer');
    expect(session.sent).toBe(1);
  });

  it('still sends a mutation whose component has gone', async () => {
    const session = createSession();
    const client = newClient();
    const page = (children: ReactNode): ReactNode => (
      <QueryClientProvider client={client}>
        <ImmErrorProvider onRefreshCredentials={session.renew}>{children}</ImmErrorProvider>
      </QueryClientProvider>
    );
    const { rerender } = render(page(<Create send={session.call} />));
    act(() => screen.getByRole('button', { name: 'Create' }).click());
    await pass(100);
    rerender(page(null));
    await pass(2000);

    expect(session).toMatchObject({ renewals: 1, sent: 2 });
  });

  it('asks again for the page of a list that was refused, not for the first one', async () => {
    const session = createSession();
    const asked: number[] = [];
    function Pages(): ReactNode {
      const pages = useInfiniteQuery({
        queryKey: ['pages'],
        initialPageParam: 1,
        queryFn: async ({ pageParam }) => {
          asked.push(pageParam);
          if (pageParam === 2) await session.call();
          return pageParam;
        },
        getNextPageParam: (last) => last + 1,
      });
      return (
        <button type="button" onClick={() => void pages.fetchNextPage()}>
          {`More than ${pages.data?.pages.join()}`}
        </button>
      );
    }
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider onRefreshCredentials={session.renew}>
          <Pages />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    await pass(100);
    act(() => screen.getByRole('button').click());
    await pass(2000);

    expect(screen.getByRole('button').textContent).toBe('More than 1,2');
    expect(asked).toEqual([1, 2, 2]);
  });

  it('brings the children of a boundary back', async () => {
    const session = createSession();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    function Suspended(): ReactNode {
      return useSuspenseQuery({ queryKey: ['suspended'], queryFn: session.call }).data;
    }
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider onRefreshCredentials={session.renew}>
          <ImmErrorBoundary>
            <Suspense fallback="Loading…">
              <Suspended />
            </Suspense>
          </ImmErrorBoundary>
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    await pass(100);
    expect(screen.getByText('Renewing your session')).toBeTruthy();

    await pass(1000);
    expect(screen.getByText('answer')).toBeTruthy();
    expect(screen.queryByRole('group')).toBeNull();
    expect(session).toMatchObject({ renewals: 1, sent: 2 });
  });

  it('works for two clients on a page, and is called once for both', async () => {
    const session = createSession();
    const credentials = createCredentialRefresh({ onRefreshCredentials: session.renew });
    render(
      <ImmErrorProvider credentials={credentials}>
        {names.slice(0, 2).map((name) => (
          <QueryClientProvider key={name} client={newClient()}>
            <ImmErrorProvider>
              <List name={name} load={session.call} />
            </ImmErrorProvider>
          </QueryClientProvider>
        ))}
      </ImmErrorProvider>,
    );
    await pass(1000);

    expect(session).toMatchObject({ renewals: 1, sent: 4 });
  });

  it('renews for the first queries of a page with a provider of its own, though they were sent before it was there', async () => {
    const session = createSession();
    const credentials = createCredentialRefresh({ onRefreshCredentials: session.renew });
    const client = newClient();
    const page = (name: string): ReactNode => (
      <QueryClientProvider client={client}>
        <ImmErrorProvider key={name} credentials={credentials}>
          <List name={name} load={session.call} />
        </ImmErrorProvider>
      </QueryClientProvider>
    );
    const { rerender } = render(page('projects'));
    await pass(1000);
    for (const [name, renewals] of [
      ['tasks', 2],
      ['files', 3],
    ] as const) {
      session.held = 'expired';
      rerender(page(name));
      await pass(1000);

      expect(session).toMatchObject({ renewals, sent: 2 * renewals });
      expect(screen.getByRole('region', { name }).textContent).toBe('answer');
    }
  });

  it('shares its renewal with wrapped functions, whose first refusal nobody sees', async () => {
    const session = createSession();
    const credentials = createCredentialRefresh({ onRefreshCredentials: session.renew });
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider credentials={credentials}>
          <List name="wrapped" load={withCredentials(session.call, credentials)} />
          <List name="plain" load={session.call} />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    await pass(100);
    expect(screen.getAllByText('Renewing your session')).toHaveLength(1);

    await pass(1000);
    expect(session).toMatchObject({ renewals: 1, sent: 4 });
  });

  it('sends nothing a third time where a wrapper has repeated it already, though others are answered', async () => {
    const session = createSession();
    const credentials = createCredentialRefresh({ onRefreshCredentials: session.renew });
    const send = vi.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      throw answer('InvalidSecurityTokenExpired');
    });
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider credentials={credentials}>
          <List name="list" load={session.call} />
          <Create send={withCredentials(send, credentials)} />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    act(() => screen.getByRole('button', { name: 'Create' }).click());
    await pass(5000);

    expect(screen.getByRole('region', { name: 'list' }).textContent).toBe('answer');
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('repeats nothing for a provider that has gone meanwhile', async () => {
    const session = createSession();
    const client = newClient();
    const page = (children: ReactNode): ReactNode => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    );
    const { rerender } = render(
      page(
        <ImmErrorProvider onRefreshCredentials={session.renew}>
          <Create send={session.call} />
        </ImmErrorProvider>,
      ),
    );
    act(() => screen.getByRole('button', { name: 'Create' }).click());
    await pass(100);
    rerender(page(null));
    await pass(2000);

    expect(session).toMatchObject({ renewals: 1, sent: 1 });
  });

  it('repeats nothing because the account was changed', async () => {
    const [first, second] = [0, 1].map(() => createCredentialRefresh({ onRefreshCredentials: () => {} }));
    await second?.refresh();
    const repeat = vi.fn();
    const thrown = answer('InvalidSecurityTokenExpired');
    const page = (credentials: CredentialRefresh | undefined): ReactNode => (
      <ImmErrorProvider credentials={credentials}>
        <ErrorBanner source={thrown} operation="mutation" onRetry={repeat} />
      </ImmErrorProvider>
    );
    const { rerender } = render(page(first));
    rerender(page(second));
    await pass(1000);
    expect(repeat).not.toHaveBeenCalled();

    await act(async () => second?.refresh());
    expect(repeat).toHaveBeenCalledOnce();
  });

  it('listens to nothing any more after unmount', async () => {
    const session = createSession();
    const client = newClient();
    const { unmount } = render(<Page session={session} client={client} />);
    await pass(1000);
    unmount();

    expect(client.getQueryCache().hasListeners()).toBe(false);
    expect(client.getMutationCache().hasListeners()).toBe(false);
    client.clear();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('without it', () => {
  it('an expired session is the person’s to renew, and nothing is repeated', async () => {
    const session = createSession();
    render(
      <QueryClientProvider client={newClient()}>
        <ImmErrorProvider>
          <List name="list" load={session.call} />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    await pass(10_000);

    expect(session).toMatchObject({ renewals: 0, sent: 1 });
    expect(screen.getByText('Your session has expired')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sign in again' })).toBeNull();
  });
});
