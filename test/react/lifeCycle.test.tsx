import {
  focusManager,
  onlineManager,
  QueryClient,
  type QueryClientConfig,
  QueryClientProvider,
  useMutation,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, useImmMutation } from 'imm-error-kit';
import {
  createThrottleGate,
  immQueryDefaults,
  type MutationCall,
  type ThrottleGate,
  withGate,
} from 'imm-error-kit/core';
import { type ReactNode, StrictMode, Suspense } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seedRandom } from '../setup/seedRandom.ts';
import { answer } from './answers.ts';

const start = new Date('2026-11-23T08:00:00Z').getTime();

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  seedRandom();
});
afterEach(() => {
  // While the timers are still those that the test has started.
  cleanup();
  for (const client of clients.splice(0)) client.clear();
  act(() => {
    onlineManager.setOnline(true);
    focusManager.setFocused(undefined);
  });
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Lets time pass in steps: effects run only at the end of an `act`. */
async function pass(ms: number, step = 100): Promise<void> {
  for (let left = ms; left > 0; left -= step) {
    await act(async () => void (await vi.advanceTimersByTimeAsync(Math.min(step, left))));
  }
}

/** A service that fails as the test says, and notes when it was asked. */
function createService(fail: (() => unknown) | undefined = () => answer('Throttling.User')) {
  const service = {
    /** Makes a failure for each request, as a real one does: they are told apart by identity. */
    fail: fail as typeof fail | undefined,
    latencyMs: 20,
    sentAt: [] as number[],
    call: async (): Promise<string> => {
      service.sentAt.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, service.latencyMs));
      if (service.fail) throw service.fail();
      return 'answer';
    },
  };
  return service;
}

const clients: QueryClient[] = [];

function newClient(options: QueryClientConfig = { defaultOptions: immQueryDefaults() }): QueryClient {
  const client = new QueryClient(options);
  clients.push(client);
  return client;
}

interface PageProps {
  client: QueryClient;
  children: ReactNode;
}

function Page({ client, children }: PageProps): ReactNode {
  return (
    <QueryClientProvider client={client}>
      <ImmErrorProvider>{children}</ImmErrorProvider>
    </QueryClientProvider>
  );
}

interface ListProps {
  load: () => Promise<string>;
  name?: string;
  networkMode?: 'online' | 'always' | 'offlineFirst';
}

function List({ load, name = 'list', networkMode = 'online' }: ListProps): ReactNode {
  const query = useQuery({ queryKey: [name], queryFn: load, networkMode });
  return (
    <section aria-label={name}>
      {query.data}
      <ErrorBanner source={query} />
    </section>
  );
}

const timer = (): HTMLElement => screen.getByRole('timer');
const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const secondsShown = (): number => Number(/\d+/.exec(timer().textContent ?? '')?.[0]);

/** What a screen of one throttled list needs. */
function throttledList(gate: ThrottleGate = createThrottleGate()) {
  const client = newClient();
  const service = createService();
  const view = render(
    <Page client={client}>
      <List load={withGate(service.call, gate)} />
    </Page>,
  );
  return { client, gate, service, view };
}

describe('the deadline of a retry', () => {
  it('is on screen while TanStack Query is still retrying, and is when the retry is sent', async () => {
    const client = newClient();
    const service = createService(() => answer('ServiceUnavailable.RegionMaintaining'));
    render(
      <Page client={client}>
        <List load={service.call} />
      </Page>,
    );
    await pass(100);
    const { fetchStatus, status } = client.getQueryState(['list']) ?? {};
    expect({ fetchStatus, status }).toEqual({ fetchStatus: 'fetching', status: 'pending' });
    const promised = Date.now() + secondsShown() * 1000;
    expect(screen.getByText('Attempt 1 of 3')).toBeTruthy();

    await pass(61_000);
    const sent = service.sentAt[1] ?? 0;
    expect(promised - sent).toBeGreaterThanOrEqual(0);
    expect(promised - sent).toBeLessThan(1000);
  });

  it('is the gate’s for a throttled query', async () => {
    const { gate, service } = throttledList();
    await pass(100);
    const until = gate.getSnapshot().until ?? 0;
    expect(secondsShown()).toBe(Math.ceil((until - Date.now()) / 1000));

    await pass(until - Date.now() + 10);
    expect((service.sentAt[1] ?? 0) - until).toBeLessThan(10);
  });

  it('says that it waits in line when its time is over and another request of the page goes first', async () => {
    const client = newClient();
    const service = createService();
    const gate = createThrottleGate();
    const load = withGate(service.call, gate);
    render(
      <Page client={client}>
        <List name="first" load={load} />
        <List name="second" load={load} />
      </Page>,
    );
    await pass(100);
    const until = gate.getSnapshot().until ?? 0;
    // The probe is answered after a while: until then nobody else may go.
    service.fail = undefined;
    service.latencyMs = 3000;
    await pass(until - Date.now() + 1100);

    const texts = screen.getAllByRole('timer').map((each) => each.textContent);
    expect(texts.sort()).toEqual(['Trying again now', 'Waiting in line to try again']);
    expect(service.sentAt).toHaveLength(3);
    await pass(10_000);
    expect(screen.queryByRole('timer')).toBeNull();
  });
});

