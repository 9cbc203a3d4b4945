import { createImmFetch } from 'imm-error-kit/core';
import { failWith } from 'imm-error-kit/testing';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const imm = 'https://imm.cn-hangzhou.aliyuncs.com/';
const server = setupServer(
  http.all(imm, () => HttpResponse.json({ Projects: [] })),
  http.get('https://app.example.com/me', () => HttpResponse.json({ name: 'Lin Wei' })),
);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const immFetch = createImmFetch();

async function codeOf(response: Promise<Response>): Promise<unknown> {
  return (await (await response).json()).Code;
}

describe('failWith', () => {
  it('fails each call as IMM does', async () => {
    server.use(failWith('Throttling.User', { retryAfterMs: 3000 }));

    await expect(immFetch(`${imm}?Action=ListProjects`)).rejects.toMatchObject({
      code: 'Throttling.User',
      status: 400,
      retryAfterMs: 3000,
      action: 'ListProjects',
      requestId: expect.stringMatching(/^[\dA-F-]{36}$/),
    });
  });

  it.each([
    { label: 'the address', request: () => fetch(`${imm}?Action=CreateProject`) },
    { label: 'a header', request: () => fetch(imm, { headers: { 'x-acs-action': 'CreateProject' } }) },
    {
      label: 'a form',
      request: () => fetch(imm, { method: 'POST', body: new URLSearchParams({ Action: 'CreateProject' }) }),
    },
    { label: 'the address of a method that IMM has not', request: () => fetch(`${imm}?Action=X`, { method: 'PUT' }) },
  ])('finds the operation in $label', async ({ request }) => {
    server.use(failWith('InternalError'));

    expect(await codeOf(request())).toBe('InternalError');
  });

  it('fails only the first calls, if told so, and leaves the rest to the next handler', async () => {
    server.use(failWith('Timeout', { times: 2 }));
    const call = () => codeOf(fetch(`${imm}?Action=ListProjects`));

    expect([await call(), await call(), await call()]).toEqual(['Timeout', 'Timeout', undefined]);
  });

  it('fails no call, if told so', async () => {
    server.use(failWith('Timeout', { times: 0 }));

    expect(await codeOf(fetch(`${imm}?Action=ListProjects`))).toBeUndefined();
  });

  it('counts calls that are under way together', async () => {
    server.use(failWith('Timeout', { times: 2 }));
    const codes = await Promise.all(Array.from({ length: 4 }, () => codeOf(fetch(`${imm}?Action=ListProjects`))));

    expect(codes.filter(Boolean)).toHaveLength(2);
  });

  it('fails only the operation, the region and the address that are named', async () => {
    const other = 'https://imm.cn-beijing.aliyuncs.com/';
    server.use(
      failWith('StatusConflict', { action: 'DeleteProject' }),
      failWith('ServiceUnavailable.RegionMaintaining', { region: 'cn-beijing' }),
      failWith('AccessDenied', { url: 'https://imm.example.com/*' }),
    );

    expect(await codeOf(fetch(`${imm}?Action=ListProjects`))).toBeUndefined();
    expect(await codeOf(fetch(`${imm}?Action=DeleteProject`))).toBe('StatusConflict');
    expect(await codeOf(fetch(`${other}?Action=ListProjects`))).toBe('ServiceUnavailable.RegionMaintaining');
    expect(await codeOf(fetch('https://imm.example.com/v1?Action=ListProjects'))).toBe('AccessDenied');
  });

  it.each([
    { label: 'without an operation', init: {} },
    { label: 'of a method that IMM has not', init: { method: 'PUT', body: '{}' } },
    {
      label: 'of a kind that IMM can’t read',
      init: { method: 'POST', body: 'a,b', headers: { 'content-type': 'text/csv' } },
    },
  ])('fails every request to an address that is named, even one $label', async ({ init }) => {
    server.use(failWith('InternalError', { url: 'https://app.example.com/api/*' }));

    expect(await codeOf(fetch('https://app.example.com/api/projects', init))).toBe('InternalError');
  });

  it('fails a body that is larger than IMM takes, but a back end may take', async () => {
    server.use(failWith('AccessDenied', { url: 'https://app.example.com/api/*' }));
    const init = { method: 'POST', body: JSON.stringify({ file: 'a'.repeat(1_048_576) }) };
    const headers = { 'content-type': 'application/json' };

    expect(await codeOf(fetch('https://app.example.com/api/files', { ...init, headers }))).toBe('AccessDenied');
  });

  it('leaves requests alone that call no operation', async () => {
    server.use(failWith('InternalError'));

    expect(await (await fetch('https://app.example.com/me')).json()).toEqual({ name: 'Lin Wei' });
  });

  it('names the parameter that it was told', async () => {
    server.use(failWith('Missing{P}', { params: { P: 'Sources.1.URI' } }));

    await expect(immFetch(`${imm}?Action=CreateFileCompressionTask`)).rejects.toMatchObject({
      code: 'MissingSources.1.URI',
      params: { P: 'Sources.1.URI' },
    });
  });

  it('answers with a code that nobody has documented', async () => {
    server.use(failWith('No.Such.Code', { status: 404 }));

    await expect(immFetch(`${imm}?Action=ListProjects`)).rejects.toMatchObject({ code: 'No.Such.Code', status: 404 });
  });

  it.each([undefined, null, 404, {}])('refuses %j for a code at once, and says what to pass', (code) => {
    expect(() => failWith(code as never)).toThrow(/^\[imm-error-kit\] failWith was given no code, .*Pass a code/);
  });
});
