import { QueryClient, QueryObserver } from '@tanstack/react-query';
import {
  createCredentialRefresh,
  createImmFetch,
  createThrottleGate,
  ImmError,
  immQueryDefaults,
} from 'imm-error-kit/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { gateOf } from '../../src/core/retry/gatedErrors.js';

const requestId = 'D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E';

function json(body: object, status = 200): Response {
  return Response.json({ RequestId: requestId, ...body }, { status });
}

function answering(response: Response | Error): typeof fetch {
  return async () => {
    if (response instanceof Error) throw response;
    return response;
  };
}

/** As bytes, for which a Response makes no type up. */
function textResponse(body: string, type: string | undefined): Response {
  return new Response(new TextEncoder().encode(body), type === undefined ? {} : { headers: { 'content-type': type } });
}

/** An answer whose body has begun and doesn't end by itself. */
function streaming(type: string, begun: string): typeof fetch {
  return async (_, init) => {
    const start = (controller: ReadableStreamDefaultController): void => {
      controller.enqueue(new TextEncoder().encode(begun));
      init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
    };
    return new Response(new ReadableStream({ start }), { headers: { 'content-type': type } });
  };
}

function formData(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

async function failureOf(promise: Promise<unknown>): Promise<ImmError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImmError);
  return error as ImmError;
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('createImmFetch', () => {
  it('resolves with a success whose body is still readable', async () => {
    const immFetch = createImmFetch({ fetch: answering(json({ Projects: [] })) });
    expect(await (await immFetch('https://imm/?Action=ListProjects')).json()).toEqual({
      RequestId: requestId,
      Projects: [],
    });
  });

  it('rejects with the facts of a failed answer, whose body is still readable', async () => {
    const immFetch = createImmFetch({
      fetch: answering(json({ Code: 'MissingProjectName', Message: 'm' }, 400)),
      regionId: 'cn-beijing',
    });
    const error = await failureOf(immFetch('https://imm/?Action=CreateProject'));
    expect(error).toMatchObject({
      code: 'MissingProjectName',
      status: 400,
      requestId,
      action: 'CreateProject',
      regionId: 'cn-beijing',
    });
    expect(await (error.cause as Response).json()).toMatchObject({ Code: 'MissingProjectName' });
  });

  it.each([
    { label: 'a Code', body: { Code: 'ResourceNotFound' }, fails: true },
    { label: "the console gateway's code", body: { code: 'NoPermission' }, fails: true },
    { label: 'an empty Code', body: { Code: '' }, fails: false },
    { label: 'Code 200', body: { Code: '200' }, fails: false },
    { label: 'Code 200 as a number', body: { code: 200 }, fails: false },
    { label: 'code 0, as back ends answer', body: { code: 0, data: {} }, fails: false },
    { label: 'Code 0 as a text', body: { Code: '0' }, fails: false },
    { label: 'code 1', body: { code: 1, message: 'm' }, fails: true },
    { label: 'code 00', body: { code: '00' }, fails: true },
    { label: 'Code OK', body: { Code: 'OK' }, fails: false },
    { label: 'Code Success', body: { Code: 'Success' }, fails: false },
    { label: 'a task that failed', body: { Code: 'ResourceNotFound', Status: 'Failed' }, fails: false },
    { label: 'a TaskId', body: { Code: 'ResourceNotFound', TaskId: 't' }, fails: false },
    { label: 'no Code', body: {}, fails: false },
  ])('takes a 200 with $label for a failure: $fails', async ({ body, fails }) => {
    const immFetch = createImmFetch({ fetch: answering(json(body)) });
    const outcome = await immFetch('https://imm/?Action=GetTask').then(
      () => false,
      () => true,
    );
    expect(outcome).toBe(fails);
  });

  it('knows the operations whose success has a Code', async () => {
    const send = (action: string, codeInSuccess?: string[]): Promise<Response> =>
      createImmFetch({ fetch: answering(json({ Code: 'x' })), codeInSuccess })(`https://imm/?Action=${action}`);
    expect((await send('ContextualAnswer')).ok).toBe(true);
    expect((await send('Mine', ['Mine'])).ok).toBe(true);
    expect((await failureOf(send('ContextualAnswer', ['Mine']))).code).toBe('x');
  });

  it('reads the operation from the header of newer signatures', async () => {
    const immFetch = createImmFetch({ fetch: answering(json({ Code: 'x' }, 400)) });
    expect((await failureOf(immFetch('https://imm/', { headers: { 'x-acs-action': 'GetProject' } }))).action).toBe(
      'GetProject',
    );
  });

  it.each([
    ['of its address', 'https://imm/?Action=A&ProjectName=p', {}],
    ['of a form', 'https://imm/', { body: new URLSearchParams({ Action: 'A', ProjectName: 'p' }) }],
    [
      'of a form that is text',
      'https://imm/',
      {
        body: 'Version=2020-09-30&Action=A&ProjectName=p',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      },
    ],
    ['of a form with parts', 'https://imm/', { body: formData({ Action: 'A', ProjectName: 'p' }) }],
    [
      'of its address first',
      'https://imm/?Action=A&ProjectName=p',
      { body: formData({ Action: 'B', ProjectName: 'q' }) },
    ],
  ])('knows operation and project %s', async (_, address, init) => {
    const lanes: unknown[] = [];
    const gate = {
      run: <T>(task: () => T | PromiseLike<T>, lane?: object) => {
        lanes.push(lane);
        return Promise.resolve(task());
      },
    };
    const send = createImmFetch({ gate, fetch: async () => json({ Code: 'x' }), codeInSuccess: ['B'] });
    expect((await failureOf(send(address, { method: 'POST', ...init }))).action).toBe('A');
    expect(lanes).toMatchObject([{ action: 'A', project: 'p' }]);

    const lenient = createImmFetch({ fetch: async () => json({ Code: 'x' }), codeInSuccess: ['A'] });
    expect((await lenient(address, { method: 'POST', ...init })).ok).toBe(true);
  });

  it.each([
    ['text that is no form', { body: 'Action=A' }],
    ['a part that is a file', { body: formData({ Action: new Blob(['A']) }) }],
    ['bytes', { body: new TextEncoder().encode('Action=A') }],
  ])('knows no operation of %s', async (_, init) => {
    const immFetch = createImmFetch({ fetch: answering(json({ Code: 'x' })) });
    expect((await failureOf(immFetch('https://imm/', { method: 'POST', ...init }))).action).toBeUndefined();
  });

  it.each([undefined, 'text/plain', 'text/plain;charset=UTF-8', 'text/html; charset=utf-8', 'Text/HTML'])(
    'takes a 200 with a Code for a failure, though its type is %s',
    async (type) => {
      const response = textResponse(' \n{"Code":"NoPermission","Message":"m"}', type);
      const error = await failureOf(createImmFetch({ fetch: answering(response) })('https://imm/'));
      expect(error).toMatchObject({ code: 'NoPermission', message: 'm', cause: response });
      expect(await response.text()).toContain('NoPermission');
    },
  );

  it.each([
    ['text/plain', '{"Projects":[]}'],
    ['text/plain', '{"Code":"x"'],
    ['text/plain', 'Code'],
    ['text/html', '<html>{"Code":"x"}</html>'],
    [undefined, ''],
    [undefined, ' \n'],
    ['application/octet-stream', '{"Code":"x"}'],
    ['text/csv', '{"Code":"x"}'],
    ['application/xml', '{"Code":"x"}'],
  ])('leaves a success of type %s alone that is %s', async (type, body) => {
    const response = await createImmFetch({ fetch: answering(textResponse(body, type)) })('https://imm/');
    expect(await response.text()).toBe(body);
  });

  it('reads no more of a text than it takes to see that it is no JSON', async () => {
    const pull = vi.fn((controller: ReadableStreamDefaultController) => {
      controller.enqueue(new TextEncoder().encode('line\n'));
    });
    const endless = new Response(new ReadableStream({ pull }), { headers: { 'content-type': 'text/plain' } });
    expect(await createImmFetch({ fetch: answering(endless) })('https://imm/')).toBe(endless);
    expect(pull.mock.calls.length).toBeLessThan(9);
  });

  it.each([
    ['application/x-ndjson', '{"a":1}\n'],
    ['application/stream+json', '{"a":1}\n'],
    ['application/json-seq', '{"a":1}\n'],
    ['application/jsonl; charset=utf-8', '{"Code":"x"}\n'],
    ['text/plain', '{"a":1}'],
    ['text/plain', '{"a":1}\n{"a":'],
    ['text/plain', '{"Code":"x"}\n{"Code":'],
  ])('waits for no end of a stream of type %s that begins with %s', async (type, begun) => {
    const immFetch = createImmFetch({ fetch: streaming(type, begun), timeoutMs: 200 });
    const reader = (await immFetch('https://imm/')).body?.getReader();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await reader?.read())?.value).toEqual(new TextEncoder().encode(begun));
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json charset=utf-8',
    '"application/json"',
    'application/problem+json',
    'text/x-json',
    'application/json, application/json',
    'json',
  ])('waits for the end of an answer of type %s', async (type) => {
    const immFetch = createImmFetch({ fetch: streaming(type, '{"a":1}'), timeoutMs: 20 });
    expect((await failureOf(immFetch('https://imm/'))).category).toBe('timeout');
  });

  it('reads a failure that comes as text in pieces', async () => {
    const pull = vi.fn((controller: ReadableStreamDefaultController) => {
      const piece = [' ', '{\n', '  "Code":', ' "NoPermission"', '\n}', '\n'][pull.mock.calls.length - 1];
      if (piece) controller.enqueue(new TextEncoder().encode(piece));
      else controller.close();
    });
    const response = new Response(new ReadableStream({ pull }), { headers: { 'content-type': 'text/plain' } });
    expect((await failureOf(createImmFetch({ fetch: answering(response) })('https://imm/'))).code).toBe('NoPermission');
  });

  it('makes no failure of a success whose text can’t be read', async () => {
    const used = textResponse('{"Code":"x"}', 'text/plain');
    await used.text();
    expect(await createImmFetch({ fetch: answering(used) })('https://imm/')).toBe(used);

    const start = (controller: ReadableStreamDefaultController): void => controller.error(new TypeError('terminated'));
    const broken = new Response(new ReadableStream({ start }));
    expect(await createImmFetch({ fetch: answering(broken) })('https://imm/')).toBe(broken);
  });

  it('times out while a text is read', async () => {
    const silent: typeof fetch = async (_, init) => {
      const start = (controller: ReadableStreamDefaultController): void =>
        init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
      return new Response(new ReadableStream({ start }));
    };
    const error = await failureOf(createImmFetch({ fetch: silent, timeoutMs: 20 })('https://imm/'));
    expect(error.category).toBe('timeout');
  });

  it.each([
    ['a gate that fails', { gate: { run: () => Promise.reject(new Error('no lock')) } }, undefined],
    ['a header that can’t be sent', {}, { headers: { 'no name': 'x' } }],
  ])('hides no mistake as an abort: %s', async (_, options, init) => {
    const immFetch = createImmFetch({ fetch: answering(json({})), regionId: 'cn-beijing', ...options });
    expect(await failureOf(immFetch('https://imm/', init))).toMatchObject({
      category: 'unknown',
      regionId: 'cn-beijing',
      cause: expect.any(Error),
    });
  });

  it('hides no request as an abort that was sent before', async () => {
    const sent = new Request('https://imm/', { method: 'POST', body: 'a' });
    await sent.text();
    const credentials = createCredentialRefresh({ onRefreshCredentials: () => {} });
    expect((await failureOf(createImmFetch({ credentials })(sent))).category).toBe('unknown');
  });

  it('tells a lost connection', async () => {
    const immFetch = createImmFetch({ fetch: answering(new TypeError('Failed to fetch')) });
    expect((await failureOf(immFetch('https://imm/'))).category).toBe('network');
  });

  it('times out', async () => {
    vi.useFakeTimers();
    const error = failureOf(createImmFetch({ fetch: neverAnswering, timeoutMs: 1000 })('https://imm/'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await error).toMatchObject({ code: 'TimeoutError', category: 'timeout', outcome: 'unknown' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([Number.POSITIVE_INFINITY, 2 ** 31, Number.NaN])('sets no limit of %d ms', async (timeoutMs) => {
    vi.useFakeTimers();
    const late: typeof fetch = async (_, init) => {
      expect(vi.getTimerCount()).toBe(0);
      expect(init?.signal).toBeNull();
      return json({});
    };
    expect((await createImmFetch({ fetch: late, timeoutMs })('https://imm/')).ok).toBe(true);
  });

  it.each([undefined, 'gone', new Error('left the page')])(
    'is aborted by its signal, the reason being %s',
    async (reason) => {
      const controller = new AbortController();
      const error = failureOf(
        createImmFetch({ fetch: neverAnswering, timeoutMs: 60_000 })('https://imm/', { signal: controller.signal }),
      );
      controller.abort(reason);
      expect((await error).category).toBe('aborted');
    },
  );

  it('is aborted by the signal of a Request', async () => {
    const controller = new AbortController();
    const error = failureOf(
      createImmFetch({ fetch: neverAnswering })(new Request('https://imm/', { signal: controller.signal })),
    );
    controller.abort();
    expect((await error).category).toBe('aborted');
  });

  it('aborts at once what was aborted before', async () => {
    const fetched = vi.fn(neverAnswering);
    const signal = AbortSignal.abort(new Error('left the page'));
    const error = await failureOf(createImmFetch({ fetch: fetched, timeoutMs: 60_000 })('https://imm/', { signal }));
    expect(error).toMatchObject({ code: 'AbortError', message: 'left the page', cause: signal.reason });
    expect(fetched.mock.calls[0]?.[1]?.signal?.reason).toBe(signal.reason);
  });

  it('keeps an AbortError and a time-out of the caller as they are', async () => {
    const abort = new DOMException('gone', 'AbortError');
    const timeout = new DOMException('late', 'TimeoutError');
    const immFetch = createImmFetch({ fetch: neverAnswering });
    const aborted = await failureOf(immFetch('https://imm/', { signal: AbortSignal.abort(abort) }));
    expect(aborted).toMatchObject({ category: 'aborted', message: 'gone', cause: abort });
    const late = await failureOf(immFetch('https://imm/', { signal: AbortSignal.timeout(1) }));
    expect(late.category).toBe('timeout');
    expect((await failureOf(immFetch('https://imm/', { signal: AbortSignal.abort(timeout) }))).cause).toBe(timeout);
  });

  it('says how long it waited', async () => {
    vi.useFakeTimers();
    const error = failureOf(createImmFetch({ fetch: neverAnswering, timeoutMs: 1000 })('https://imm/'));
    await vi.advanceTimersByTimeAsync(1000);
    expect((await error).message).toBe('No answer within 1000 ms.');
  });

  it('listens to nothing and leaves no timer once it has answered', async () => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    await createImmFetch({ fetch: answering(json({})), timeoutMs: 1000 })('https://imm/', { signal });
    expect(vi.getTimerCount()).toBe(0);
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });

  it('is aborted by its signal while the body is read', async () => {
    const bodyIn = (init: RequestInit | undefined): ReadableStream =>
      new ReadableStream({
        start(controller) {
          init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
        },
      });
    const caller = new AbortController();
    const headers = { 'content-type': 'video/mp4' };
    const immFetch = createImmFetch({
      fetch: async (_, init) => new Response(bodyIn(init), { headers }),
      timeoutMs: 1000,
    });
    const text = (await immFetch('https://imm/', { signal: caller.signal })).text();
    caller.abort(new Error('left the page'));
    await expect(text).rejects.toThrow('left the page');
  });

  it('passes the signal on as it is where no time is set, and needs none', async () => {
    const fetched = vi.fn(answering(json({})));
    const { signal } = new AbortController();
    await createImmFetch({ fetch: fetched })('https://imm/', { signal });
    await createImmFetch({ fetch: fetched })('https://imm/');
    expect(fetched.mock.calls.map(([, init]) => init?.signal)).toEqual([signal, null]);
  });

  it.each([
    ['a text', '"Code"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['no JSON', '{"Code":'],
    ['nothing', ''],
  ])('leaves a success alone that is %s', async (_, body) => {
    const headers = { 'content-type': 'application/json' };
    const response = await createImmFetch({ fetch: answering(new Response(body, { headers })) })('https://imm/');
    expect(await response.text()).toBe(body);
  });

  it('rejects on a failed answer that is no JSON, even where a Code belongs to a success', async () => {
    const immFetch = createImmFetch({ fetch: answering(new Response('<html></html>', { status: 502 })) });
    expect(await failureOf(immFetch('https://imm/?Action=ContextualAnswer'))).toMatchObject({
      status: 502,
      action: 'ContextualAnswer',
      category: 'unavailable',
    });
  });

  it('shows nobody what a gate stopped for the caller’s own reason', async () => {
    const signal = AbortSignal.abort(new Error('left the page'));
    const gate = { run: () => Promise.reject(signal.reason) };
    const error = await failureOf(createImmFetch({ gate })('https://imm/?Action=GetProject', { signal }));
    expect(error).toMatchObject({ category: 'aborted', action: 'GetProject', message: 'left the page' });
  });

  it('waits at the gate that it was given, in the lane of its operation and project', async () => {
    const run = vi.fn((task: () => unknown) => task());
    const immFetch = createImmFetch({ fetch: answering(json({})), gate: { run } as never });
    await immFetch('https://imm/?Action=GetProject&ProjectName=films');
    expect(run).toHaveBeenCalledExactlyOnceWith(expect.any(Function), {
      signal: undefined,
      action: 'GetProject',
      project: 'films',
    });
  });

  it.each([
    ['GET', 'CreateProject', undefined],
    ['HEAD', undefined, undefined],
    ['POST', undefined, 30_000],
    ['POST', 'CreateProject', 30_000],
    ['PUT', 'BatchUpdateFileMeta', 30_000],
    ['POST', 'ListProjects', undefined],
    ['POST', 'BatchGetFileMeta', undefined],
    ['POST', 'SimpleQuery', undefined],
    ['POST', 'QueryStories', undefined],
  ])('lets a %s of %s wait at the gate for at most %s ms', async (method, action, maxWaitMs) => {
    const run = vi.fn((task: () => unknown) => task());
    const immFetch = createImmFetch({ fetch: answering(json({})), gate: { run } as never });
    await immFetch(action ? `https://imm/?Action=${action}` : 'https://imm/', { method });
    expect(run).toHaveBeenCalledExactlyOnceWith(expect.any(Function), expect.objectContaining({ maxWaitMs }));
  });

  it('rejects with the very refusal that the gate rejects with', async () => {
    const refusal = new ImmError({ code: 'Throttling.User' });
    const gate = { run: () => Promise.reject(refusal) };
    const immFetch = createImmFetch({ fetch: answering(json({})), gate });
    expect(await failureOf(immFetch('https://imm/?Action=GetProject'))).toBe(refusal);
  });

  it('teaches a real gate what was refused', async () => {
    const gate = createThrottleGate();
    const immFetch = createImmFetch({ fetch: answering(json({ Code: 'Throttling.User' }, 400)), gate });
    expect((await failureOf(immFetch('https://imm/?Action=GetProject'))).category).toBe('throttling');
    gate.dispose();
  });

  it('lets the repeat of a refused query wait at its gate alone, with the deadline known', async () => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
    vi.stubGlobal('window', {});
    const gate = createThrottleGate({ random: () => 0.5 });
    const sentAt: number[] = [];
    const immFetch = createImmFetch({
      gate,
      fetch: async () => {
        sentAt.push(Date.now());
        return sentAt.length === 1 ? json({ Code: 'Throttling.User' }, 400) : json({ Projects: [] });
      },
    });
    const client = new QueryClient({ defaultOptions: immQueryDefaults({ random: () => 0.9 }) });
    const queryFn = async (): Promise<unknown> => (await immFetch('https://imm/?Action=ListProjects')).json();
    const query = new QueryObserver(client, { queryKey: ['list'], queryFn });
    const leave = query.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(10);

    const gated = gateOf(query.getCurrentResult().failureReason);
    expect(gated).toEqual({ gate, lane: { action: 'ListProjects', project: undefined } });
    const until = gate.getSnapshot(gated?.lane).until ?? 0;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(query.getCurrentResult().status).toBe('success');
    expect(sentAt[1]).toBe(until);
    leave();
    client.clear();
  });

  it('knows no gate that can only run', async () => {
    const refusal = new ImmError({ code: 'Throttling.User' });
    const immFetch = createImmFetch({ gate: { run: () => Promise.reject(refusal) } });

    expect(gateOf(await failureOf(immFetch('https://imm/?Action=GetProject')))).toBeUndefined();
  });
});

const neverAnswering: typeof fetch = (_, init) =>
  new Promise((_, reject) => {
    if (init?.signal?.aborted) reject(init.signal.reason);
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
  });
