import { parseImmResponse } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';

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
});
