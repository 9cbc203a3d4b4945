import { createThrottleGate } from 'imm-error-kit/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wasStopped } from '../../../src/core/retry/stoppedErrors.js';
import type { ThrottleGateOptions, ThrottleStorage } from '../../../src/core/retry/ThrottleGate.js';
import { seedRandom } from '../../setup/seedRandom.ts';
import { closeGate, createBrowser, createService, settle } from './gateBench.js';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  seedRandom();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('tabs of one user', () => {
  it.each([
    { label: 'over the channel', isDeaf: false },
    { label: 'over the storage, though every message is lost', isDeaf: true },
  ])('wait together $label', async ({ isDeaf }) => {
    const browser = createBrowser();
    browser.isDeaf = isDeaf;
    const [one, two] = [browser.openTab(), browser.openTab()];
    const task = vi.fn();

    await closeGate(one.gate);
    void two.gate.run(task);

    expect(two.gate.getSnapshot()).toMatchObject({
      waiting: 1,
      until: one.gate.getSnapshot().until ?? expect.any(Number),
    });
    expect(task).not.toHaveBeenCalled();
  });

  it.each([
    { label: 'heard', isDeaf: false },
    { label: 'lost', isDeaf: true },
  ])('send one probe for all of them, whether messages are $label', async ({ isDeaf }) => {
    const browser = createBrowser();
    browser.isDeaf = isDeaf;
    const service = createService();
    const tabs = [1, 2, 3, 4].map(() => browser.openTab());
    await closeGate(tabs[0]?.gate ?? expect.fail());
    const calls = tabs.flatMap(({ gate }) => [1, 2, 3].map(() => gate.run(service.call)));

    await vi.advanceTimersByTimeAsync(3000);
    expect(service.sent).toBe(1);

    service.mode = 'answer';
    service.open[0]?.answer();
    await vi.advanceTimersByTimeAsync(5 * minute);
    expect(await Promise.all(calls)).toHaveLength(12);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('let no tab come last all the time', async () => {
    const browser = createBrowser();
    const order: number[] = [];
    const tabs = [0, 1].map(() => browser.openTab());
    await closeGate(tabs[0]?.gate ?? expect.fail());
    for (let each = 0; each < 10; each++) {
      tabs.forEach(({ gate }, index) => void gate.run(() => void order.push(index)));
    }

    await vi.advanceTimersByTimeAsync(5 * minute);
    expect(order).toHaveLength(20);
    expect(order.slice(0, 12)).toContain(0);
    expect(order.slice(0, 12)).toContain(1);
  });

  it('go on when the tab that probes is closed', async () => {
    const browser = createBrowser();
    const service = createService();
    const [one, two] = [browser.openTab(), browser.openTab()];
    await closeGate(one.gate);
    void one.gate.run(service.call);
    await vi.advanceTimersByTimeAsync(2000);
    expect(service.sent).toBe(1);
    const call = two.gate.run(() => 'answer');

    one.close();
    await vi.advanceTimersByTimeAsync(minute);
    expect(await call).toBe('answer');
  });

  it('do not wait for a hidden tab', async () => {
    const browser = createBrowser();
    const hidden = browser.openTab({ isHidden: () => true, onVisibilityChange: () => () => {} });
    const shown = browser.openTab();
    await closeGate(hidden.gate);
    void hidden.gate.run(vi.fn());
    const call = shown.gate.run(() => 'answer');

    await vi.advanceTimersByTimeAsync(5000);
    expect(await call).toBe('answer');
  });

  it('say nothing while nobody is refused', async () => {
    const browser = createBrowser();
    const { gate, messages } = browser.openTab();
    await Promise.all([1, 2, 3].map(() => gate.run(() => 'answer')));

    expect(messages).toEqual([]);
    expect(browser.storage.items.size).toBe(0);
  });

  it('say once a minute that they still wait, and nothing when they do not', async () => {
    const browser = createBrowser();
    const { gate, messages } = browser.openTab();
    const service = createService();
    const refused = gate.run(service.call).catch(() => {});
    service.open[0]?.refuse('Throttling.User', 10 * minute);
    await refused;
    const call = gate.run(() => 'answer');
    messages.length = 0;

    await vi.advanceTimersByTimeAsync(5 * minute);
    expect(messages).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(10 * minute);
    await call;
    messages.length = 0;
    await vi.advanceTimersByTimeAsync(10 * minute);
    expect(messages).toEqual([]);
  });

  it('of another key do not wait', async () => {
    const browser = createBrowser();
    const [one, other] = [browser.openTab(), browser.openTab({ key: 'another user' })];
    await closeGate(one.gate);

    await expect(other.gate.run(() => 'at once')).resolves.toBe('at once');
  });

  it.each([
    null,
    'text',
    {},
    { kit: 'imm-error-kit', key: 'user', tab: 'x', waiting: { '': -1 }, lanes: {} },
    { kit: 'imm-error-kit', key: 'user', tab: 'x', waiting: {}, lanes: { '': { at: 'soon' } } },
    { kit: 'imm-error-kit', key: 'user', tab: 'x', waiting: {}, lanes: null },
  ])('ignore what they do not understand: %j', async (data) => {
    let hear = (_: { data: unknown }): void => {};
    const gate = createThrottleGate({
      key: 'user',
      channel: {
        postMessage() {},
        addEventListener(_, listener) {
          hear = listener;
        },
        removeEventListener() {},
      },
    });

    hear({ data });
    await expect(gate.run(() => 'at once')).resolves.toBe('at once');
  });
});

describe('without locks', () => {
  it('tabs take turns as the storage tells them', async () => {
    const browser = createBrowser();
    const service = createService();
    const tabs = [1, 2, 3].map(() => browser.openTab({ locks: undefined }));
    await closeGate(tabs[0]?.gate ?? expect.fail());
    for (const { gate } of tabs) void gate.run(service.call);

    await vi.advanceTimersByTimeAsync(1800);
    expect(service.sent).toBe(1);
  });

  it.each([
    { label: 'rejects', request: () => Promise.reject(new Error('SecurityError')) },
    {
      label: 'throws',
      request: () => {
        throw new Error('SecurityError');
      },
    },
  ])('a lock manager that $label does not hold anybody up', async ({ request }) => {
    const gate = createThrottleGate({ locks: { request } });
    await closeGate(gate);
    const call = gate.run(() => 'answer');

    await vi.advanceTimersByTimeAsync(5000);
    expect(await call).toBe('answer');
  });
});

describe('after a reload', () => {
  it('the gate remembers, and one canary goes first', async () => {
    const browser = createBrowser();
    const before = browser.openTab();
    await closeGate(before.gate);
    const done = before.gate.run(() => 'answer');
    await vi.advanceTimersByTimeAsync(5000);
    await done;
    before.close();

    const service = createService();
    const { gate } = browser.openTab();
    for (let each = 0; each < 5; each++) void gate.run(service.call);
    await settle();
    expect(service.sent).toBe(1);
    expect(gate.getSnapshot().waiting).toBe(4);
  });

  it('tells who stops now what was refused then', async () => {
    const browser = createBrowser();
    const before = browser.openTab();
    await closeGate(before.gate, 'Throttling.Api', { action: 'ListProjects' });
    before.close();
    const { gate } = browser.openTab();
    const call = gate.run(vi.fn(), { action: 'ListProjects' }).catch((error) => error);

    gate.stop();
    const error = await call;
    expect(error).toMatchObject({ name: 'ImmError', code: 'Throttling.Api', scope: 'operation' });
    expect(wasStopped(error)).toBe(true);
  });
});

describe('storages', () => {
  const broken = (): never => {
    throw new Error('QuotaExceededError');
  };
  const holding = (text: string): ThrottleStorage => ({ getItem: () => text, setItem() {}, removeItem() {} });
  const lane = { at: 1, refusedAt: 1e99, code: 'x', nextAt: 1e99, sentAt: 1, attempt: 1, idle: false, pace: {} };
  const cases: { label: string; options: ThrottleGateOptions }[] = [
    { label: 'throws', options: { storage: { getItem: broken, setItem: broken, removeItem: broken } } },
    { label: 'holds no JSON', options: { storage: holding('{{{') } },
    { label: 'holds null', options: { storage: holding('null') } },
    { label: 'holds an array', options: { storage: holding('[1, 2]') } },
    { label: 'holds half a lane', options: { storage: holding(JSON.stringify({ '': lane })) } },
    { label: 'holds megabytes', options: { storage: holding(`"${'x'.repeat(2_000_000)}"`) } },
    { label: 'tries the prototype', options: { storage: holding('{"__proto__": {"": {}}}') } },
  ];

  it.each(cases)('a storage that $label is as good as none', async ({ options }) => {
    const gate = createThrottleGate(options);
    await expect(gate.run(() => 'at once')).resolves.toBe('at once');
    await closeGate(gate);
    const call = gate.run(() => 'answer');
    expect(gate.getSnapshot().waiting).toBe(1);

    await vi.advanceTimersByTimeAsync(5000);
    expect(await call).toBe('answer');
  });
});
