import {
  focusManager,
  onlineManager,
  QueryClient,
  QueryClientProvider,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, RetryCountdown, useRetryCountdown } from 'imm-error-kit';
import {
  createCredentialRefresh,
  createThrottleGate,
  immQueryDefaults,
  type ThrottleGate,
  withGate,
} from 'imm-error-kit/core';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { seedRandom } from '../setup/seedRandom.ts';
import { answer } from './answers.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T08:00:00Z') });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const chance = (share: number): boolean => Math.random() < share;
const oneOf = <Item,>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)] as Item;

/** Listeners on the page and on signals that can still be aborted, from now on. */
function watchListeners(): { left(): string[] } {
  const entries = new Set<{ target: EventTarget; type: string; listener: unknown }>();
  for (const prototype of [EventTarget.prototype, AbortSignal.prototype, Object.getPrototypeOf(document)]) {
    const add = prototype.addEventListener;
    const remove = prototype.removeEventListener;
    vi.spyOn(prototype, 'addEventListener').mockImplementation(function (this: EventTarget, ...args: unknown[]) {
      const [type, listener] = args;
      if (isWatched(this)) entries.add({ target: this, type: String(type), listener });
      return add.apply(this, args);
    });
    vi.spyOn(prototype, 'removeEventListener').mockImplementation(function (this: EventTarget, ...args: unknown[]) {
      for (const entry of entries) {
        if (entry.target === this && entry.type === args[0] && entry.listener === args[1]) entries.delete(entry);
      }
      return remove.apply(this, args);
    });
  }
  return {
    left: () =>
      [...entries]
        .filter(({ target }) => !(target instanceof AbortSignal && target.aborted))
        .map(({ target, type }) => `${target.constructor.name}: ${type}`),
  };
}

function isWatched(target: unknown): boolean {
  return target === document || target === window || target instanceof AbortSignal;
}

/** Counts who listens to a store of the kit. */
function countSubscribers<Store extends { subscribe(listener: () => void): () => void }>(store: Store) {
  const counted = { count: 0 };
  const { subscribe } = store;
  store.subscribe = (listener) => {
    counted.count++;
    const leave = subscribe(listener);
    let isIn = true;
    return () => {
      if (isIn) counted.count--;
      isIn = false;
      leave();
    };
  };
  return counted;
}

const codes = ['Throttling.User', 'Throttling.Api', 'InternalError', 'InvalidSecurityTokenExpired', 'AccessDenied'];

interface SlotProps {
  load: () => Promise<string>;
  name: string;
}

function Listed({ load, name }: SlotProps): ReactNode {
  const query = useQuery({ queryKey: [name], queryFn: load });
  return <ErrorBanner source={query} />;
}

function Counted({ load, name }: SlotProps): ReactNode {
  const query = useQuery({ queryKey: [name], queryFn: load });
  const { text } = useRetryCountdown(query);
  return (
    <div>
      {text} <RetryCountdown source={query} />
    </div>
  );
}

function Created({ load }: SlotProps): ReactNode {
  const create = useMutation({ mutationFn: load });
  return (
    <section>
      <button type="button" onClick={() => create.mutate()}>
        Create
      </button>
      <ErrorBanner source={create} />
    </section>
  );
}

it.each([1, 2])(
  'ten minutes of mounts, presses and losses leave no timer, listener or waiter (seed %i)',
  async (seed) => {
    seedRandom(seed);
    const { queries, mutations } = immQueryDefaults();
    // Without garbage collection: of a paused mutation that was cleared away, TanStack Query's own timer runs for ever.
    const gcTime = Number.POSITIVE_INFINITY;
    const client = new QueryClient({
      defaultOptions: { queries: { ...queries, gcTime }, mutations: { ...mutations, gcTime } },
    });
    const gates: ThrottleGate[] = [createThrottleGate(), createThrottleGate({ isHidden: () => document.hidden })];
    const credentials = createCredentialRefresh({
      onRefreshCredentials: async () => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        if (chance(0.2)) throw new Error('signed out');
      },
    });
    const subscribers = [...gates, credentials].map(countSubscribers);
    let troubles = 0.7;
    let sent = 0;
    const call = async (): Promise<string> => {
      sent++;
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 500));
      if (chance(troubles)) throw answer(oneOf(codes));
      return 'answer';
    };
    const loads = [
      call,
      ...gates.map((gate) => withGate(call, gate, { action: 'ListProjects' })),
      withGate(call, gates[0] as ThrottleGate, { credentials }),
    ];

    const slots = new Map<number, ReactNode>();
    const page = (): ReactNode => (
      <QueryClientProvider client={client}>
        <ImmErrorProvider credentials={credentials}>{[...slots.values()]}</ImmErrorProvider>
      </QueryClientProvider>
    );
    const spies: { mockReturnValue(value: unknown): unknown }[] = [vi.spyOn(document, 'hidden', 'get')];
    const visibility = vi.spyOn(document, 'visibilityState', 'get');
    const hide = (isHidden: boolean): void => {
      spies[0]?.mockReturnValue(isHidden);
      visibility.mockReturnValue(isHidden ? 'hidden' : 'visible');
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    };
    // What React and TanStack Query attach once and for ever is there before anybody counts.
    const { rerender, unmount } = render(page());
    onlineManager.subscribe(() => {})();
    const listeners = watchListeners();
    let presses = 0;

    const deeds: readonly (() => void)[] = [
      () => {
        const slot = Math.floor(Math.random() * 12);
        const Kind = oneOf([Listed, Counted, Created]);
        slots.set(slot, <Kind key={`${slot} ${Math.random()}`} load={oneOf(loads)} name={`list ${slot % 5}`} />);
        rerender(page());
      },
      () => {
        slots.delete(Math.floor(Math.random() * 12));
        rerender(page());
      },
      () => {
        const buttons = screen.queryAllByRole('button', { hidden: true });
        if (buttons.length === 0) return;
        presses++;
        oneOf(buttons).click();
      },
      () => {
        troubles = oneOf([0, 0.5, 0.9, 1]);
      },
      () => hide(chance(0.3)),
      () => onlineManager.setOnline(chance(0.7)),
      () => chance(0.1) && client.clear(),
      () => chance(0.1) && vi.setSystemTime(Date.now() + 120_000),
    ];
    // Not by the clock, which jumps.
    for (let passed = 0, pause = 0; passed < 600_000; passed += pause) {
      pause = 50 + Math.random() * 1500;
      await act(async () => {
        oneOf([...deeds.slice(0, 3), ...deeds.slice(0, 3), ...deeds])();
        await vi.advanceTimersByTimeAsync(pause);
      });
    }
    expect(sent).toBeGreaterThan(100);
    expect(presses).toBeGreaterThan(50);

    unmount();
    await act(async () => {
      hide(false);
      onlineManager.setOnline(true);
      focusManager.setFocused(undefined);
      client.clear();
      // What mutations still wait for: at most their 30 s, and an answer.
      troubles = 0;
      await vi.advanceTimersByTimeAsync(60_000);
      client.clear();
      await vi.advanceTimersByTimeAsync(1000);
    });
    expect(gates.map((gate) => gate.getSnapshot().waiting)).toEqual([0, 0]);
    expect(subscribers.map(({ count }) => count)).toEqual([0, 0, 0]);
    expect(client.getQueryCache().hasListeners() || client.getMutationCache().hasListeners()).toBe(false);
    expect(listeners.left()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  },
  120_000,
);
