import { focusManager, MutationObserver, onlineManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import {
  createCredentialRefresh,
  createThrottleGate,
  ImmError,
  immQueryDefaults,
  type ThrottleGate,
  withGate,
  withVerify,
} from 'imm-error-kit/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gateOf } from '../../../src/core/retry/gatedErrors.js';
import { isInLine } from '../../../src/core/retry/linePlaces.js';
import { hearWarnings } from '../../setup/hearWarnings.ts';
import { seedRandom } from '../../setup/seedRandom.ts';
import { closeGate, createService } from './gateBench.js';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  vi.stubGlobal('window', {});
  seedRandom();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('withGate', () => {
  it('rejects with an ImmError that knows its gate and lane', async () => {
    const gate = createThrottleGate();
    const refuse = (_: { project: string }): Promise<string> =>
      Promise.reject({ code: 'Throttling.Api', message: 'slow' });
    const list = withGate(refuse, gate, {
      action: 'ListProjects',
      project: (input) => input.project,
    });

    const error = await list({ project: 'demo' }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ImmError);
    expect(error).toMatchObject({ code: 'Throttling.Api', action: 'ListProjects' });
    expect(gateOf(error)).toEqual({ gate, lane: { action: 'ListProjects', project: 'demo' } });
  });

  it('knows no gate for failures that are not refusals', async () => {
    const gate = createThrottleGate();
    const error = await withGate(() => Promise.reject({ code: 'Timeout' }), gate)().catch((thrown) => thrown);

    expect(error).toMatchObject({ name: 'ImmError', code: 'Timeout' });
    expect(gateOf(error)).toBeUndefined();
    expect(gateOf(null)).toBeUndefined();
  });

  it('knows no gate for a task that was throttled inside a success, and closes none', async () => {
    const gate = createThrottleGate();
    const task = { Status: 'Failed', Code: 'Throttling.User', TaskId: 't' };
    const error = await withGate(() => Promise.reject(task), gate)().catch((thrown) => thrown);

    expect(error).toMatchObject({ code: 'Throttling.User', origin: 'task' });
    expect([gateOf(error), isInLine(error)]).toEqual([undefined, false]);
    void gate.run(() => new Promise(() => {}));
    expect(gate.getSnapshot().waiting).toBe(0);
  });

  it('reads the signal only if it has to wait', async () => {
    const gate = createThrottleGate();
    const read = vi.fn();
    const context = {
      queryKey: ['list'],
      get signal() {
        read();
        return new AbortController().signal;
      },
    };
    const list = withGate((_: typeof context) => 'answer', gate);

    await list(context);
    expect(read).not.toHaveBeenCalled();
    await closeGate(gate);
    void list(context);
    expect(read).toHaveBeenCalled();
  });

  it.each([
    ['query', { queryKey: ['list'], signal: new AbortController().signal }, undefined],
    ['mutation', 'films', { meta: undefined }],
  ])(
    'knows from the refusal on that the repeat of a %s stands in line, until it was sent',
    async (_, input, context) => {
      const gate = createThrottleGate();
      const service = createService('refuse');
      const call = withGate((..._args: readonly unknown[]) => service.call(), gate);
      const error = await call(input, context).catch((thrown) => thrown);
      expect(isInLine(error)).toBe(true);

      service.mode = 'by-hand';
      const repeat = call(input, context);
      expect(isInLine(error)).toBe(true);
      await vi.advanceTimersByTimeAsync(3000);
      expect(service.sent).toBe(2);
      expect(isInLine(error)).toBe(false);

      service.open[0]?.answer();
      expect(await repeat).toBe('answer');
      expect([null, 'text', new Error('another')].some(isInLine)).toBe(false);
    },
  );

  it('knows that within withVerify, too, which makes another call for each try', async () => {
    const gate = createThrottleGate();
    const service = createService('refuse');
    const send = withVerify(withGate((_name: string, _call: object) => service.call(), gate));
    const run = {};
    const error = await send('films', run).catch((thrown) => thrown);
    expect(isInLine(error)).toBe(true);

    service.mode = 'answer';
    const repeat = send('films', run);
    expect(isInLine(error)).toBe(true);
    await vi.advanceTimersByTimeAsync(3000);
    await repeat;
    expect(isInLine(error)).toBe(false);
  });

  it('keeps no place in line for a request that failed otherwise', async () => {
    const service = createService('refuse');
    const call = withGate((..._args: readonly unknown[]) => service.call(), createThrottleGate());
    const input = { queryKey: ['list'] };
    const refusal = await call(input).catch((thrown) => thrown);
    service.mode = 'by-hand';
    const repeat = call(input).catch((thrown) => thrown);
    await vi.advanceTimersByTimeAsync(3000);
    service.open[0]?.fail(new ImmError({ code: 'ResourceNotFound' }));

    expect(isInLine(await repeat)).toBe(false);
    expect(isInLine(refusal)).toBe(false);
  });

  it('lets a request that was given up leave the line', async () => {
    const gate = createThrottleGate();
    const call = withGate(createService('refuse').call as (...args: unknown[]) => Promise<string>, gate);
    const input = { queryKey: ['list'], signal: new AbortController().signal };
    const error = await call(input).catch((thrown) => thrown);
    const repeat = call(input).catch(() => {});
    expect(isInLine(error)).toBe(true);
    gate.stop();
    await repeat;

    expect(isInLine(error)).toBe(false);
  });

  it('rejects with an ImmError if the project cannot be found out', async () => {
    const gate = createThrottleGate();
    const list = withGate(() => 'answer', gate, {
      project: () => {
        throw new TypeError('no project');
      },
    });

    await expect(list()).rejects.toMatchObject({ name: 'ImmError' });
  });

  it('repeats no mutation of which cannot be found out whether it is idempotent', async () => {
    const update = withGate(() => 'answer', createThrottleGate(), {
      idempotent: () => {
        throw new ImmError({ code: 'Timeout' });
      },
    });
    const error = await update().catch((thrown: unknown) => thrown);

    expect(immQueryDefaults().mutations.retry(0, error)).toBe(false);
  });
});

describe('with TanStack Query', () => {
  function createClient(): QueryClient {
    return new QueryClient({ defaultOptions: immQueryDefaults() });
  }

  it('keeps a throttled query waiting at the gate until it is answered', async () => {
    const client = createClient();
    const gate = createThrottleGate();
    const service = createService('refuse');
    const query = new QueryObserver(client, { queryKey: ['list'], queryFn: withGate(service.call, gate) });
    const leave = query.subscribe(() => {});

    await vi.advanceTimersByTimeAsync(20);
    const { failureReason, fetchStatus } = query.getCurrentResult();
    expect(fetchStatus).toBe('fetching');
    expect(gateOf(failureReason)?.gate.getSnapshot()).toMatchObject({
      waiting: 1,
      attempt: 1,
      until: expect.any(Number),
    });

    await vi.advanceTimersByTimeAsync(10 * minute);
    expect(query.getCurrentResult().failureCount).toBeGreaterThan(3);
    service.mode = 'answer';
    gate.runNow();
    await vi.advanceTimersByTimeAsync(10);
    expect(query.getCurrentResult()).toMatchObject({ status: 'success', data: 'answer' });
    leave();
    client.clear();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets a query that finds the gate closed fail once without being sent, so that its wait is seen', async () => {
    const client = createClient();
    const gate = createThrottleGate();
    await gate.run(() => Promise.reject(new ImmError({ code: 'Throttling.User', retryAfterMs: 8000 }))).catch(() => {});
    const service = createService('answer');
    const query = new QueryObserver(client, { queryKey: ['list'], queryFn: withGate(service.call, gate) });
    const leave = query.subscribe(() => {});

    await vi.advanceTimersByTimeAsync(20);
    const { failureReason, failureCount } = query.getCurrentResult();
    expect(failureReason).toMatchObject({ code: 'Throttling.User' });
    expect(gateOf(failureReason)?.gate.getSnapshot()).toMatchObject({ waiting: 1, until: expect.any(Number) });
    expect(isInLine(failureReason)).toBe(true);
    expect(failureCount).toBe(1);
    expect(service.sent).toBe(0);

    await vi.advanceTimersByTimeAsync(10_000);
    expect(query.getCurrentResult()).toMatchObject({ status: 'success', failureCount: 0 });
    expect(service.sent).toBe(1);
    leave();
    client.clear();
  });

  it.each([
    { label: 'the app repeats it in its own way', retry: () => true, waitMs: 8000 },
    { label: 'nobody repeats it', retry: false, waitMs: 8000 },
    { label: 'the wait is short', retry: undefined, waitMs: 800 },
  ])('lets a query wait unseen at a closed gate where $label', async ({ retry, waitMs }) => {
    const client = createClient();
    const gate = createThrottleGate();
    await gate
      .run(() => Promise.reject(new ImmError({ code: 'Throttling.User', retryAfterMs: waitMs })))
      .catch(() => {});
    const options = { queryKey: ['list'], queryFn: withGate(createService('answer').call, gate) };
    const query = new QueryObserver(client, { ...options, ...(retry !== undefined && { retry }) });
    const leave = query.subscribe(() => {});

    await vi.advanceTimersByTimeAsync(20);
    expect(query.getCurrentResult()).toMatchObject({ fetchStatus: 'fetching', failureCount: 0 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(query.getCurrentResult().status).toBe('success');
    leave();
    client.clear();
  });

  it.each([undefined, 'ListProjects'])('ends a stopped query of the action %s as failed', async (action) => {
    const client = createClient();
    const gate = createThrottleGate();
    const service = createService('refuse');
    const query = new QueryObserver(client, { queryKey: ['list'], queryFn: withGate(service.call, gate, { action }) });
    const leave = query.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(20);

    gate.stop();
    await vi.advanceTimersByTimeAsync(20);
    expect(query.getCurrentResult()).toMatchObject({ status: 'error', fetchStatus: 'idle' });
    expect(service.sent).toBe(1);
    leave();
  });

  it('stops waiting when the query is no longer used', async () => {
    const client = createClient();
    const gate = createThrottleGate();
    const query = new QueryObserver(client, {
      queryKey: ['list'],
      queryFn: withGate(createService('refuse').call, gate),
    });
    const leave = query.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(20);
    expect(gate.getSnapshot().waiting).toBe(1);

    leave();
    await vi.advanceTimersByTimeAsync(20);
    expect(gate.getSnapshot().waiting).toBe(0);
  });

  it('repeats a throttled mutation, and none whose outcome is unknown', async () => {
    const client = createClient();
    const gate = createThrottleGate();
    const service = createService('refuse');
    const create = new MutationObserver(client, { mutationFn: withGate(service.call, gate) });
    const created = create.mutate();
    await vi.advanceTimersByTimeAsync(20);
    service.mode = 'answer';
    await vi.advanceTimersByTimeAsync(minute);
    expect(await created).toBe('answer');

    await vi.advanceTimersByTimeAsync(10 * minute);
    service.mode = 'by-hand';
    const failed = create.mutate().catch((error) => error.code);
    await vi.advanceTimersByTimeAsync(minute);
    service.open[0]?.fail({ code: 'Timeout' });
    expect(await failed).toBe('Timeout');
  });

  it.each([
    { label: 'the gate knows', gated: { idempotent: true }, defaults: {} },
    {
      label: 'the gate finds out from its variables',
      gated: { idempotent: (name: string) => name === 'demo' },
      defaults: {},
    },
    { label: 'its retries know', gated: {}, defaults: { idempotent: true } },
  ])('repeats a mutation of unknown outcome that is idempotent, as $label', async ({ gated, defaults }) => {
    const client = createClient();
    const send = vi.fn((_: string) => Promise.reject({ code: 'Timeout' }));
    const update = new MutationObserver(client, {
      ...immQueryDefaults(defaults).mutations,
      mutationFn: withGate(send, createThrottleGate(), gated),
    });
    const failed = update.mutate('demo').catch((error) => error.code);

    await vi.advanceTimersByTimeAsync(minute);
    expect(await failed).toBe('Timeout');
    expect(send).toHaveBeenCalledTimes(4);
    client.clear();
  });

  it('repeats no mutation of unknown outcome whose variables say that it is not idempotent', async () => {
    const client = createClient();
    const send = vi.fn((_: string) => Promise.reject({ code: 'Timeout' }));
    const update = new MutationObserver(client, {
      mutationFn: withGate(send, createThrottleGate(), { idempotent: (name) => name === 'demo' }),
    });

    await expect(update.mutate('other')).rejects.toMatchObject({ code: 'Timeout' });
    expect(send).toHaveBeenCalledOnce();
    client.clear();
  });

  it('leaves a mutation to the person if its turn is more than 30 s away', async () => {
    const client = createClient();
    const gate = createThrottleGate();
    const service = createService('refuse');
    const create = new MutationObserver(client, { mutationFn: withGate(service.call, gate) });
    const failed = create.mutate().catch((error) => error.code);

    await vi.advanceTimersByTimeAsync(20 * minute);
    expect(await failed).toBe('Throttling.User');
    expect(create.getCurrentResult()).toMatchObject({ status: 'error', isPaused: false });
    expect(gate.getSnapshot().waiting).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    client.clear();
  });
});

describe('a throttled mutation whose repeat TanStack Query holds back', () => {
  const holds = {
    hidden: (isHeld: boolean) => focusManager.setFocused(isHeld ? false : undefined),
    offline: (isHeld: boolean) => onlineManager.setOnline(!isHeld),
  };
  afterEach(() => Object.values(holds).forEach((hold) => void hold(false)));

  it.each([
    { where: 'hidden', ms: 29_000, isSent: true },
    { where: 'hidden', ms: 120 * minute, isSent: false },
    { where: 'offline', ms: 29_000, isSent: true },
    { where: 'offline', ms: 31_000, isSent: false },
  ] as const)('is sent: $isSent, after $ms ms in which the tab was $where', async ({ where, ms, isSent }) => {
    const client = new QueryClient({ defaultOptions: immQueryDefaults() });
    client.mount();
    const service = createService();
    const remove = new MutationObserver(client, { mutationFn: withGate(service.call, createThrottleGate()) });
    const removed = remove.mutate().catch((error) => error);
    await vi.advanceTimersByTimeAsync(20);
    holds[where](true);
    service.open[0]?.refuse();
    service.mode = 'answer';
    await vi.advanceTimersByTimeAsync(ms);
    expect(remove.getCurrentResult()).toMatchObject({ status: 'pending', isPaused: true });

    holds[where](false);
    await vi.advanceTimersByTimeAsync(5000);
    expect(service.sent).toBe(isSent ? 2 : 1);
    expect(remove.getCurrentResult().status).toBe(isSent ? 'success' : 'error');
    if (!isSent) expect(await removed).toMatchObject({ code: 'Throttling.User', outcome: 'not-applied' });

    const again = remove.mutate();
    await vi.advanceTimersByTimeAsync(minute);
    expect(await again).toBe('answer');
    client.unmount();
    client.clear();
  });

  it('is not confused with calls that an app makes itself, with one object for all of them', async () => {
    const service = createService('refuse');
    const remove = withGate((_name: string, _api: object) => service.call(), createThrottleGate());
    const api = {};
    await remove('films', api).catch(() => {});
    service.mode = 'answer';
    await vi.advanceTimersByTimeAsync(minute);
    const again = remove('films', api);
    await vi.advanceTimersByTimeAsync(minute);
    expect(await again).toBe('answer');
  });
});

describe('withGate, given no gate', () => {
  const wrong = [undefined, null, {}, { action: 'ListProjects' }] as unknown as ThrottleGate[];

  it('runs the function at once, and says what to pass', async () => {
    const heard = hearWarnings();
    for (const gate of wrong) {
      const fn = vi.fn((name: string) => `hello ${name}`);
      const answer = withGate(fn, gate)('films');
      expect(fn).toHaveBeenCalledOnce();
      expect(await answer).toBe('hello films');
    }

    expect(heard).toEqual([expect.stringContaining('withGate was given no gate.')]);
  });

  it('rejects with an ImmError that waits at no gate, and renews credentials', async () => {
    hearWarnings();
    const refuse = (): never => {
      throw { code: 'Throttling.User' };
    };
    const error = await withGate(refuse, wrong[0] as ThrottleGate, { action: 'ListProjects' })().catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(ImmError);
    expect(error).toMatchObject({ code: 'Throttling.User', action: 'ListProjects' });
    expect(gateOf(error)).toBeUndefined();

    const onRefreshCredentials = vi.fn();
    const answers = [Promise.reject({ code: 'InvalidSecurityToken.Expired' }), Promise.resolve('renewed')];
    const list = withGate(() => answers.shift(), wrong[0] as ThrottleGate, {
      credentials: createCredentialRefresh({ onRefreshCredentials }),
    });
    expect(await list()).toBe('renewed');
    expect(onRefreshCredentials).toHaveBeenCalledOnce();
  });
});