describe('a retry that the person takes in hand', () => {
  it('is given up by “Stop retrying”, which sends nothing more until “Try again”', async () => {
    const { service, gate } = throttledList();
    await pass(100);
    act(() => button('Stop retrying').click());
    await pass(10 * 60_000, 10_000);
    expect(service.sentAt).toHaveLength(1);
    expect(gate.getSnapshot().waiting).toBe(0);
    expect(screen.queryByRole('timer')).toBeNull();

    service.fail = undefined;
    act(() => button('Try again').click());
    await pass(60_000, 1000);
    expect(screen.getByRole('region').textContent).toBe('answer');
  });

  it('counts down again where “Try again” has to wait at the gate, and can be hurried', async () => {
    const { service, gate } = throttledList();
    service.fail = () => answer('Throttling.User', '', { retryAfter: 60_000 });
    await pass(100);
    act(() => button('Stop retrying').click());
    await pass(1000);
    act(() => button('Try again').click());
    await pass(1000);

    const { until = 0 } = gate.getSnapshot();
    expect(until - Date.now()).toBeGreaterThan(50_000);
    // Rounded up, and all countdowns of a page change at the full second.
    expect(Math.abs(secondsShown() - (until - Date.now()) / 1000)).toBeLessThan(2);
    expect(service.sentAt).toHaveLength(1);

    service.fail = undefined;
    act(() => button('Try now').click());
    await pass(200);
    expect(service.sentAt).toHaveLength(2);
    expect(screen.getByRole('region').textContent).toBe('answer');
  });

  it('is under way without a countdown where “Try again” waits at no gate', async () => {
    const service = createService(() => answer('InternalError'));
    const client = newClient({ defaultOptions: { queries: { ...immQueryDefaults().queries, retry: false } } });
    render(
      <Page client={client}>
        <List load={service.call} />
      </Page>,
    );
    await pass(100);
    service.latencyMs = 5000;
    act(() => button('Try again').click());
    await pass(1000);

    expect(service.sentAt).toHaveLength(2);
    expect(button('Try again').getAttribute('aria-disabled')).toBe('true');
    expect(screen.queryByRole('timer')).toBeNull();
  });

  it('is done at once by “Try now”', async () => {
    const { service } = throttledList();
    await pass(100);
    service.fail = undefined;
    act(() => button('Try now').click());
    await pass(100);

    expect(service.sentAt).toHaveLength(2);
    expect(screen.getByRole('region').textContent).toBe('answer');
  });

  it('counts anew where “Try now” was refused as well', async () => {
    const { service } = throttledList();
    await pass(100);
    act(() => button('Try now').click());
    await pass(100);

    expect(service.sentAt).toHaveLength(2);
    expect(secondsShown()).toBeGreaterThan(0);
  });
});

