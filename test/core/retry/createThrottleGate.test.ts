import {
  createThrottleGate,
  ImmError,
  immCatalog,
  immQueryDefaults,
  type ThrottleGate,
  withGate,
} from 'imm-error-kit/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wasStopped } from '../../../src/core/retry/stoppedErrors.js';
import { seedRandom } from '../../setup/seedRandom.ts';
import { closeGate, createService, settle } from './gateBench.js';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  seedRandom();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A gate whose jitter is always in the middle: the first probe goes after the row's own delay. */
function createGate(options: Parameters<typeof createThrottleGate>[0] = {}): ReturnType<typeof createThrottleGate> {
  return createThrottleGate({ random: () => 0.5, ...options });
}

describe('with no recent refusal', () => {
  it('starts each task before run returns, with no timer and no message', async () => {
    const postMessage = vi.fn();
    const gate = createGate({ channel: { postMessage, addEventListener: vi.fn(), removeEventListener: vi.fn() } });
    const service = createService('answer');
    const listener = vi.fn();
    gate.subscribe(listener);

    const calls = [gate.run(service.call), gate.run(service.call), gate.run(service.call)];

    expect(service.sent).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
    expect(await Promise.all(calls)).toEqual(['answer', 'answer', 'answer']);
    expect(postMessage).not.toHaveBeenCalled();
    expect(listener).not.toHaveBeenCalled();
    expect(gate.getSnapshot()).toEqual({ waiting: 0, attempt: 0 });
  });

  it('passes other failures on and stays open', async () => {
    const gate = createGate();
    const failure = new ImmError({ code: 'ResourceNotFound' });

    await expect(gate.run(() => Promise.reject(failure))).rejects.toBe(failure);
    await expect(gate.run(() => 'at once')).resolves.toBe('at once');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('turns what a task throws at once into a rejection', async () => {
    const gate = createGate();

    await expect(
      gate.run(() => {
        throw null;
      }),
    ).rejects.toBeNull();
  });
});

describe('after a refusal', () => {
  it('sends one probe after the delay of the row, and the rest only after its answer', async () => {
    const gate = createGate();
    const service = createService();
    await closeGate(gate);
    const calls = [1, 2, 3].map(() => gate.run(service.call));

    await vi.advanceTimersByTimeAsync(999);
    expect(service.sent).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(service.sent).toBe(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(service.sent).toBe(1);

    service.mode = 'answer';
    service.open[0]?.answer();
    await vi.advanceTimersByTimeAsync(minute);
    expect(await Promise.all(calls)).toEqual(['answer', 'answer', 'answer']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects a refused probe with its own error and closes for longer', async () => {
    const gate = createGate();
    const service = createService('refuse');
    await closeGate(gate);
    const waits: number[] = [];
    let sentAt = Date.now();

    for (let probe = 0; probe < 8; probe++) {
      const call = gate.run(() => {
        waits.push(Date.now() - sentAt);
        sentAt = Date.now();
        return service.call();
      });
      const outcome = call.catch((error) => error.code);
      await vi.advanceTimersByTimeAsync(10 * minute);
      expect(await outcome).toBe('Throttling.User');
      if (probe === 0) sentAt = Date.now();
      sentAt = Date.now();
    }

    expect(waits[0]).toBe(1000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets waiting requests go in the order they came', async () => {
    const gate = createGate();
    const order: number[] = [];
    await closeGate(gate);
    const calls = [0, 1, 2, 3, 4].map((each) => gate.run(() => void order.push(each)));

    await vi.advanceTimersByTimeAsync(minute);
    await Promise.all(calls);
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it('lets everybody through in the end, though half of all calls are refused', async () => {
    const gate = createGate();
    let count = 0;
    const answered = new Set<number>();
    await closeGate(gate);
    const repeat = async (id: number): Promise<void> => {
      for (;;) {
        try {
          await gate.run(() => (count++ % 2 ? id : Promise.reject(new ImmError({ code: 'Throttling.User' }))));
          answered.add(id);
          return;
        } catch {}
      }
    };
    const all = Promise.all(Array.from({ length: 30 }, (_, id) => repeat(id)));

    await vi.advanceTimersByTimeAsync(60 * minute);
    await all;
    expect(answered.size).toBe(30);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ignores refusals that were on their way when it closed', async () => {
    const gate = createGate();
    const service = createService();
    const blast = [1, 2, 3, 4].map(() => gate.run(service.call).catch(() => {}));
    for (const call of service.open) call.refuse();
    await Promise.all(blast);
    const call = gate.run(() => 'answer');

    expect(gate.getSnapshot()).toEqual({ until: Date.now() + 1000, waiting: 1, attempt: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(await call).toBe('answer');
  });

  it('waits as long as the service asks, and a little longer by chance', async () => {
    const gate = createGate();
    const service = createService();
    const call = gate.run(service.call).catch(() => {});
    service.open[0]?.refuse('Throttling.User', 5000);
    await call;
    void gate.run(service.call);

    expect(gate.getSnapshot().until).toBe(Date.now() + 5500);
  });

  it.each([5, 60])('waits %i minutes where the service asks for it, and sends a single probe then', async (minutes) => {
    const gate = createGate({ random: () => 0 });
    const service = createService();
    const call = gate.run(service.call).catch(() => {});
    service.open[0]?.refuse('Throttling.User', minutes * minute);
    await call;
    for (let each = 0; each < 5; each++) void gate.run(service.call);

    await vi.advanceTimersByTimeAsync(minutes * minute - 1);
    expect(service.sent).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(service.sent).toBe(2);
  });

  it('waits no shorter than it has learned to, however soon the service names', async () => {
    const gate = createGate();
    await closeGate(gate);
    for (let probe = 0; probe < 5; probe++) {
      const service = createService();
      const refused = gate.run(service.call).catch(() => {});
      gate.runNow();
      service.open[0]?.refuse('Throttling.User', 100);
      await refused;
      await vi.advanceTimersByTimeAsync(2000);
    }
    void gate.run(vi.fn());

    expect((gate.getSnapshot().until ?? 0) - Date.now()).toBeGreaterThan(500);
  });

  it('keeps the others waiting as long as the service asked, though the person sends one now', async () => {
    const gate = createGate();
    const service = createService();
    const call = gate.run(service.call).catch(() => {});
    service.open[0]?.refuse('Throttling.User', minute);
    await call;
    for (let each = 0; each < 3; each++) void gate.run(service.call);
    const { until } = gate.getSnapshot();
    gate.runNow();
    expect(service.sent).toBe(2);

    await vi.advanceTimersByTimeAsync(20_000);
    expect(service.sent).toBe(2);
    expect(gate.getSnapshot()).toMatchObject({ waiting: 2, until });
  });

  it('disbelieves a named wait of years', async () => {
    const gate = createGate();
    const service = createService();
    const call = gate.run(service.call).catch(() => {});
    service.open[0]?.refuse('Throttling.User', 1e12);
    await call;
    void gate.run(vi.fn());

    expect(gate.getSnapshot().until).toBe(Date.now() + 1000);
  });

  it('goes on when a probe is never answered', async () => {
    const gate = createGate();
    const service = createService();
    await closeGate(gate);
    void gate.run(service.call);
    const second = gate.run(() => 'answer');

    await vi.advanceTimersByTimeAsync(minute);
    expect(service.open).toHaveLength(1);
    expect(await second).toBe('answer');
  });

  it.each(['InternalError', 'Timeout', 'NetworkError'])(
    'learns nothing from a probe that fails with %s',
    async (code) => {
      const gate = createGate();
      await closeGate(gate);
      const failed = gate.run(() => Promise.reject(new ImmError({ code }))).catch((error) => error.code);
      const next = gate.run(() => 'answer');

      await vi.advanceTimersByTimeAsync(1000);
      expect(await failed).toBe(code);
      expect(gate.getSnapshot()).toMatchObject({ waiting: 1, attempt: 1 });
      await vi.advanceTimersByTimeAsync(minute);
      expect(await next).toBe('answer');
    },
  );

  it.each([
    {
      label: 'takes what the service fails for another reason for an answer',
      code: 'ResourceNotFound',
      isSooner: true,
    },
    { label: 'begins its wait anew where no answer came', code: 'Timeout', isSooner: false },
  ])('$label', async ({ code, isSooner }) => {
    const gate = createGate();
    const service = createService();
    await closeGate(gate);
    gate.run(service.call).catch(() => {});
    void gate.run(service.call);
    await vi.advanceTimersByTimeAsync(1000);
    const { until: unlessAnswered = 0 } = gate.getSnapshot();
    await vi.advanceTimersByTimeAsync(500);
    service.open[0]?.fail(new ImmError({ code }));
    await settle();

    const { until = 0 } = gate.getSnapshot();
    if (isSooner) expect(until).toBeLessThan(unlessAnswered);
    else expect(until).toBe(unlessAnswered + 500);
  });

  it('keeps its deadline though a request that was on its way before is never answered', async () => {
    const gate = createGate();
    const service = createService();
    gate.run(service.call).catch(() => {});
    await closeGate(gate);
    void gate.run(service.call);
    const { until } = gate.getSnapshot();
    await vi.advanceTimersByTimeAsync(500);
    service.open[0]?.fail(new ImmError({ code: 'Timeout' }));
    await settle();

    expect(gate.getSnapshot().until).toBe(until);
  });
});

describe('lanes', () => {
  it.each(immCatalog.map((row) => ({ label: `${row.pattern} ${row.variant ?? ''}`.trim(), row })))(
    'treat $label as its row says',
    async ({ row }) => {
      const lanes = {
        operation: { waits: { action: 'A', project: 'Q' }, free: { action: 'B', project: 'P' } },
        resource: { waits: { action: 'B', project: 'P' }, free: { action: 'A', project: 'Q' } },
      };
      const gate = createGate();
      const message = row.pattern === 'Throttling' ? 'The request project is blocked.' : (row.variant ?? '');
      const failure = new ImmError({ code: row.pattern.replace(/\{.\}/, 'Name'), message });
      await gate.run(() => Promise.reject(failure), { action: 'A', project: 'P' }).catch(() => {});
      const { waits, free } =
        row.scope === 'operation' || row.scope === 'resource'
          ? lanes[row.scope]
          : { waits: { action: 'B', project: 'Q' }, free: undefined };
      void gate.run(vi.fn(), waits);

      if (row.category !== 'throttling' || row.retry !== 'automatic') {
        expect(gate.getSnapshot()).toEqual({ waiting: 0, attempt: 0 });
        return;
      }
      expect(gate.getSnapshot()).toEqual({ until: Date.now() + (row.delayMs ?? 0), waiting: 1, attempt: 1 });
      if (free) await expect(gate.run(() => 'at once', free)).resolves.toBe('at once');
    },
  );

  it.each([
    {
      label: 'the action',
      code: 'Throttling.Api',
      waits: { action: 'A', project: 'Q' },
      free: { action: 'B', project: 'P' },
    },
    {
      label: 'the project',
      code: 'Throttling',
      waits: { action: 'B', project: 'P' },
      free: { action: 'A', project: 'Q' },
    },
  ])('closes only $label for $code', async ({ code, waits, free }) => {
    const gate = createGate();
    await closeGate(gate, code, { action: 'A', project: 'P' });

    await expect(gate.run(() => 'at once', free)).resolves.toBe('at once');
    void gate.run(() => 'later', waits);
    expect(gate.getSnapshot(waits).waiting).toBe(1);
    expect(gate.getSnapshot(free).waiting).toBe(0);
  });

  it('closes the whole key for a limit of the user', async () => {
    const gate = createGate();
    await closeGate(gate, 'Throttling.User', { action: 'A' });
    void gate.run(() => 'later', { action: 'B' });

    expect(gate.getSnapshot().waiting).toBe(1);
  });

  it('closes the whole key where it is not told the action', async () => {
    const gate = createGate();
    await closeGate(gate, 'Throttling.Api');
    void gate.run(() => 'later', { action: 'B' });

    expect(gate.getSnapshot().waiting).toBe(1);
  });

  it('lets a free lane pass those who wait in a closed one', async () => {
    const gate = createGate();
    await closeGate(gate, 'Throttling', { project: 'P' });
    await closeGate(gate, 'Throttling.User');
    const blocked = gate.run(() => 'late', { project: 'P' });
    const other = gate.run(() => 'soon', { project: 'Q' });

    await vi.advanceTimersByTimeAsync(5000);
    expect(await other).toBe('soon');
    expect(gate.getSnapshot().waiting).toBe(1);
    await vi.advanceTimersByTimeAsync(2 * minute);
    expect(await blocked).toBe('late');
  });
});

describe('memory', () => {
  it('sends a canary first until 10 minutes after the last refusal, and nothing special later', async () => {
    const gate = createGate();
    const service = createService();
    await closeGate(gate);
    await vi.advanceTimersByTimeAsync(9 * minute);
    const early = [gate.run(service.call), gate.run(service.call)];
    expect(service.sent).toBe(1);
    service.mode = 'answer';
    service.open[0]?.answer();
    await vi.advanceTimersByTimeAsync(30_000);
    await Promise.all(early);

    await vi.advanceTimersByTimeAsync(30_000);
    service.mode = 'by-hand';
    void gate.run(service.call);
    void gate.run(service.call);
    expect(service.sent).toBe(4);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('forgets no lane while requests wait in it', async () => {
    const gate = createGate();
    const sentAt: number[] = [];
    await closeGate(gate);
    for (let probe = 0; probe < 12; probe++) {
      const refused = gate.run(createService('refuse').call).catch(() => {});
      while (gate.getSnapshot().waiting) await vi.advanceTimersByTimeAsync(1000);
      await refused;
    }
    // Answers that say nothing about limits keep the pace as slow as it was.
    const task = (): Promise<never> => {
      sentAt.push(Date.now());
      return Promise.reject(new ImmError({ code: 'Timeout' }));
    };
    for (let each = 0; each < 30; each++) void gate.run(task).catch(() => {});

    await vi.advanceTimersByTimeAsync(300 * minute);
    const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    expect(sentAt).toHaveLength(30);
    expect((sentAt.at(-1) ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThan(10 * minute);
    expect(Math.min(...gaps)).toBeGreaterThan(20_000);
  });

  it('keeps no more than 32 lanes', async () => {
    const items = new Map<string, string>();
    const gate = createGate({
      storage: {
        getItem: (key) => items.get(key) ?? null,
        setItem: (key, value) => void items.set(key, value),
        removeItem: (key) => void items.delete(key),
      },
    });
    for (let index = 0; index < 200; index++) {
      await closeGate(gate, 'Throttling', { project: `p${index}` });
      await vi.advanceTimersByTimeAsync(1);
    }

    const [text = ''] = items.values();
    expect(items.size).toBe(1);
    expect(Object.keys(JSON.parse(text))).toHaveLength(32);
  });
});

describe('while waiting', () => {
  it('lets a request leave by its signal and leaves no timer behind', async () => {
    const gate = createGate();
    const leaving = new AbortController();
    const task = vi.fn();
    await closeGate(gate);
    const call = gate.run(task, { signal: leaving.signal });
    expect(vi.getTimerCount()).toBe(1);

    leaving.abort(new Error('unmounted'));
    await expect(call).rejects.toThrow('unmounted');
    expect(gate.getSnapshot()).toEqual({ waiting: 0, attempt: 0 });
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(minute);
    expect(task).not.toHaveBeenCalled();
  });

  it('refuses to wait for a signal that was aborted before', async () => {
    const gate = createGate();
    await closeGate(gate);

    await expect(gate.run(vi.fn(), { signal: AbortSignal.abort('gone') })).rejects.toBe('gone');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects at once who may not wait as long as it takes', async () => {
    const gate = createGate();
    await closeGate(gate);
    const call = gate.run(vi.fn(), { maxWaitMs: 999 }).catch((error) => error);

    expect(wasStopped(await call)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects whose turn does not come in time, and no other', async () => {
    const gate = createGate();
    const service = createService();
    await closeGate(gate);
    void gate.run(service.call);
    const hurried = gate.run(vi.fn(), { maxWaitMs: 3000 }).catch((error) => error);
    void gate.run(vi.fn());

    await vi.advanceTimersByTimeAsync(3000);
    expect(wasStopped(await hurried)).toBe(true);
    expect(gate.getSnapshot().waiting).toBe(1);
  });

  it('sends the next request now, and only that one', async () => {
    const gate = createGate();
    const service = createService();
    await closeGate(gate);
    void gate.run(service.call);
    void gate.run(service.call);

    gate.runNow();
    expect(service.sent).toBe(1);
    expect(gate.getSnapshot().waiting).toBe(1);
  });

  it('stops all that wait with the last refusal, which is not repeated', async () => {
    const gate = createGate();
    const task = vi.fn();
    await closeGate(gate);
    const calls = [gate.run(task), gate.run(task)].map((call) => call.catch((error) => error));

    gate.stop();
    const errors = await Promise.all(calls);
    expect(errors.map((error) => error.code)).toEqual(['Throttling.User', 'Throttling.User']);
    expect(errors.every(wasStopped)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    expect(gate.getSnapshot()).toEqual({ waiting: 0, attempt: 0 });
    await vi.advanceTimersByTimeAsync(minute);
    expect(task).not.toHaveBeenCalled();
  });

  it('keeps with what it stops what was thrown for the last refusal', async () => {
    const gate = createGate();
    const thrown = { Code: 'Throttling.User', Message: 'Request was denied due to user flow control.' };
    await gate.run(() => Promise.reject(thrown)).catch(() => {});
    const stopped = gate.run(vi.fn()).catch((error) => error);
    gate.stop();

    expect(await stopped).toMatchObject({ code: 'Throttling.User', message: thrown.Message, cause: thrown });
  });

  it('stops only the lane it is told', async () => {
    const gate = createGate();
    await closeGate(gate, 'Throttling.Api', { action: 'A' });
    await closeGate(gate, 'Throttling.Api', { action: 'B' });
    const stopped = gate.run(() => 'A', { action: 'A' }).catch(() => 'stopped');
    const kept = gate.run(() => 'B', { action: 'B' });

    gate.stop({ action: 'A' });
    await vi.advanceTimersByTimeAsync(5000);
    expect(await stopped).toBe('stopped');
    expect(await kept).toBe('B');
  });

  it('does not repeat a probe that was refused after stop', async () => {
    const gate = createGate();
    const service = createService();
    await closeGate(gate);
    const probe = gate.run(service.call).catch((error) => error);
    await vi.advanceTimersByTimeAsync(1000);

    gate.stop();
    service.open[0]?.refuse();
    expect(wasStopped(await probe)).toBe(true);
  });

  it.each([
    { label: 'alone', wrap: (call: () => Promise<unknown>, gate: ThrottleGate) => () => gate.run(call) },
    {
      label: 'by withGate',
      wrap: (call: () => Promise<unknown>, gate: ThrottleGate) => withGate(call, gate, { action: 'A' }),
    },
  ])('does not repeat what an SDK threw for a probe that was refused after stop, $label', async ({ wrap }) => {
    const gate = createGate();
    await closeGate(gate);
    let refuse = (): void => {};
    const call = (): Promise<unknown> => {
      const thrown = Object.assign(new Error('Request was denied.'), { code: 'Throttling.User', statusCode: 400 });
      return new Promise((_, reject) => {
        refuse = () => reject(thrown);
      });
    };
    const probe = wrap(call, gate)().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);

    gate.stop();
    refuse();
    expect(immQueryDefaults().mutations.retry(0, await probe)).toBe(false);
  });

  it('still lets a request of a person who stopped wait and go', async () => {
    const gate = createGate();
    await closeGate(gate);
    void gate.run(vi.fn()).catch(() => {});
    gate.stop();
    const again = gate.run(() => 'answer');

    expect(gate.getSnapshot().waiting).toBe(1);
    await vi.advanceTimersByTimeAsync(minute);
    expect(await again).toBe('answer');
  });
});

describe('snapshots', () => {
  it('keep their identity until something changes', async () => {
    const gate = createGate();
    await closeGate(gate);
    void gate.run(vi.fn());
    const snapshot = gate.getSnapshot({});

    await vi.advanceTimersByTimeAsync(500);
    expect(gate.getSnapshot({})).toBe(snapshot);
    expect(snapshot).toEqual({ until: Date.now() + 500, waiting: 1, attempt: 1 });
    void gate.run(vi.fn());
    expect(gate.getSnapshot({})).not.toBe(snapshot);
  });

  it('of the whole gate say when the first of its lanes goes on, and what the most refused one went through', async () => {
    const gate = createGate();
    const [often, once] = [{ action: 'A' }, { action: 'B' }];
    const began = Date.now();
    await closeGate(gate, 'Throttling.Api', often);
    void closeGate(gate, 'Throttling.Api', often);
    void gate.run(createService().call, often);
    await vi.advanceTimersByTimeAsync(300);
    await closeGate(gate, 'Throttling.Api', once);
    void gate.run(createService().call, once);
    expect(gate.getSnapshot()).toEqual({ until: began + 1000, waiting: 3, attempt: 1 });

    await vi.advanceTimersByTimeAsync(800);
    expect(gate.getSnapshot()).toEqual({ until: began + 1300, waiting: 2, attempt: 2 });
  });

  it('say the moment at which the next request is really sent', async () => {
    const gate = createGate({ random: Math.random });
    const service = createService('refuse');
    await closeGate(gate);
    for (let round = 1; round < 6; round++) {
      const call = gate.run(service.call).catch(() => {});
      const { until = 0, attempt } = gate.getSnapshot();
      expect(attempt).toBe(round);
      await vi.advanceTimersByTimeAsync(Math.ceil(until - Date.now()) - 1);
      expect(service.sent).toBe(round - 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(service.sent).toBe(round);
      await call;
    }
  });

  it('call each subscriber until it leaves, though it subscribed twice', async () => {
    const gate = createGate();
    const listener = vi.fn();
    const leave = gate.subscribe(listener);
    const leaveToo = gate.subscribe(listener);
    leave();
    leave();
    await closeGate(gate);
    expect(listener.mock.calls.length).toBeGreaterThan(0);

    leaveToo();
    listener.mockClear();
    void gate.run(vi.fn());
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('a subscriber that throws', () => {
  it('loses no request', async () => {
    const gate = createGate();
    await closeGate(gate);
    gate.subscribe(() => {
      throw new TypeError('an app’s own');
    });
    const calls = [gate.run(() => 'first'), gate.run(() => 'second')];
    await vi.advanceTimersByTimeAsync(minute);

    expect(await Promise.all(calls)).toEqual(['first', 'second']);
  });
});

describe('those who subscribe to a lane', () => {
  const lane = { action: 'ListProjects' };

  it('are called back when its deadline or its attempt changes, and when nobody waits any more', async () => {
    const gate = createGate();
    const service = createService('refuse');
    const seen: unknown[] = [];
    gate.subscribe(() => seen.push(gate.getSnapshot(lane)), lane);
    await closeGate(gate);
    expect(seen).toEqual([]);

    const abort = new AbortController();
    for (const { call } of [service, service]) gate.run(call, { ...lane, signal: abort.signal }).catch(() => {});
    const until = Date.now() + 1000;
    expect(seen).toEqual([{ until, waiting: 1, attempt: 1 }]);

    await vi.advanceTimersByTimeAsync(1000);
    expect(seen.at(-1)).toEqual(gate.getSnapshot(lane));
    expect(gate.getSnapshot(lane)).toMatchObject({ waiting: 1, attempt: 2 });

    abort.abort();
    expect(seen.at(-1)).toEqual({ waiting: 0, attempt: 0 });
  });

  it('are not called back for each that joins or leaves the line', async () => {
    const gate = createGate();
    await closeGate(gate);
    const listeners = Array.from({ length: 200 }, () => {
      const listener = vi.fn();
      gate.subscribe(listener, lane);
      const abort = new AbortController();
      gate.run(vi.fn(), { ...lane, signal: abort.signal }).catch(() => {});
      return { listener, abort };
    });
    expect(gate.getSnapshot(lane).waiting).toBe(200);
    for (const { abort } of listeners.slice(1)) abort.abort();
    expect(gate.getSnapshot(lane).waiting).toBe(1);
    // The first to join is what gave the lane a deadline.
    expect(listeners.map(({ listener }) => listener.mock.calls.length)).toEqual([1, ...Array(199).fill(0)]);

    gate.stop(lane);
    expect(listeners.map(({ listener }) => listener.mock.calls.length)).toEqual([2, ...Array(199).fill(1)]);
  });

  it('are called back for no other lane', async () => {
    const gate = createGate();
    const listener = vi.fn();
    gate.subscribe(listener, { action: 'CreateProject' });
    await closeGate(gate, 'Throttling.Api', lane);
    void gate.run(vi.fn(), lane);
    expect(gate.getSnapshot(lane).waiting).toBe(1);
    expect(listener).not.toHaveBeenCalled();
  });

  it('leave each for itself', async () => {
    const gate = createGate();
    const [gone, left, late] = [vi.fn(), vi.fn(), vi.fn()];
    const leave = gate.subscribe(gone, lane);
    const leaveToo = gate.subscribe(left, lane);
    leave();
    leave();
    await closeGate(gate);
    gate.run(vi.fn(), lane).catch(() => {});
    expect(gone).not.toHaveBeenCalled();
    expect(left).toHaveBeenCalledOnce();

    leaveToo();
    gate.subscribe(late, lane);
    leaveToo();
    gate.stop(lane);
    expect(left).toHaveBeenCalledOnce();
    expect(late).toHaveBeenCalled();
  });
});

describe('hidden tabs', () => {
  function createTab(visibility: 'hidden' | 'shown') {
    let now = visibility;
    let listen = (): void => {};
    const tab = {
      isHidden: () => now === 'hidden',
      onVisibilityChange: (listener: () => void) => {
        listen = listener;
        return () => {};
      },
    };
    const turn = (next: typeof visibility): void => {
      now = next;
      listen();
    };
    return { tab, turn };
  }

  it('hold no probe, and go on when they are shown', async () => {
    const { tab, turn } = createTab('hidden');
    const gate = createGate(tab);
    await closeGate(gate);
    const call = gate.run(() => 'answer');
    await vi.advanceTimersByTimeAsync(minute);
    expect(gate.getSnapshot().waiting).toBe(1);
    expect(vi.getTimerCount()).toBe(0);

    turn('shown');
    expect(await call).toBe('answer');
  });

  it('send one probe when they are shown after so long that the refusal was forgotten', async () => {
    const { tab, turn } = createTab('hidden');
    const gate = createGate(tab);
    const service = createService();
    const leaving = new AbortController();
    await closeGate(gate);
    for (let each = 0; each < 20; each++) void gate.run(service.call).catch(() => {});
    gate.run(service.call, { signal: leaving.signal }).catch(() => {});
    await vi.advanceTimersByTimeAsync(11 * minute);
    leaving.abort();
    expect(service.sent).toBe(0);

    turn('shown');
    expect(service.sent).toBe(1);
    service.open[0]?.refuse();
    await settle();
    expect(service.sent).toBe(1);
    expect(gate.getSnapshot()).toEqual({ until: Date.now() + 1000, waiting: 19, attempt: 1 });
  });

  it.each([
    { label: 'the same lane', lane: { action: 'A' }, isOwn: true },
    { label: 'another lane', lane: { action: 'B' }, isOwn: false },
  ])(
    'let the person try or stop what was forgotten while they were hidden: $isOwn, in $label',
    async ({ lane, isOwn }) => {
      const gate = createGate({ isHidden: () => true, onVisibilityChange: () => () => {} });
      const service = createService('answer');
      await closeGate(gate, 'Throttling.Api', { action: 'A' });
      const tried = gate.run(service.call, { action: 'A' });
      const stopped = gate.run(service.call, { action: 'A' }).catch(wasStopped);
      await vi.advanceTimersByTimeAsync(11 * minute);
      expect(gate.getSnapshot(lane).waiting).toBe(isOwn ? 2 : 0);

      gate.runNow(lane);
      gate.stop(lane);
      expect(service.sent).toBe(isOwn ? 1 : 0);
      expect(gate.getSnapshot().waiting).toBe(isOwn ? 0 : 2);
      gate.dispose();
      if (isOwn) expect(await Promise.all([tried, stopped])).toEqual(['answer', true]);
      else await expect(tried).rejects.toThrow();
    },
  );

  it('give their turn up when they are hidden while waiting', async () => {
    const { tab, turn } = createTab('shown');
    const gate = createGate(tab);
    await closeGate(gate);
    void gate.run(vi.fn());
    turn('hidden');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are looked at again by themselves where nobody tells that they are shown', async () => {
    let isHidden = true;
    const gate = createGate({ isHidden: () => isHidden });
    await closeGate(gate);
    const call = gate.run(() => 'answer');
    await vi.advanceTimersByTimeAsync(5000);
    isHidden = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(await call).toBe('answer');
  });
});

describe('clocks', () => {
  it('catch up at once after sleep', async () => {
    const gate = createGate();
    await closeGate(gate);
    const call = gate.run(() => 'answer');
    vi.setSystemTime(Date.now() + 8 * minute);

    await vi.advanceTimersByTimeAsync(1000);
    expect(await call).toBe('answer');
  });

  it('do not make anybody wait for an hour that was set back', async () => {
    const gate = createGate();
    await closeGate(gate);
    vi.setSystemTime(Date.now() - 60 * minute);
    const call = gate.run(() => 'answer');

    await vi.advanceTimersByTimeAsync(minute);
    expect(await call).toBe('answer');
  });
});

describe('locks', () => {
  it('are one for each user: nobody waits for another’s probe', async () => {
    const held: string[] = [];
    const locks = {
      request: (name: string, step: () => Promise<void>) => {
        held.push(name);
        return step();
      },
    };
    for (const key of ['one', 'another']) {
      const gate = createGate({ key, locks });
      await closeGate(gate);
      void gate.run(vi.fn());
      await vi.advanceTimersByTimeAsync(minute);
    }

    expect(new Set(held).size).toBe(2);
  });

  it('that a sleeping tab holds stop nobody for good', async () => {
    const gate = createGate({ locks: { request: () => new Promise(() => {}) } });
    const service = createService('answer');
    await closeGate(gate);
    for (let each = 0; each < 3; each++) void gate.run(service.call);

    await vi.advanceTimersByTimeAsync(minute);
    expect(service.sent).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('dispose', () => {
  it('needs nothing of a browser', () => {
    expect(createThrottleGate().dispose).not.toThrow();
  });

  it('stops what waits, lets go of everything and opens the gate', async () => {
    const channel = { postMessage: vi.fn(), addEventListener: vi.fn(), removeEventListener: vi.fn() };
    const unwatch = vi.fn();
    const gate = createGate({ channel, onVisibilityChange: () => unwatch });
    await closeGate(gate);
    const call = gate.run(vi.fn()).catch((error) => error);

    gate.dispose();
    gate.dispose();
    expect(wasStopped(await call)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    expect(channel.removeEventListener).toHaveBeenCalledOnce();
    expect(unwatch).toHaveBeenCalledOnce();
    await expect(gate.run(() => 'at once')).resolves.toBe('at once');
  });
});
