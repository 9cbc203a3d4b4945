import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import { type ImmCatalogRow, immCatalog, immQueryDefaults } from 'imm-error-kit/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scheduleOf } from '../../../src/core/retry/retrySchedule.js';
import { seedRandom } from '../../setup/seedRandom.ts';

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

/** A service that always answers with one row. */
function createService({ pattern, variant, status }: ImmCatalogRow) {
  const service = {
    sentAt: [] as number[],
    call: async (): Promise<string> => {
      service.sentAt.push(Date.now());
      const Code = pattern.replace('{P}', 'ProjectName').replace('{R}', 'Video');
      throw { Code, Message: variant ?? (pattern === 'Throttling' ? 'The project is blocked.' : ''), status };
    },
  };
  return service;
}

const rows = immCatalog.map((row) => [row.pattern + (row.variant ?? ''), row] as const);

describe.each(rows)('%s', (_, row) => {
  const isAutomatic = row.retry === 'automatic';
  const isThrottling = row.category === 'throttling';

  it('is repeated for a query as its row says, each time at the deadline that was promised', async () => {
    const client = new QueryClient({ defaultOptions: immQueryDefaults() });
    const service = createService(row);
    const query = new QueryObserver(client, { queryKey: ['list'], queryFn: service.call });
    const promised: number[] = [];
    const leave = query.subscribe(({ failureReason, fetchStatus }) => {
      const at = scheduleOf(failureReason)?.at;
      if (fetchStatus === 'fetching' && at !== undefined && at !== promised.at(-1)) promised.push(at);
    });
    await vi.advanceTimersByTimeAsync(30 * minute);
    leave();

    const { status, fetchStatus } = query.getCurrentResult();
    if (isAutomatic && isThrottling) {
      // Until it is answered, or the person stops it.
      expect(service.sentAt.length).toBeGreaterThan(20);
      expect(fetchStatus).toBe('fetching');
    } else {
      expect(service.sentAt).toHaveLength(isAutomatic ? 4 : 1);
      expect({ status, fetchStatus }).toEqual({ status: 'error', fetchStatus: 'idle' });
    }
    const repeats = service.sentAt.slice(1);
    expect(promised.slice(0, repeats.length)).toEqual(repeats);
  });

  it('is repeated for a mutation only if it was certainly not applied, and after half a minute at most', async () => {
    const client = new QueryClient({ defaultOptions: immQueryDefaults() });
    const service = createService(row);
    const create = new MutationObserver(client, { mutationFn: service.call });
    create.mutate().catch(() => {});
    await vi.advanceTimersByTimeAsync(30 * minute);

    const repeats = isAutomatic && row.outcome === 'not-applied' && (row.delayMs ?? 0) <= 30_000;
    if (repeats && isThrottling) expect(service.sentAt.length).toBeGreaterThan(20);
    else expect(service.sentAt).toHaveLength(repeats ? 4 : 1);
    for (const [index, at] of service.sentAt.entries()) {
      expect(at - (service.sentAt[index - 1] ?? at)).toBeLessThanOrEqual(30_000);
    }
    client.clear();
  });
});

describe('a failure inside a success', () => {
  it.each([
    { label: 'task', thrown: { Status: 'Failed', Code: 'Throttling.User', TaskId: 't' } },
    { label: 'item of a batch', thrown: { URI: 'oss://b/k', ErrorCode: 'InternalError' } },
  ])('is repeated neither for a query nor for a mutation: $label', ({ thrown }) => {
    expect(immQueryDefaults().queries.retry(0, thrown)).toBe(false);
    expect(immQueryDefaults({ idempotent: true }).mutations.retry(0, thrown)).toBe(false);
  });
});

describe('on a server', () => {
  it.each(['Throttling.User', 'ServiceUnavailable', 'Timeout'])(
    'a query that failed with %s fails at once, since rendering waits for it',
    async (Code) => {
      vi.unstubAllGlobals();
      const client = new QueryClient({ defaultOptions: immQueryDefaults() });
      const queryFn = vi.fn(() => Promise.reject({ Code }));
      const failed = client.fetchQuery({ queryKey: ['list'], queryFn }).catch((thrown) => thrown);
      await vi.advanceTimersByTimeAsync(minute);

      expect(queryFn).toHaveBeenCalledOnce();
      expect(await failed).toEqual({ Code });
    },
  );
});

