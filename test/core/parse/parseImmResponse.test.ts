import { parseImmResponse } from 'imm-error-kit/core';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => vi.useRealTimers());

/** As whatwg-fetch, jsdom and React Native have it, without a stream, or node-fetch, whose stream has no reader. */
function withoutReader(text: () => Promise<string>, body?: object): Response {
  const parts = { status: 403, headers: new Headers({ 'retry-after': '7' }), body, text };
  return { ...parts, clone: () => ({ ...parts }) } as unknown as Response;
}

describe('parseImmResponse', () => {
  it.each([
    ['nothing', new Response(null, { status: 500 })],
    [
      'a body that breaks off',
      new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) }), { status: 500 }),
    ],
    [
      'a body that never ends',
      new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) }), {
        status: 500,
      }),
    ],
  ])('resolves for %s', async (_, response) => {
    expect((await parseImmResponse(response)).status).toBe(500);
  });

  it('leaves the body readable', async () => {
    const response = Response.json({ Code: 'Timeout' }, { status: 408 });
    expect(await parseImmResponse(response, { action: 'GetTask' })).toMatchObject({
      code: 'Timeout',
      status: 408,
      action: 'GetTask',
      cause: response,
    });
    expect(await response.json()).toEqual({ Code: 'Timeout' });
  });

  it('makes do with status and headers where the body was read before', async () => {
    const response = Response.json({ Code: 'Timeout' }, { status: 503, headers: { 'x-acs-request-id': 'R-1' } });
    await response.text();
    expect(await parseImmResponse(response)).toMatchObject({ status: 503, requestId: 'R-1', category: 'unavailable' });
  });

  it.each([
    ['no stream', undefined],
    ['a stream without a reader', { pipe: () => {} }],
  ])('reads a body that has %s', async (_, body) => {
    const answer = { Code: 'Forbidden.AccountInDebt', Message: 'm', RequestId: 'R-1' };
    const response = withoutReader(() => Promise.resolve(JSON.stringify(answer)), body);
    expect(await parseImmResponse(response)).toMatchObject({
      code: 'Forbidden.AccountInDebt',
      message: 'm',
      status: 403,
      requestId: 'R-1',
      retryAfterMs: 7000,
      cause: response,
    });
  });

  it('waits 10 s at most for it, and leaves no timer', async () => {
    vi.useFakeTimers();
    const parsing = parseImmResponse(withoutReader(() => new Promise(() => {})));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await parsing).toMatchObject({ status: 403, message: '' });
    await parseImmResponse(withoutReader(() => Promise.resolve('{}')));
    await parseImmResponse(withoutReader(() => Promise.reject(new Error('reset'))));
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'unknown'],
    ['null', null, 'unknown'],
    ['an error', new TypeError('Failed to fetch'), 'network'],
    ['an answer without methods', { status: 503 }, 'unavailable'],
    ['an answer that throws', Object.defineProperty({ clone: () => {} }, 'status', { get: thrower }), 'unknown'],
    ['a proxy that throws', new Proxy({}, { get: thrower }), 'unknown'],
  ])('resolves for %s, which is no Response', async (_, thrown, category) => {
    const error = await parseImmResponse(thrown as Response, { action: 'GetTask' });
    expect([error.category, error.action, error.cause === thrown]).toEqual([category, 'GetTask', true]);
  });
});

function thrower(): never {
  throw new Error('x');
}
