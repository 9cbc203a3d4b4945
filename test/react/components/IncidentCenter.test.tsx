import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ErrorBanner,
  type ImmActionHandlers,
  ImmErrorBoundary,
  ImmErrorProvider,
  IncidentCenter,
  IncidentProvider,
  useImmError,
} from 'imm-error-kit';
import { createThrottleGate, describeImmError, immQueryDefaults, withGate } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { type ComponentType, Fragment, type ReactNode, StrictMode, useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answer, bannerName } from '../answers.ts';

const expired = (): object => answer('InvalidSecurityToken.Expired');
const inDebt = (): object => answer('Forbidden.AccountInDebt');
const notFound = (): object => answer('ResourceNotFound');

/** What gathers the failures below the page's `ImmErrorProvider`. */
let Gathers: ComponentType<{ children?: ReactNode }> = Fragment;

function Page({ children, actions }: { children?: ReactNode; actions?: ImmActionHandlers }): ReactNode {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <ImmErrorProvider actions={actions}>
        <Gathers>
          <IncidentCenter />
          {children}
        </Gathers>
      </ImmErrorProvider>
    </QueryClientProvider>
  );
}

function Widget({ name, load }: { name: string; load: () => Promise<string> }): ReactNode {
  const query = useQuery({ queryKey: [name], queryFn: load });
  return (
    <section aria-label={name}>
      {query.data}
      <ErrorBanner source={query} />
    </section>
  );
}

function Create({ send }: { send: (name: string) => Promise<string> }): ReactNode {
  const create = useMutation({ mutationFn: send });
  return (
    <>
      <button type="button" onClick={() => create.mutate('films')}>
        Create
      </button>
      <p>{create.data}</p>
      <ErrorBanner source={create} />
    </>
  );
}

function Watched({ source }: { source: unknown }): ReactNode {
  useImmError(source);
  return null;
}

function region(): HTMLElement {
  return screen.getByRole('region', { name: 'Notices' });
}

function widget(name: string): HTMLElement {
  return screen.getByRole('region', { name });
}