describe('the schedule of a repeat', () => {
  it.each([
    { label: 'that there are three repeats', Code: 'Timeout', maxAttempts: 3 },
    { label: 'no limit to repeats of what is throttled', Code: 'Throttling.User', maxAttempts: undefined },
  ])('says $label, and which one is next', ({ Code, maxAttempts }) => {
    const { queries } = immQueryDefaults({ now: () => 5000, random: () => 0.5 });
    const thrown = { Code };
    queries.retryDelay(0, thrown);
    expect(scheduleOf(thrown)).toEqual({ at: 5500, attempt: 1, maxAttempts });

    queries.retryDelay(1, thrown);
    expect(scheduleOf(thrown)).toEqual({ at: 6000, attempt: 2, maxAttempts });
  });
});

describe('an answer that names no code', () => {
  it('is repeated as its status says', () => {
    const { retry } = immQueryDefaults().queries;

    expect(retry(0, { response: { status: 503 } })).toBe(true);
    expect(retry(0, { response: { status: 404 } })).toBe(false);
  });
});

describe('errors that speak of no service', () => {
  it.each([
    ['an app’s bug', new RangeError('Invalid array length')],
    ['nothing', null],
    ['a text', 'failed'],
  ])('%s keeps TanStack Query’s own repeats and delays', async (_, thrown) => {
    const timesOf = async (client: QueryClient): Promise<number[]> => {
      const sentAt: number[] = [];
      const began = Date.now();
      const queryFn = (): Promise<never> => {
        sentAt.push(Date.now() - began);
        return Promise.reject(thrown);
      };
      const leave = new QueryObserver(client, { queryKey: ['list'], queryFn }).subscribe(() => {});
      await vi.advanceTimersByTimeAsync(5 * minute);
      leave();
      return sentAt;
    };
    vi.unstubAllGlobals();
    const usual = await timesOf(new QueryClient());

    // Here there is no window, so TanStack Query takes itself to be on a server. In a page: test/react/lifeCycle.test.tsx.
    expect(usual).toEqual([0]);
    expect(await timesOf(new QueryClient({ defaultOptions: immQueryDefaults() }))).toEqual(usual);
  });

  it.each([
    { where: 'in a page', globals: { window: {} }, repeats: 3 },
    { where: 'on a server', globals: {}, repeats: 0 },
    { where: 'in Deno, which has a window, too', globals: { window: {}, Deno: {} }, repeats: 0 },
  ])('repeat a query $repeats times $where, and no mutation', async ({ globals, repeats }) => {
    vi.unstubAllGlobals();
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    const client = new QueryClient({ defaultOptions: immQueryDefaults() });
    const queryFn = vi.fn(() => Promise.reject(new RangeError('Invalid array length')));
    const mutationFn = vi.fn(queryFn.getMockImplementation());
    const leave = new QueryObserver(client, { queryKey: ['list'], queryFn }).subscribe(() => {});
    await new MutationObserver(client, { mutationFn }).mutate().catch(() => {});
    await vi.advanceTimersByTimeAsync(minute);
    leave();

    expect(queryFn).toHaveBeenCalledTimes(1 + repeats);
    expect(mutationFn).toHaveBeenCalledOnce();
  });

  it('wait as long as TanStack Query lets them, each time', async () => {
    const timesOf = async (defaults: object): Promise<number[]> => {
      const began = Date.now();
      const sentAt: number[] = [];
      const queryFn = (): Promise<never> => {
        sentAt.push(Date.now() - began);
        return Promise.reject(new RangeError('Invalid array length'));
      };
      const client = new QueryClient({ defaultOptions: { queries: { ...defaults, retry: 8 } } });
      const leave = new QueryObserver(client, { queryKey: ['list'], queryFn }).subscribe(() => {});
      await vi.advanceTimersByTimeAsync(5 * minute);
      leave();
      return sentAt;
    };
    const usual = await timesOf({});

    expect(usual).toHaveLength(9);
    expect(await timesOf(immQueryDefaults().queries)).toEqual(usual);
  });
});
