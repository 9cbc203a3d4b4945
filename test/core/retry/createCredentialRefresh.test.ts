import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import {
  type CredentialRefresh,
  createCredentialRefresh,
  createImmFetch,
  createThrottleGate,
  describeImmError,
  ImmError,
  type ImmFetch,
  immCatalog,
  immQueryDefaults,
  parseImmError,
  withCredentials,
  withGate,
} from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const expired = 'InvalidSecurityTokenExpired';
const keyGone = 'InvalidAccessKeyIDNotFound';

/** A service that takes one token, and a console that holds one. */
function createSession(code = expired) {
  const session = {
    held: 'old',
    taken: 'new',
    /** What a renewal gives. */
    next: 'new',
    sent: 0,
    renewals: 0,
    renewalMs: 100,
    code,
    call: async (): Promise<string> => {
      session.sent++;
      const token = session.held;
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (token !== session.taken) throw { Code: session.code, RequestId: 'R-1' };
      return 'answer';
    },
    renew: async (): Promise<void> => {
      session.renewals++;
      await new Promise((resolve) => setTimeout(resolve, session.renewalMs));
      session.held = session.next;
    },
  };
  const credentials = createCredentialRefresh({ onRefreshCredentials: () => session.renew() });
  return { session, credentials };
}

async function outcomeOf<T>(promise: Promise<T>): Promise<T | ImmError> {
  const outcome = promise.catch((thrown: unknown) => parseImmError(thrown));
  await vi.advanceTimersByTimeAsync(120_000);
  return outcome;
}