describe('a hidden tab', () => {
  function hide(isHidden: boolean): void {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(isHidden ? 'hidden' : 'visible');
    act(() => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  }

  it('sends no probe, and the first one as soon as it is shown', async () => {
    const gate = createThrottleGate({
      isHidden: () => document.hidden,
      onVisibilityChange(listener) {
        document.addEventListener('visibilitychange', listener);
        return () => document.removeEventListener('visibilitychange', listener);
      },
    });
    const { service } = throttledList(gate);
    await pass(100);
    hide(true);
    await pass(60_000, 1000);
    expect(service.sentAt).toHaveLength(1);

    service.fail = undefined;
    hide(false);
    await pass(1000);
    expect(service.sentAt).toHaveLength(2);
    gate.dispose();
  });

  it('pauses a retry of TanStack Query’s own, says so, and goes on when it is shown', async () => {
    const client = newClient();
    const service = createService(() => answer('ServiceUnavailable.RegionMaintaining'));
    render(
      <Page client={client}>
        <List load={service.call} />
      </Page>,
    );
    await pass(100);
    hide(true);
    await pass(120_000, 1000);
    expect(service.sentAt).toHaveLength(1);
    expect(screen.getByText('Paused until you are back on this page')).toBeTruthy();

    service.fail = undefined;
    hide(false);
    await pass(1000);
    expect(screen.getByRole('region').textContent).toBe('answer');
  });

  it('needs no timer for its countdowns', async () => {
    throttledList();
    await pass(100);
    const shown = vi.getTimerCount();
    hide(true);

    expect(vi.getTimerCount()).toBe(shown - 1);
  });
});

describe('sleep and wake', () => {
  it('sends what became due meanwhile, and says so', async () => {
    const { service } = throttledList();
    await pass(100);
    service.fail = undefined;
    // Timers stand still while a computer sleeps; the clock does not.
    vi.setSystemTime(Date.now() + 8 * 3600_000);
    await pass(60_000, 1000);

    expect(service.sentAt).toHaveLength(2);
    expect(screen.getByRole('region').textContent).toBe('answer');
  });

  it('does not keep the person waiting for hours where the clock was set back', async () => {
    const { service } = throttledList();
    await pass(100);
    service.fail = undefined;
    vi.setSystemTime(Date.now() - 3600_000);
    await pass(1000);
    act(() => button('Try now').click());
    await pass(100);

    expect(service.sentAt).toHaveLength(2);
    expect(screen.getByRole('region').textContent).toBe('answer');
  });
});

describe('offline and back', () => {
  it('pauses a retry, says what it waits for, and sends it when the network is back', async () => {
    const client = newClient();
    const service = createService(() => answer('InternalError'));
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    render(
      <Page client={client}>
        <List load={service.call} />
      </Page>,
    );
    await pass(50);
    act(() => onlineManager.setOnline(false));
    await pass(60_000, 1000);
    expect(service.sentAt).toHaveLength(1);
    expect(screen.getByText('Waiting for the network')).toBeTruthy();

    service.fail = undefined;
    act(() => onlineManager.setOnline(true));
    await pass(1000);
    expect(screen.getByRole('region').textContent).toBe('answer');
  });

  it.each([
    { networkMode: 'always', label: 'pauses nothing', requests: 4, waiting: 0 },
    { networkMode: 'offlineFirst', label: 'pauses the first retry', requests: 1, waiting: 1 },
  ] as const)('$label with networkMode $networkMode', async ({ networkMode, requests, waiting }) => {
    const client = newClient();
    const service = createService(() => answer('InternalError'));
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    act(() => onlineManager.setOnline(false));
    render(
      <Page client={client}>
        <List load={service.call} networkMode={networkMode} />
      </Page>,
    );
    await pass(60_000, 1000);

    expect(service.sentAt).toHaveLength(requests);
    expect(screen.queryAllByText('Waiting for the network')).toHaveLength(waiting);
  });

  it('sends nothing at all with the default networkMode, and calls that no error', async () => {
    const client = newClient();
    const service = createService();
    act(() => onlineManager.setOnline(false));
    render(
      <Page client={client}>
        <List load={withGate(service.call, createThrottleGate())} />
      </Page>,
    );
    await pass(60_000, 1000);

    expect(service.sentAt).toHaveLength(0);
    expect(screen.queryByRole('group')).toBeNull();
  });
});

describe('what ends before its retry', () => {
  it('a component that is unmounted leaves no waiter, and no timer once the cache is cleared', async () => {
    const { view, gate, client, service } = throttledList();
    await pass(100);
    expect(gate.getSnapshot().waiting).toBe(1);
    view.unmount();
    await pass(100);
    expect(gate.getSnapshot().waiting).toBe(0);
    expect(service.sentAt).toHaveLength(1);

    client.clear();
    await pass(10);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a cleared cache takes its queries out of the line', async () => {
    const { gate, client, service } = throttledList();
    await pass(100);
    act(() => client.clear());
    await pass(100);

    expect(gate.getSnapshot().waiting).toBe(0);
    await pass(60_000, 1000);
    expect(service.sentAt).toHaveLength(1);
  });

  it('another key takes the place of the old one: one banner, one waiter', async () => {
    const { view, gate, client, service } = throttledList();
    await pass(100);
    view.rerender(
      <Page client={client}>
        <List name="other list" load={withGate(service.call, gate)} />
      </Page>,
    );
    await pass(10);
    expect(gate.getSnapshot().waiting).toBe(1);

    service.fail = undefined;
    await pass(60_000, 1000);
    expect(screen.getByRole('region', { name: 'other list' }).textContent).toBe('answer');
    expect(screen.queryByRole('group')).toBeNull();
    // The old list's request never came back to its turn.
    expect(service.sentAt).toHaveLength(2);
  });

  it('StrictMode’s second mount waits once', async () => {
    const gate = createThrottleGate();
    const service = createService();
    render(
      <StrictMode>
        <Page client={newClient()}>
          <List load={withGate(service.call, gate)} />
        </Page>
      </StrictMode>,
    );
    await pass(100);

    expect(gate.getSnapshot().waiting).toBe(1);
    expect(screen.getAllByRole('timer')).toHaveLength(1);
  });
});

describe('Suspense', () => {
  function Suspended({ load }: { load: () => Promise<string> }): ReactNode {
    return <p>{useSuspenseQuery({ queryKey: ['list'], queryFn: load }).data}</p>;
  }

  it('shows the countdown in a fallback that looks at the same query, and the data in the end', async () => {
    const gate = createThrottleGate();
    const service = createService();
    const load = withGate(service.call, gate);
    const { container } = render(
      <Page client={newClient()}>
        <Suspense fallback={<List load={load} />}>
          <Suspended load={load} />
        </Suspense>
      </Page>,
    );
    await pass(100);
    expect(secondsShown()).toBeGreaterThan(0);
    expect(service.sentAt).toHaveLength(1);

    service.fail = undefined;
    await pass(60_000, 1000);
    expect(container.querySelector('p')?.textContent).toBe('answer');
    expect(screen.queryByRole('timer')).toBeNull();
  });
});

describe('two clients on a page', () => {
  it('wait at one gate, each for itself: what clears one leaves the other in line', async () => {
    const gate = createThrottleGate();
    const service = createService();
    const both = [newClient(), newClient()] as const;
    render(
      both.map((client, index) => (
        <Page key={index === 0 ? 'left' : 'right'} client={client}>
          <List name={index === 0 ? 'left' : 'right'} load={withGate(service.call, gate)} />
        </Page>
      )),
    );
    await pass(100);
    expect(screen.getAllByRole('timer')).toHaveLength(2);
    expect(gate.getSnapshot().waiting).toBe(2);

    act(() => both[0].clear());
    await pass(50);
    expect(gate.getSnapshot().waiting).toBe(1);
    service.fail = undefined;
    await pass(60_000, 1000);
    expect(screen.getByRole('region', { name: 'right' }).textContent).toBe('answer');
  });
});

describe('mutations', () => {
  function Create({ send }: { send: (name: string) => Promise<string> }): ReactNode {
    const create = useMutation({ mutationFn: send });
    return (
      <section aria-label="create">
        {create.data}
        <button type="button" onClick={() => create.mutate('films')}>
          Create
        </button>
        <ErrorBanner source={create} />
      </section>
    );
  }

  it('wait at the gate with a deadline, and are sent once more', async () => {
    const service = createService();
    render(
      <Page client={newClient()}>
        <Create send={withGate(() => service.call(), createThrottleGate())} />
      </Page>,
    );
    act(() => button('Create').click());
    await pass(100);
    expect(secondsShown()).toBeGreaterThan(0);

    service.fail = undefined;
    await pass(60_000, 1000);
    expect(service.sentAt).toHaveLength(2);
    expect(screen.getByRole('region').textContent).toBe('answerCreate');
  });

  it('that are safe to repeat stand in line no longer than until they are sent', async () => {
    const service = createService();
    const gate = createThrottleGate();
    const mutationFn = withGate((_name: string, _call: MutationCall) => service.call(), gate);
    function Save(): ReactNode {
      const save = useImmMutation<string, string>({ mutationFn });
      return (
        <>
          <button type="button" onClick={() => save.mutate('films')}>
            Save
          </button>
          <ErrorBanner source={save} />
        </>
      );
    }
    render(
      <Page client={newClient()}>
        <Save />
      </Page>,
    );
    act(() => button('Save').click());
    await pass(100);
    service.latencyMs = 60_000;
    await pass(30_000);

    expect(service.sentAt).toHaveLength(2);
    expect(timer().textContent).toContain('Trying again now');
  });
});

describe('queries that aren’t IMM’s', () => {
  async function timesOf(client: QueryClient, failure: unknown): Promise<number[]> {
    const service = createService(() => failure);
    const began = Date.now();
    const { unmount } = render(
      <QueryClientProvider client={client}>
        <List load={service.call} />
      </QueryClientProvider>,
    );
    await pass(60_000, 500);
    expect(client.getQueryState(['list'])?.error).toBe(failure);
    unmount();
    return service.sentAt.map((at) => at - began);
  }

  it('are repeated exactly as TanStack Query repeats them, with their own error', async () => {
    const failure = new RangeError('Nothing to do with IMM');
    const usual = await timesOf(new QueryClient(), failure);
    expect(usual).toHaveLength(4);

    expect(await timesOf(newClient(), failure)).toEqual(usual);
  });

  it('stay apart altogether where the defaults are given to IMM’s keys only', async () => {
    const failure = answer('Forbidden', 'Another service with a code', { status: 403 });
    const client = new QueryClient();
    client.setQueryDefaults(['imm'], immQueryDefaults().queries);

    expect(await timesOf(client, failure)).toEqual(await timesOf(new QueryClient(), failure));
  });
});
