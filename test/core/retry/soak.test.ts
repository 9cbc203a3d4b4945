import { getEventListeners } from 'node:events';
import { ImmError } from 'imm-error-kit/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ThrottleGate } from '../../../src/core/retry/ThrottleGate.js';
import { createRandom, seedRandom } from '../../setup/seedRandom.ts';
import { createBrowser } from './gateBench.js';

// `npm run test:deep` runs more of them.
const rounds = Number(process.env.IMM_SOAK_ROUNDS ?? 1);
const seconds = 600;
const codes = ['Throttling.User', 'Throttling.Api', 'Timeout', 'ResourceNotFound'];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  seedRandom();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it.each(Array.from({ length: rounds }, (_, round) => round + 1))(
  'four tabs leave no timer, listener or waiter after 10 minutes of refusals and random cancels, seed %d',
  async (seed) => {
    const random = createRandom(seed);
    const browser = createBrowser();
    const hidden = new Set<number>();
    const shown = [0, 1, 2, 3].map(() => new Set<() => void>());
    const open = (index: number): ReturnType<typeof browser.openTab> =>
      browser.openTab({
        isHidden: () => hidden.has(index),
        onVisibilityChange(listener) {
          shown[index]?.add(listener);
          return () => shown[index]?.delete(listener);
        },
        random,
      });
    const tabs = [0, 1, 2, 3].map(open);
    const gateOf = (index: number): ThrottleGate => tabs[index]?.gate ?? expect.fail();
    const signals: AbortSignal[] = [];
    const cancels: (() => void)[] = [];
    const waiting = new Set<number>();
    let started = 0;
    let most = 0;

    for (let second = 0; second < seconds; second++) {
      for (let each = 0; each < 3; each++) send(Math.floor(random() * 4));
      if (random() < 0.1) toggle(Math.floor(random() * 4));
      if (random() < 0.02) gateOf(Math.floor(random() * 4)).stop({ action: 'A1' });
      if (random() < 0.02) gateOf(Math.floor(random() * 4)).runNow();
      browser.isDeaf = random() < 0.1;
      await vi.advanceTimersByTimeAsync(1000);
      most = Math.max(most, ...tabs.map(({ gate }) => gate.getSnapshot().waiting));
    }
    expect(most).toBeGreaterThan(10);
    for (const cancel of cancels) cancel();
    // What is in the air answers within a second, and a probe holds the line for at most 5.
    await vi.advanceTimersByTimeAsync(10_000);

    expect(waiting).toEqual(new Set());
    expect(tabs.map(({ gate }) => gate.getSnapshot())).toEqual(tabs.map(() => ({ waiting: 0, attempt: 0 })));
    expect(signals.flatMap((signal) => getEventListeners(signal, 'abort'))).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    for (const { gate } of tabs) gate.dispose();
    expect(browser.listening()).toBe(0);
    expect(shown.map((listeners) => listeners.size)).toEqual([0, 0, 0, 0]);

    function send(index: number): void {
      const controller = new AbortController();
      const id = started++;
      waiting.add(id);
      signals.push(controller.signal);
      const timer = random() < 0.5 ? setTimeout(() => controller.abort(), random() * 20_000) : undefined;
      cancels.push(() => {
        clearTimeout(timer);
        controller.abort();
      });
      const task = (): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const code = codes[Math.floor(random() * 6)];
          setTimeout(() => (code ? reject(new ImmError({ code })) : resolve('answer')), random() * 1000);
        });
      const lane = { action: `A${id % 3}`, project: `P${id % 5}` };
      const maxWaitMs = random() < 0.2 ? 30_000 : undefined;
      const settle = (): void => void waiting.delete(id);
      void gateOf(index)
        .run(task, { ...lane, maxWaitMs, signal: controller.signal })
        .then(settle, settle);
    }

    function toggle(index: number): void {
      if (!hidden.delete(index)) hidden.add(index);
      for (const listener of shown[index] ?? []) listener();
    }
  },
  60_000,
);