describe('createCredentialRefresh', () => {
  it('renews once for many failures, and repeats each once', async () => {
    const { session, credentials } = createSession();
    const calls = Array.from({ length: 12 }, () => credentials.run(session.call));

    expect(await outcomeOf(Promise.all(calls))).toEqual(Array(12).fill('answer'));
    expect(session.renewals).toBe(1);
    expect(session.sent).toBe(24);
  });

  it('renews and repeats nothing for a task that failed inside a success', async () => {
    const { session, credentials } = createSession();
    const call = vi.fn(() => Promise.reject({ Status: 'Failed', Code: expired, TaskId: 't' }));

    expect(await outcomeOf(credentials.run(call))).toMatchObject({ code: expired, origin: 'task' });
    expect([call.mock.calls.length, session.renewals]).toEqual([1, 0]);
  });

  it('costs nothing while credentials are good: the task starts before run returns', async () => {
    const { session, credentials } = createSession();
    session.held = 'new';
    const call = credentials.run(session.call);

    expect(session.sent).toBe(1);
    expect(await outcomeOf(call)).toBe('answer');
    expect(session.renewals).toBe(0);
  });

  it('holds queries that come while it renews', async () => {
    const { session, credentials } = createSession();
    const first = credentials.run(session.call);
    await vi.advanceTimersByTimeAsync(50);
    expect(credentials.getSnapshot()).toEqual({ isRefreshing: true, generation: 0 });
    const second = credentials.run(session.call);
    expect(session.sent).toBe(1);

    expect(await outcomeOf(Promise.all([first, second]))).toEqual(['answer', 'answer']);
    expect(session).toMatchObject({ sent: 3, renewals: 1 });
    expect(credentials.getSnapshot()).toEqual({ isRefreshing: false, generation: 1 });
  });

  it('repeats a request that was sent before the renewal and refused after it, and renews no second time', async () => {
    const { session, credentials } = createSession();
    const slow = credentials.run(async () => {
      const token = session.held;
      session.sent++;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (token !== session.taken) throw { Code: expired };
      return 'slow answer';
    });
    const fast = credentials.run(session.call);

    expect(await outcomeOf(Promise.all([slow, fast]))).toEqual(['slow answer', 'answer']);
    expect(session.renewals).toBe(1);
  });

  it.each(immCatalog.map((row) => [`${row.pattern}${row.variant ?? ''}`, row] as const))(
    'renews for %s only if its row says so',
    async (_, row) => {
      const { session, credentials } = createSession(row.pattern.replace('{P}', 'URI').replace('{R}', 'Video'));
      await outcomeOf(credentials.run(session.call));

      expect(session.renewals).toBe(row.primaryAction === 'refresh-credentials' ? 1 : 0);
    },
  );

  it('leaves a second refusal to the person, and renews no more by itself', async () => {
    const { session, credentials } = createSession();
    session.next = 'still bad';
    const error = await outcomeOf(credentials.run(session.call));
    expect(error).toMatchObject({ name: 'ImmError', code: expired, renewed: true });
    expect(session).toMatchObject({ sent: 2, renewals: 1 });

    for (let poll = 0; poll < 20; poll++) {
      expect(await outcomeOf(credentials.run(session.call))).toMatchObject({ code: expired });
    }
    expect(session).toMatchObject({ sent: 22, renewals: 1 });
  });

  it('rejects with the second refusal though it is frozen', async () => {
    const { credentials } = createSession();
    const refusal = Object.freeze(new ImmError({ code: expired }));

    expect(await outcomeOf(credentials.run(() => Promise.reject(refusal)))).toBe(refusal);
  });

  it('renews no more for what stays refused, though other requests are answered', async () => {
    const { session, credentials } = createSession();
    const misSigned = (): Promise<never> => Promise.reject({ Code: 'SignatureNotMatch' });
    for (let poll = 0; poll < 5; poll++) {
      await outcomeOf(credentials.run(misSigned));
      session.held = 'new';
      expect(await outcomeOf(credentials.run(session.call))).toBe('answer');
    }

    expect(session.renewals).toBe(1);
  });

  it('tries once more when the person asks', async () => {
    const { session, credentials } = createSession();
    session.next = 'still bad';
    await outcomeOf(credentials.run(session.call));
    session.next = 'new';
    await outcomeOf(Promise.all([credentials.refresh(), credentials.refresh()]));
    expect(session.renewals).toBe(2);

    expect(await outcomeOf(credentials.run(session.call))).toBe('answer');
    expect(session.renewals).toBe(2);
  });

  it('renews again when the next session has expired, too', async () => {
    const { session, credentials } = createSession();
    expect(await outcomeOf(credentials.run(session.call))).toBe('answer');
    Object.assign(session, { taken: 'newer', next: 'newer' });

    expect(await outcomeOf(credentials.run(session.call))).toBe('answer');
    expect(session.renewals).toBe(2);
  });

  it('counts a refusal for another reason as a sign that the credentials were taken', async () => {
    const { session, credentials } = createSession();
    const answers = [expired, 'ResourceNotFound', expired];
    const call = (): Promise<string> => {
      const Code = answers.shift();
      return Code ? Promise.reject({ Code }) : Promise.resolve('answer');
    };
    expect(await outcomeOf(credentials.run(call))).toMatchObject({ code: 'ResourceNotFound' });

    expect(await outcomeOf(credentials.run(call))).toBe('answer');
    expect(session.renewals).toBe(2);
  });

  it('gives everybody their own refusal where no credentials can be had, and asks no second time', async () => {
    const { session, credentials } = createSession();
    session.renew = () => {
      session.renewals++;
      return Promise.reject(new Error('signed out'));
    };
    const calls = [1, 2, 3].map(() => outcomeOf(credentials.run(session.call)));
    for (const outcome of await Promise.all(calls)) expect(outcome).toMatchObject({ code: expired });
    expect(await outcomeOf(credentials.run(session.call))).toMatchObject({ code: expired });

    // An answer to another request is no reason to ask again.
    expect(await outcomeOf(credentials.run(() => 'another answer'))).toBe('another answer');
    expect(await outcomeOf(credentials.run(session.call))).toMatchObject({ code: expired });
    expect(session).toMatchObject({ sent: 5, renewals: 1 });
    expect(await outcomeOf(credentials.refresh())).toMatchObject({ message: 'signed out' });
  });

  it('survives an app’s function that throws at once', async () => {
    const credentials = createCredentialRefresh({
      onRefreshCredentials: () => {
        throw new Error('no session');
      },
    });

    expect(await outcomeOf(credentials.run(() => Promise.reject({ Code: expired })))).toMatchObject({ code: expired });
    expect(credentials.getSnapshot()).toEqual({ isRefreshing: false, generation: 0 });
  });

  it('leaves a mutation to the person if there are no new credentials after 30 s', async () => {
    const { session, credentials } = createSession();
    session.renewalMs = 60_000;
    const ended = vi.fn();
    const call = credentials.run(session.call, { operation: 'mutation' });
    call.catch(ended);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(50);
    expect(ended).toHaveBeenCalledOnce();

    expect(await outcomeOf(call)).toMatchObject({ code: expired });
    expect(session).toMatchObject({ sent: 1, renewals: 1 });
    expect(vi.getTimerCount()).toBe(0);
    expect(await outcomeOf(credentials.run(session.call, { operation: 'mutation' }))).toBe('answer');
  });

  it('leaves a mutation to the person if a sleep was longer than 30 s, during which no timer runs', async () => {
    const { session, credentials } = createSession();
    const call = credentials.run(session.call, { operation: 'mutation' });
    await vi.advanceTimersByTimeAsync(50);
    vi.setSystemTime(Date.now() + 2 * 3_600_000);

    expect(await outcomeOf(call)).toMatchObject({ code: expired });
    expect(session).toMatchObject({ sent: 1, renewals: 1 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets a query that is given up leave at once, with no listener left behind', async () => {
    const { session, credentials } = createSession();
    const controller = new AbortController();
    const remove = vi.spyOn(controller.signal, 'removeEventListener');
    const call = credentials.run(session.call, { signal: controller.signal }).catch((reason: unknown) => reason);
    await vi.advanceTimersByTimeAsync(50);
    controller.abort('left');

    expect(await call).toBe('left');
    expect(remove).toHaveBeenCalledWith('abort', expect.any(Function));
    await vi.advanceTimersByTimeAsync(1000);
    expect(session).toMatchObject({ sent: 1, renewals: 1 });
  });

  it('knows before the first request that nothing is being renewed', () => {
    expect(createSession().credentials.getSnapshot()).toEqual({ isRefreshing: false, generation: 0 });
  });

  it('lets a query wait for new credentials for longer than half a minute', async () => {
    const { session, credentials } = createSession();
    session.renewalMs = 60_000;

    expect(await outcomeOf(credentials.run(session.call))).toBe('answer');
  });

  it('leaves no timer behind when a mutation got its new credentials in time', async () => {
    const { session, credentials } = createSession();
    const call = credentials.run(session.call, { operation: 'mutation' });
    await vi.advanceTimersByTimeAsync(1000);

    expect(await call).toBe('answer');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sends a mutation that comes while it renews at once', async () => {
    const { session, credentials } = createSession();
    void credentials.refresh();
    await vi.advanceTimersByTimeAsync(50);
    const call = credentials.run(session.call, { operation: 'mutation' });

    expect(session.sent).toBe(1);
    expect(await outcomeOf(call)).toBe('answer');
    expect(session).toMatchObject({ sent: 2, renewals: 1 });
  });

  it('lets a request leave at once that was given up before it was refused', async () => {
    const { session, credentials } = createSession();
    const call = credentials.run(session.call, { signal: AbortSignal.abort('left') });
    const left = vi.fn();
    call.catch(left);
    await vi.advanceTimersByTimeAsync(25);

    expect(left).toHaveBeenCalledWith('left');
  });

  it.each([
    { label: 'no mutation', options: { operation: 'mutation' }, repeats: false },
    { label: 'an idempotent mutation', options: { operation: 'mutation', idempotent: true }, repeats: true },
    { label: 'a query', options: { operation: 'query' }, repeats: true },
  ] as const)('repeats $label whose refusal leaves open whether an earlier try was carried out', async (row) => {
    const { session, credentials } = createSession();
    const call = (): Promise<string> =>
      session.call().catch(() => Promise.reject(new ImmError({ code: expired, outcome: 'unknown' })));
    const outcome = await outcomeOf(credentials.run(call, row.options));

    if (row.repeats) expect(outcome).toBe('answer');
    else expect(outcome).toMatchObject({ code: expired, outcome: 'unknown' });
    expect(session.renewals).toBe(row.repeats ? 1 : 0);
  });

  describe('where new credentials are refused, too', () => {
    /** Sends what is refused after a second, for its credentials at the time when it was sent. */
    const sendSlowly = ({ session, credentials }: ReturnType<typeof createSession>, code = expired) =>
      credentials.run(async () => {
        const token = session.held;
        session.sent++;
        await new Promise((resolve) => setTimeout(resolve, 1000));
        if (token !== session.taken) throw { Code: code };
        return 'slow answer';
      });

    it('repeats no late request that was sent with the old ones', async () => {
      const { session, credentials } = createSession();
      session.next = 'still bad';
      const slow = sendSlowly({ session, credentials });
      const fast = credentials.run(session.call);

      expect(await outcomeOf(Promise.allSettled([slow, fast]))).toMatchObject([
        { status: 'rejected', reason: { code: expired } },
        { status: 'rejected', reason: { code: expired, renewed: true } },
      ]);
      expect(session).toMatchObject({ sent: 3, renewals: 1 });
    });

    it('renews for no other reason either', async () => {
      const { session, credentials } = createSession();
      session.next = 'still bad';
      await outcomeOf(credentials.refresh());
      expect(await outcomeOf(credentials.run(session.call))).toMatchObject({ code: expired, renewed: true });
      session.code = keyGone;

      expect(await outcomeOf(credentials.run(session.call))).toMatchObject({ code: keyGone, renewed: true });
      expect(session).toMatchObject({ sent: 2, renewals: 1 });
    });

    it('takes the late answer to a request with the old ones for no sign that the new ones are good', async () => {
      const { session, credentials } = createSession();
      session.taken = 'old';
      const slow = sendSlowly({ session, credentials });
      session.next = 'still bad';
      await vi.advanceTimersByTimeAsync(500);
      void credentials.refresh();
      expect(await outcomeOf(slow)).toBe('slow answer');

      expect(await outcomeOf(credentials.run(session.call))).toMatchObject({ code: expired, renewed: true });
      expect(session.renewals).toBe(1);
    });

    it.each([
      { label: 'a lost connection', thrown: new TypeError('Failed to fetch') },
      { label: 'a request that was signed badly', thrown: { Code: 'IncompleteSignature' } },
    ])('takes $label for no sign that they are good', async ({ thrown }) => {
      const { session, credentials } = createSession();
      await outcomeOf(credentials.refresh());
      await outcomeOf(credentials.run(() => Promise.reject(thrown)));
      session.taken = 'another';

      expect(await outcomeOf(credentials.run(session.call))).toMatchObject({ code: expired, renewed: true });
      expect(session.renewals).toBe(1);
    });

    it('still renews for another reason if they were good for another request', async () => {
      const { session, credentials } = createSession();
      const misSigned = async (): Promise<never> => {
        if (session.renewals > 0) await credentials.run(() => 'another answer');
        throw { Code: 'SignatureNotMatch' };
      };
      expect(await outcomeOf(credentials.run(misSigned))).toMatchObject({ renewed: true });
      session.held = 'old';

      expect(await outcomeOf(credentials.run(session.call))).toBe('answer');
      expect(session.renewals).toBe(2);
    });

    it('sends nothing a third time through two wrappers, even if they were good for another request', async () => {
      const { credentials } = createSession();
      const misSigned = vi.fn(async (): Promise<never> => {
        if (misSigned.mock.calls.length > 1) await credentials.run(() => 'another answer');
        throw { Code: 'SignatureNotMatch' };
      });
      const twice = withCredentials(withCredentials(misSigned, credentials), credentials);

      expect(await outcomeOf(twice())).toMatchObject({ renewed: true });
      expect(misSigned).toHaveBeenCalledTimes(2);
    });
  });

  it('renews for no other reason either where no credentials could be had', async () => {
    const { session, credentials } = createSession();
    const renew = vi.spyOn(session, 'renew').mockRejectedValue(new Error('signed out'));
    await outcomeOf(credentials.run(session.call));
    session.code = keyGone;

    expect(await outcomeOf(credentials.run(session.call))).toMatchObject({ code: keyGone });
    expect(renew).toHaveBeenCalledOnce();
  });

  it.each([
    { label: 'for lack of a network', failure: new TypeError('Failed to fetch') },
    { label: 'for lack of time', failure: new DOMException('The operation timed out.', 'TimeoutError') },
  ])('renews for the next refusal where it could not $label, as nobody had refused', async ({ failure }) => {
    const { session, credentials } = createSession();
    const renew = vi.spyOn(session, 'renew').mockRejectedValueOnce(failure);
    expect(await outcomeOf(credentials.run(session.call))).toMatchObject({ code: expired });
    expect([renew.mock.calls.length, session.sent]).toEqual([1, 1]);

    expect(await outcomeOf(credentials.run(session.call))).toBe('answer');
    expect([renew.mock.calls.length, session.sent]).toEqual([2, 3]);
  });

  describe('when the person asks', () => {
    it('repeats what was refused meanwhile, with the credentials that come', async () => {
      const { session, credentials } = createSession();
      session.next = 'still bad';
      await outcomeOf(credentials.refresh());
      session.next = 'new';
      const call = credentials.run(session.call);
      await vi.advanceTimersByTimeAsync(10);
      void credentials.refresh();

      expect(await outcomeOf(call)).toBe('answer');
      expect(session).toMatchObject({ sent: 2, renewals: 2 });
    });

    it('repeats what is refused later, but was sent before', async () => {
      const { session, credentials } = createSession();
      session.renewalMs = 10;
      const call = credentials.run(session.call);
      void credentials.refresh();

      expect(await outcomeOf(call)).toBe('answer');
      expect(session).toMatchObject({ sent: 2, renewals: 1 });
    });
  });

  describe('asked whether a failed request is worth repeating', () => {
    it('renews, and says yes', async () => {
      const { session, credentials } = createSession();

      expect(await outcomeOf(credentials.repair({ Code: expired }, 0))).toBe(true);
      expect(session.renewals).toBe(1);
    });

    it('says no to one that was repeated already, and shows that it was', async () => {
      const { session, credentials } = createSession();
      const error = new ImmError({ code: expired });

      expect(await outcomeOf(credentials.repair(error, 0, true))).toBe(false);
      expect(error.renewed).toBe(true);
      expect(session.renewals).toBe(0);
    });

    it('says no to one that a wrapper has repeated with new credentials already', async () => {
      const { session, credentials } = createSession();
      session.next = 'still bad';
      const refused = await outcomeOf(credentials.run(session.call));
      // Another request was answered meanwhile.
      credentials.noteAnswer(1);

      expect(await outcomeOf(credentials.repair(refused, 0))).toBe(false);
      expect(session.renewals).toBe(1);
    });

    it('says no to one that new credentials can’t help', async () => {
      const { session, credentials } = createSession();

      expect(await outcomeOf(credentials.repair({ Code: 'ResourceNotFound' }, 0))).toBe(false);
      expect(session.renewals).toBe(0);
    });
  });

  it('tells its listeners of each change, and no longer once they left', async () => {
    const { session, credentials } = createSession();
    const seen: boolean[] = [];
    const leave = credentials.subscribe(() => seen.push(credentials.getSnapshot().isRefreshing));
    await outcomeOf(credentials.run(session.call));
    expect(seen).toEqual([true, false]);

    leave();
    await outcomeOf(credentials.refresh());
    expect(seen).toHaveLength(2);
  });

  it('renews though a listener throws', async () => {
    const { session, credentials } = createSession();
    credentials.subscribe(() => {
      throw new TypeError('an app’s own');
    });

    expect(await outcomeOf(credentials.run(session.call))).toBe('answer');
    expect(credentials.getSnapshot()).toEqual({ isRefreshing: false, generation: 1 });
  });
});

describe('what is shown of a second refusal', () => {
  const kindsOf = (error: unknown): string =>
    describeImmError(error, { messages })
      .actions.map((action) => action.kind)
      .join(' ');

  it('is support first for a key that is gone', async () => {
    const { session, credentials } = createSession(keyGone);
    session.next = 'still bad';
    const error = await outcomeOf(credentials.run(session.call));

    expect(kindsOf({ Code: keyGone })).toMatch(/^refresh-credentials retry /);
    expect(kindsOf(error)).toMatch(/^contact-support refresh-credentials retry /);
    // As after server rendering.
    expect(kindsOf(JSON.parse(JSON.stringify(error)))).toBe(kindsOf(error));
  });

  it('is a new sign-in for a token, with support at hand', async () => {
    const { session, credentials } = createSession();
    session.next = 'still bad';
    const error = await outcomeOf(credentials.run(session.call));

    expect(kindsOf(error)).toMatch(/^refresh-credentials retry .*contact-support/);
  });
});

describe('with TanStack Query', () => {
  function observe(queryFn: (context: never) => Promise<string>): QueryObserver<string> {
    const client = new QueryClient({ defaultOptions: immQueryDefaults() });
    return new QueryObserver<string>(client, { queryKey: ['list'], queryFn: queryFn as () => Promise<string> });
  }

  it.each([
    [
      'withCredentials',
      (credentials: CredentialRefresh, call: () => Promise<string>) => withCredentials(call, credentials),
    ],
    [
      'withGate',
      (credentials: CredentialRefresh, call: () => Promise<string>) =>
        withGate(call, createThrottleGate(), { credentials }),
    ],
  ])('%s lets a query go on as if nothing had been', async (_, wrap) => {
    const { session, credentials } = createSession();
    const query = observe(wrap(credentials, session.call));
    const failures: number[] = [];
    const leave = query.subscribe(({ failureCount }) => failures.push(failureCount));
    await vi.advanceTimersByTimeAsync(1000);

    expect(query.getCurrentResult()).toMatchObject({ status: 'success', data: 'answer' });
    expect(Math.max(...failures)).toBe(0);
    expect(session).toMatchObject({ sent: 2, renewals: 1 });
    leave();
  });

  it('stops waiting for new credentials when the query is no longer used', async () => {
    const { session, credentials } = createSession();
    const query = observe(withCredentials(session.call, credentials));
    const leave = query.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(50);
    leave();
    await vi.advanceTimersByTimeAsync(1000);

    expect(session.sent).toBe(1);
  });

  it('ends a query that is refused twice as failed, with no third try', async () => {
    const { session, credentials } = createSession();
    session.next = 'still bad';
    const query = observe(withGate(session.call, createThrottleGate(), { credentials }));
    const leave = query.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(60_000);

    expect(query.getCurrentResult()).toMatchObject({ status: 'error', error: { code: expired, renewed: true } });
    expect(session).toMatchObject({ sent: 2, renewals: 1 });
    leave();
  });

  it('lets mutateAsync wait for the second answer', async () => {
    const { session, credentials } = createSession();
    const client = new QueryClient({ defaultOptions: immQueryDefaults() });
    const create = new MutationObserver(client, { mutationFn: withCredentials(session.call, credentials) });

    expect(await outcomeOf(create.mutate())).toBe('answer');
    expect(session.sent).toBe(2);
  });

  it('renews once, though two wrappers stand one in the other', async () => {
    const { session, credentials } = createSession();
    session.next = 'still bad';
    const inner = withCredentials(session.call, credentials);

    expect(await outcomeOf(withCredentials(inner, credentials)())).toMatchObject({ renewed: true });
    expect(session).toMatchObject({ sent: 2, renewals: 1 });
  });
});

describe('createImmFetch with credentials', () => {
  function createServer() {
    const { session, credentials } = createSession();
    const bodies: unknown[] = [];
    const immFetch = createImmFetch({
      credentials,
      fetch: async (input, init) => {
        bodies.push(input instanceof Request ? await input.text() : init?.body);
        try {
          return Response.json({ answer: await session.call() });
        } catch (refusal) {
          return Response.json(refusal, { status: 400 });
        }
      },
    });
    return { session, bodies, immFetch };
  }

  it.each<[string, Parameters<ImmFetch>]>([
    ['an address', ['https://imm.test/?Action=CreateProject', { method: 'POST', body: 'name' }]],
    ['a Request', [new Request('https://imm.test/?Action=CreateProject', { method: 'POST', body: 'name' })]],
  ])('sends %s again, its body too', async (_, call) => {
    const { session, bodies, immFetch } = createServer();
    const response = await outcomeOf(immFetch(...call));

    expect(response).toMatchObject({ ok: true });
    expect(bodies).toEqual(['name', 'name']);
    expect(session.renewals).toBe(1);
  });

  it('sends a stream once only, and leaves the refusal to the person', async () => {
    const { session, immFetch } = createServer();
    const body = new ReadableStream();

    expect(await outcomeOf(immFetch('https://imm.test/', { method: 'POST', body }))).toMatchObject({ code: expired });
    expect(session).toMatchObject({ sent: 1, renewals: 0 });
  });
});