describe.each([
  { label: 'below an ImmErrorProvider alone', provider: Fragment },
  { label: 'below an IncidentProvider', provider: IncidentProvider },
])('IncidentCenter $label', ({ provider }) => {
  beforeEach(() => {
    Gathers = provider;
  });

  it('shows one message for all failures of one cause, and says how many it covers', async () => {
    const fail = (): Promise<string> => Promise.reject(expired());
    render(
      <Page>
        {['a', 'b', 'c'].map((name) => (
          <Widget key={name} name={name} load={fail} />
        ))}
      </Page>,
    );

    await waitFor(() => expect(region().textContent).toContain("3 parts of this page can't work"));
    expect(screen.getAllByRole('group', { name: 'Error: Your session has expired' })).toHaveLength(1);
    for (const name of ['a', 'b', 'c']) {
      expect(widget(name).textContent).toContain('Your session has expired');
      expect(within(widget(name)).queryByRole('group')).toBeNull();
    }
  });

  it.each([
    { code: 'InvalidSecurityToken.Expired', what: 'one message of a session', messages: 1 },
    { code: 'Forbidden.AccountInDebt', what: 'one message of an account', messages: 1 },
    { code: 'ServiceUnavailable.RegionMaintaining', what: 'a message for each region', messages: 2 },
  ])('makes $what that is refused by the hosts of two regions', ({ code, messages }) => {
    render(
      <Page>
        {['imm.cn-hangzhou.aliyuncs.com', 'imm.cn-shanghai.aliyuncs.com'].map((HostId) => (
          <ErrorBanner key={HostId} source={{ ...answer(code), HostId }} />
        ))}
      </Page>,
    );

    expect(region().textContent?.includes('1 of 2')).toBe(messages === 2);
    expect(region().textContent?.includes("2 parts of this page can't work")).toBe(messages === 1);
  });

  it('leaves what concerns one widget beside it', async () => {
    render(
      <Page>
        <Widget name="a" load={() => Promise.reject(notFound())} />
      </Page>,
    );

    expect(await within(widget('a')).findByRole('group', { name: /wasn't found/ })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
  });

  it('leaves a mutation whose outcome is unknown beside it, as only its form can check', () => {
    render(
      <Page>
        <ErrorBanner source={Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })} operation="mutation" />
      </Page>,
    );

    expect(screen.getByRole('button', { name: 'Check first' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
  });

  it('keeps separate causes apart, shows one and lets the others wait', async () => {
    render(
      <Page>
        <ErrorBanner source={expired()} />
        <ErrorBanner source={inDebt()} />
      </Page>,
    );
    expect(within(region()).getByRole('group', { name: /session/ })).toBeTruthy();
    expect(within(region()).queryByRole('group', { name: /overdue/ })).toBeNull();
    expect(region().textContent).toContain('1 of 2');

    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(within(region()).getByRole('group', { name: /overdue/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Next' }).getAttribute('aria-disabled')).toBe('true');

    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect(within(region()).getByRole('group', { name: /session/ })).toBeTruthy();
  });

  it('repairs all with one press, and goes when all have recovered', async () => {
    let isExpired = true;
    const loads = ['a', 'b'].map((name) => ({
      name,
      load: vi.fn(() => (isExpired ? Promise.reject(expired()) : Promise.resolve(`data of ${name}`))),
    }));
    const signIn = vi.fn(async () => {
      isExpired = false;
    });
    render(
      <Page actions={{ 'refresh-credentials': signIn }}>
        {loads.map((props) => (
          <Widget key={props.name} {...props} />
        ))}
      </Page>,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in again' }));

    await waitFor(() => expect(widget('a').textContent).toBe('data of a'));
    expect(await within(widget('b')).findByText('data of b')).toBeTruthy();
    expect(signIn).toHaveBeenCalledOnce();
    for (const { load } of loads) expect(load).toHaveBeenCalledTimes(2);
    expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
  });

  it('counts down once for all that wait at one gate, and stops them all', async () => {
    const gate = createThrottleGate();
    const throttled = withGate(
      () => Promise.reject<string>(Object.assign(answer('Throttling.User'), { retryAfter: 60_000 })),
      gate,
    );
    render(
      <Page>
        <QueryClientProvider client={new QueryClient({ defaultOptions: immQueryDefaults() })}>
          {['a', 'b', 'c'].map((name) => (
            <Widget key={name} name={name} load={throttled} />
          ))}
        </QueryClientProvider>
      </Page>,
    );

    expect(await within(await screen.findByRole('region', { name: 'Notices' })).findByRole('timer')).toBeTruthy();
    await waitFor(() => expect(region().textContent).toContain('3 parts'));
    expect(screen.getAllByRole('timer')).toHaveLength(1);

    await userEvent.click(within(region()).getByRole('button', { name: 'Stop retrying' }));
    expect(await within(region()).findByRole('button', { name: 'Try again' })).toBeTruthy();
    await waitFor(() => expect(region().textContent).toContain('3 parts'));
    expect(screen.queryByRole('timer')).toBeNull();
  });

  it('gathers a thousand failures', () => {
    const failures = Array.from({ length: 1000 }, expired);
    render(
      <Page>
        {failures.map((failure, index) => (
          <Watched key={String(index)} source={failure} />
        ))}
      </Page>,
    );
    expect(region().textContent).toContain('1,000 parts');
  });

  it('sends nothing again where signing in failed', async () => {
    const load = vi.fn(() => Promise.reject(expired()));
    const signIn = vi.fn(() => Promise.reject(new Error('cancelled')));
    render(
      <Page actions={{ 'refresh-credentials': signIn }}>
        <Widget name="a" load={load} />
      </Page>,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in again' }));

    await waitFor(() => expect(signIn).toHaveBeenCalledOnce());
    expect(load).toHaveBeenCalledOnce();
  });

  it('counts a failure once, however many components show it', () => {
    const error = expired();
    render(
      <Page>
        <ErrorBanner source={error} />
        <ErrorBanner source={error} />
      </Page>,
    );

    expect(region().textContent).not.toContain('parts of this page');
  });

  describe('beside a banner of several sources', () => {
    function Form({ load, send }: { load: () => Promise<string>; send: () => Promise<string> }): ReactNode {
      const list = useQuery({ queryKey: ['list'], queryFn: load });
      const create = useMutation({ mutationFn: send });
      return (
        <section aria-label="form">
          <button type="button" onClick={() => create.mutate()}>
            Create
          </button>
          {list.data} {create.data}
          <ErrorBanner source={[list, create]} />
        </section>
      );
    }

    it('takes what concerns the page, and leaves the worst of the rest beside the widget', () => {
      const one = expired();
      const { rerender } = render(
        <Page>
          <section aria-label="form">
            <ErrorBanner source={[one, inDebt(), notFound()]} />
          </section>
          <ErrorBanner source={one} />
        </Page>,
      );

      expect(within(widget('form')).getByRole('group', { name: /wasn't found/ })).toBeTruthy();
      expect(within(region()).getByRole('group', { name: /session/ })).toBeTruthy();
      expect(region().textContent).toContain('1 of 2');
      // The one that two banners show.
      expect(region().textContent).not.toContain('parts of this page');

      rerender(
        <Page>
          <section aria-label="form">
            <ErrorBanner source={[null, null, notFound()]} />
          </section>
        </Page>,
      );
      expect(within(widget('form')).getByRole('group', { name: /wasn't found/ })).toBeTruthy();
      expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
    });

    it('leaves one line where it takes all, and shows the cause of each', () => {
      render(
        <Page>
          <section aria-label="form">
            <ErrorBanner source={[expired(), inDebt()]} />
          </section>
        </Page>,
      );

      expect(within(widget('form')).queryByRole('group')).toBeNull();
      expect(within(widget('form')).getAllByRole('button', { name: 'Show the notice' })).toHaveLength(1);
      expect(region().textContent).toContain('1 of 2');
    });

    it('says the same to a hook without a look', () => {
      const seen = vi.fn();
      function Headless(): ReactNode {
        const { state, states, isCovered } = useImmError([expired(), notFound()]);
        seen(state?.category, states.length, isCovered);
        return null;
      }
      render(
        <Page>
          <Headless />
        </Page>,
      );

      expect(seen).toHaveBeenLastCalledWith('not-found', 2, false);
    });

    it('repeats all that it covers once, by its own means, and says so while it does', async () => {
      let isExpired = true;
      let finish = (): void => {};
      const load = vi.fn(async () => {
        if (isExpired) throw expired();
        return 'list';
      });
      const send = vi.fn(async () => {
        if (isExpired) throw expired();
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return 'created';
      });
      render(
        <Page
          actions={{
            'refresh-credentials': async () => {
              isExpired = false;
            },
          }}
        >
          <Form load={load} send={send} />
        </Page>,
      );
      await userEvent.click(screen.getByRole('button', { name: 'Create' }));
      await waitFor(() => expect(region().textContent).toContain('2 parts'));
      await userEvent.click(screen.getByRole('button', { name: 'Sign in again' }));

      await within(widget('form')).findByText(/list/);
      // The message stays until its last request is answered.
      expect(within(region()).getByRole('group', { name: /session/ })).toBeTruthy();
      finish();
      await within(widget('form')).findByText(/created/);
      await waitFor(() => expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull());
      expect(load).toHaveBeenCalledTimes(2);
      expect(send).toHaveBeenCalledTimes(2);
    });

    it('keeps what is repeated beside the widget in its place, with the focus', async () => {
      let finish = (): void => {};
      const send = vi.fn(
        () =>
          new Promise<string>((_, reject) => {
            finish = () => reject(answer('StateConflict'));
          }),
      );
      render(
        <Page>
          <Form load={() => Promise.reject(expired())} send={send} />
        </Page>,
      );
      await userEvent.click(screen.getByRole('button', { name: 'Create' }));
      act(() => finish());
      const again = await within(widget('form')).findByRole('button', { name: 'Try again' });
      await userEvent.click(again);

      expect(send).toHaveBeenCalledTimes(2);
      expect(again.isConnected).toBe(true);
      expect(document.activeElement).toBe(again);
      expect(again.getAttribute('aria-disabled')).toBe('true');
      act(() => finish());
      await waitFor(() => expect(again.getAttribute('aria-disabled')).toBeNull());
    });

    it('asks the widget once for values that it repeats together', async () => {
      const onRetry = vi.fn();
      render(
        <Page>
          <ErrorBanner source={[expired(), expired()]} onRetry={onRetry} />
        </Page>,
      );
      expect(region().textContent).toContain('2 parts');
      await userEvent.click(within(region()).getByRole('button', { name: 'Try again' }));

      expect(onRetry).toHaveBeenCalledOnce();
    });

    it('lets go of what it gave when its sources change to a single one, and when it goes', () => {
      const one = notFound();
      const page = (source: unknown): ReactNode => (
        <Page>{source !== undefined && <ErrorBanner source={source} />}</Page>
      );
      const { rerender } = render(page(expired()));
      rerender(page([one, expired()]));
      expect(within(region()).getByRole('group', { name: /session/ })).toBeTruthy();
      expect(region().textContent).not.toContain('parts of this page');

      rerender(page(one));
      expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();

      rerender(page([one, expired()]));
      expect(region()).toBeTruthy();
      rerender(page(undefined));
      expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
    });

    it('lets each be repaired by what is decided where the banner is', async () => {
      const topUp = vi.fn();
      render(
        <StrictMode>
          <Page>
            <ImmErrorProvider actions={{ 'open-billing': topUp }}>
              <ErrorBanner source={[notFound(), inDebt()]} />
            </ImmErrorProvider>
          </Page>
        </StrictMode>,
      );
      const { actions } = describeImmError(inDebt(), { messages: english });
      await userEvent.click(within(region()).getByRole('button', { name: actions[0]?.label ?? '' }));

      expect(topUp).toHaveBeenCalledOnce();
    });

    it('counts down for what waits at a gate', async () => {
      const gate = createThrottleGate();
      const refused = Object.assign(answer('Throttling.User'), { retryAfter: 60_000 });
      const load = withGate(() => Promise.reject<string>(refused), gate);
      render(
        <Page>
          <QueryClientProvider client={new QueryClient({ defaultOptions: immQueryDefaults() })}>
            <Form load={load} send={() => Promise.reject(answer('StateConflict'))} />
          </QueryClientProvider>
        </Page>,
      );
      expect(await within(await screen.findByRole('region', { name: 'Notices' })).findByRole('timer')).toBeTruthy();
      await userEvent.click(screen.getByRole('button', { name: 'Create' }));
      expect(await within(widget('form')).findByRole('group', { name: bannerName })).toBeTruthy();

      await userEvent.click(within(region()).getByRole('button', { name: 'Stop retrying' }));
      expect(await within(region()).findByRole('button', { name: 'Try again' })).toBeTruthy();
    });

    it('keeps all where it is asked to', () => {
      render(
        <Page>
          <ErrorBanner source={[expired(), notFound()]} incident={false} />
        </Page>,
      );

      expect(screen.getByRole('group', { name: /session/ })).toBeTruthy();
      expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
    });

    it('asks the widget once for values whose credentials were renewed', async () => {
      const onRetry = vi.fn();
      const failures = [expired(), expired()];
      const renew = vi.fn(async () => {});
      render(
        <ImmErrorProvider onRefreshCredentials={renew}>
          <IncidentProvider>
            <IncidentCenter />
            <ErrorBanner source={failures} onRetry={onRetry} />
          </IncidentProvider>
        </ImmErrorProvider>,
      );
      await userEvent.click(within(region()).getByRole('button', { name: 'Sign in again' }));

      await waitFor(() => expect(onRetry).toHaveBeenCalled());
      await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
      expect(renew).toHaveBeenCalledOnce();
      expect(onRetry).toHaveBeenCalledOnce();
    });

    it('is heard of by onReport, each failure once', () => {
      const onReport = vi.fn();
      render(
        <ImmErrorProvider onReport={onReport}>
          <IncidentProvider>
            <IncidentCenter />
            <ErrorBanner source={[notFound(), answer('StateConflict'), expired(), inDebt()]} />
          </IncidentProvider>
        </ImmErrorProvider>,
      );

      // What nobody sees, as a worse one stands before it, nobody is told of.
      expect(onReport.mock.calls.map(([{ state }]) => state.category).sort()).toEqual([
        'account',
        'credentials',
        'not-found',
      ]);
    });
  });

  it('keeps what is dismissed in its history, can show it again, and does not bring it back by itself', async () => {
    const { rerender } = render(
      <Page>
        <ErrorBanner source={expired()} />
      </Page>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('group', { name: /session/ })).toBeNull();

    rerender(
      <Page>
        <ErrorBanner source={expired()} />
        <ErrorBanner source={expired()} />
      </Page>,
    );
    expect(screen.queryByRole('group', { name: /session/ })).toBeNull();

    await userEvent.click(within(region()).getByText('Dismissed (1)'));
    await userEvent.click(screen.getByRole('button', { name: 'Show again' }));
    expect(screen.getByRole('group', { name: /session/ })).toBeTruthy();
    expect(within(region()).queryByText(/^Dismissed/)).toBeNull();
  });

  it('says of a dismissed failure that it is over, and shows the same cause anew when it comes back later', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const { rerender } = render(
        <Page>
          <ErrorBanner source={expired()} />
        </Page>,
      );
      fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
      rerender(<Page />);
      expect(within(region()).getByText('No longer present')).toBeTruthy();

      vi.setSystemTime(Date.now() + 60_000);
      rerender(
        <Page>
          <ErrorBanner source={expired()} />
        </Page>,
      );
      expect(screen.getByRole('group', { name: /session/ })).toBeTruthy();
    } finally {
      vi.useRealTimers();
    }
  });

  function SearchPage({ hasFailed }: { hasFailed: boolean }): ReactNode {
    return (
      <Page>
        <input aria-label="Search" />
        {hasFailed && <ErrorBanner source={expired()} />}
      </Page>
    );
  }

  it('is led to by F6 and left by it, and takes no key while it is empty', async () => {
    const { rerender } = render(<SearchPage hasFailed={false} />);
    const search = screen.getByLabelText('Search');
    search.focus();
    expect(fireEvent.keyDown(search, { key: 'F6' })).toBe(true);

    rerender(<SearchPage hasFailed />);
    expect(fireEvent.keyDown(search, { key: 'F6' })).toBe(false);
    expect(document.activeElement).toBe(region());

    await userEvent.tab();
    expect(region().contains(document.activeElement)).toBe(true);
    expect(fireEvent.keyDown(document.activeElement as Element, { key: 'F6' })).toBe(false);
    expect(document.activeElement).toBe(search);
  });

  it.each(['ctrlKey', 'shiftKey', 'altKey', 'metaKey'])('leaves F6 with %s to the browser', (modifier) => {
    render(<SearchPage hasFailed />);
    const search = screen.getByLabelText('Search');
    search.focus();

    expect(fireEvent.keyDown(search, { key: 'F6', [modifier]: true })).toBe(true);
    expect(document.activeElement).toBe(search);
  });

  it('gives the focus back when it has nothing left to say', async () => {
    const { rerender } = render(<SearchPage hasFailed />);
    const search = screen.getByLabelText('Search');
    search.focus();
    fireEvent.keyDown(search, { key: 'F6' });
    await userEvent.tab();
    rerender(<SearchPage hasFailed={false} />);

    await waitFor(() => expect(document.activeElement).toBe(search));
  });

  it('is reached from the line that a banner leaves behind, a dismissed message too', async () => {
    render(
      <Page>
        <ErrorBanner source={inDebt()} />
        <ErrorBanner source={expired()} data-testid="line" className="mine" />
      </Page>,
    );
    const line = screen.getByTestId('line');
    expect(line.className).toBe('imm-banner mine');
    const show = within(line).getByRole('button', { name: 'Show the notice' });

    await userEvent.click(show);
    expect(within(region()).getByRole('group', { name: /session/ })).toBeTruthy();
    expect(document.activeElement).toBe(region());

    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    await userEvent.click(show);
    expect(within(region()).getByRole('group', { name: /session/ })).toBeTruthy();
  });

  it('speaks of a cause once, and of how much it covers when the failures have come in', async () => {
    vi.useFakeTimers();
    try {
      const { rerender, container } = render(<Page />);
      await act(() => vi.advanceTimersByTimeAsync(10));
      const spoken: string[] = [];
      const live = container.querySelector('[aria-live="polite"]');
      new MutationObserver(() => spoken.push(live?.textContent ?? '')).observe(live as Element, { childList: true });

      rerender(
        <Page>
          {[1, 2, 3].map((key) => (
            <ErrorBanner key={key} source={expired()} />
          ))}
          <ErrorBanner source={inDebt()} />
        </Page>,
      );
      await act(() => vi.advanceTimersByTimeAsync(2000));

      expect(spoken).toEqual([
        'Error: Your session has expired',
        "3 parts of this page can't work because of it. Error: The account has overdue payments",
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('speaks of each cause, though they come within a moment of each other', async () => {
    vi.useFakeTimers();
    try {
      const { rerender, container } = render(<Page />);
      await act(() => vi.advanceTimersByTimeAsync(10));
      const spoken: string[] = [];
      const live = container.querySelector('[aria-live="polite"]');
      new MutationObserver(() => spoken.push(live?.textContent ?? '')).observe(live as Element, { childList: true });

      const banners = [expired(), inDebt(), answer('ServiceUnavailable')].map((source) => (
        <ErrorBanner key={JSON.stringify(source)} source={source} />
      ));
      for (const count of [1, 2, 3]) {
        rerender(<Page>{banners.slice(0, count)}</Page>);
        await act(() => vi.advanceTimersByTimeAsync(300));
      }
      await act(() => vi.advanceTimersByTimeAsync(2000));

      expect(spoken.join(' ')).toContain('overdue payments');
      expect(spoken.join(' ')).toContain('unavailable');
    } finally {
      vi.useRealTimers();
    }
  });

  it('speaks of a save that fails for a cause that is shown, or dismissed, already', async () => {
    function Form(): ReactNode {
      const save = useMutation({
        mutationFn: () => new Promise((_, reject) => setTimeout(() => reject(inDebt()), 50)),
      });
      return (
        <>
          <button type="button" onClick={() => save.mutate()}>
            Save
          </button>
          <ErrorBanner source={save} />
        </>
      );
    }
    vi.useFakeTimers();
    try {
      const { container } = render(
        <Page>
          <Widget name="a" load={() => Promise.reject(inDebt())} />
          <Form />
        </Page>,
      );
      await act(() => vi.advanceTimersByTimeAsync(2000));
      const spoken: string[] = [];
      const live = container.querySelector('[aria-live="assertive"]');
      new MutationObserver(() => spoken.push(live?.textContent?.trim() ?? '')).observe(live as Element, {
        childList: true,
      });
      const save = async (): Promise<void> => {
        fireEvent.click(screen.getByRole('button', { name: 'Save' }));
        await act(() => vi.advanceTimersByTimeAsync(2000));
      };

      await save();
      expect(spoken).toEqual(['Error: The account has overdue payments']);
      await save();
      expect(spoken).toHaveLength(2);

      fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
      await act(() => vi.advanceTimersByTimeAsync(2000));
      expect(spoken).toHaveLength(2);
      await save();
      expect(spoken).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('leaves a page that is gone to its boundary', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    function Broken(): ReactNode {
      throw expired();
    }
    render(
      <Page>
        <ImmErrorBoundary level="page">
          <Broken />
        </ImmErrorBoundary>
      </Page>,
    );

    expect(screen.getByRole('heading', { level: 1, name: /session/ })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
  });

  it.each([
    {
      label: 'in a modal dialog',
      inner: (
        <ImmErrorProvider ownAnnouncer>
          <ErrorBanner source={expired()} />
        </ImmErrorProvider>
      ),
    },
    { label: 'that asks for it', inner: <ErrorBanner source={expired()} incident={false} /> },
    { label: 'that is the page itself', inner: <ErrorBanner source={expired()} density="page" /> },
  ])('leaves the banner $label where it is', ({ inner }) => {
    render(<Page>{inner}</Page>);

    expect(screen.getByRole('group', { name: /session/ })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
  });

  it('changes nothing where there is a provider but nobody who shows incidents', () => {
    render(
      <IncidentProvider>
        <ErrorBanner source={expired()} />
      </IncidentProvider>,
    );

    expect(screen.getByRole('group', { name: /session/ })).toBeTruthy();
  });

  it('gives the banners back when it goes', () => {
    function Layout({ hasCenter }: { hasCenter: boolean }): ReactNode {
      return (
        <IncidentProvider>
          {hasCenter && <IncidentCenter />}
          <ErrorBanner source={expired()} />
        </IncidentProvider>
      );
    }
    const { rerender } = render(<Layout hasCenter />);
    expect(region()).toBeTruthy();

    rerender(<Layout hasCenter={false} />);
    expect(screen.getByRole('group', { name: /session/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show the notice' })).toBeNull();
  });

  it('works alone over sources of any scope, and over states', async () => {
    const { rerender } = render(<IncidentCenter source={[notFound(), null, expired()]} />);
    expect(region().textContent).toContain('1 of 2');

    rerender(<IncidentCenter state={describeImmError(inDebt(), { messages: english })} />);
    await waitFor(() => expect(within(region()).getByRole('group', { name: /overdue/ })).toBeTruthy());
  });

  it('repeats a mutation that was never carried out once, with what was sent', async () => {
    let isExpired = true;
    const send = vi.fn(async (name: string) => {
      if (isExpired) throw expired();
      return name;
    });
    render(
      <Page
        actions={{
          'refresh-credentials': async () => {
            isExpired = false;
          },
        }}
      >
        <Create send={send} />
      </Page>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in again' }));

    expect(await screen.findByText('films')).toBeTruthy();
    expect(send.mock.calls.map(([name]) => name)).toEqual(['films', 'films']);
  });

  it('sends a mutation once where the provider below the center renews its credentials', async () => {
    let renewals = 0;
    const renew = async (): Promise<void> => {
      renewals++;
      if (renewals === 1) throw new Error('The sign-in window was closed.');
    };
    const send = vi.fn(async () => {
      // Long enough for what would be sent twice to be sent while the first is under way.
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (renewals < 2) throw expired();
      return 'films';
    });
    render(
      <Page>
        <ImmErrorProvider onRefreshCredentials={renew}>
          <Create send={send} />
        </ImmErrorProvider>
      </Page>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(renewals).toBe(1));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in again' }));
    expect(await screen.findByText('films')).toBeTruthy();
    await new Promise((resolve) => setTimeout(resolve, 50));

    expect(send).toHaveBeenCalledTimes(2);
  });

  it('shows each cause once where React mounts everything twice, and lets go of all when it is unmounted', () => {
    const page = (hasFailed: boolean): ReactNode => (
      <StrictMode>
        <Page>{hasFailed && <ErrorBanner source={expired()} />}</Page>
      </StrictMode>
    );
    const { rerender } = render(page(true));
    expect(within(region()).getAllByRole('group', { name: /session/ })).toHaveLength(1);
    expect(region().textContent).not.toContain('parts of this page');

    rerender(page(false));
    expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
  });

  it('passes className, rest props and ref to the root, and fills its slots', async () => {
    const ref = vi.fn();
    render(
      <IncidentCenter
        ref={ref}
        className="mine"
        data-testid="center"
        source={expired()}
        slots={{
          incident: ({ state, dismiss }) => (
            <button type="button" onClick={dismiss}>
              {state.category}
            </button>
          ),
          history: ([first], restore) => (
            <button type="button" onClick={() => restore(first?.cause ?? '')}>
              Again
            </button>
          ),
        }}
      />,
    );
    const root = screen.getByTestId('center');
    expect(root.className).toBe('imm-incidents mine');
    expect(ref).toHaveBeenCalledWith(root);

    await userEvent.click(screen.getByRole('button', { name: 'credentials' }));
    await userEvent.click(screen.getByRole('button', { name: 'Again' }));
    expect(screen.getByRole('button', { name: 'credentials' })).toBeTruthy();
  });

  it('shows nothing for a source that has not failed, though the page around it has', () => {
    render(
      <ImmErrorProvider>
        <IncidentProvider>
          <IncidentCenter source={null} />
          <Watched source={expired()} />
        </IncidentProvider>
      </ImmErrorProvider>,
    );

    expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
  });
});
