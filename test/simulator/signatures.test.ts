import { createImmSimulator, type ImmSimulator } from 'imm-error-kit/simulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { hmac, percentEncode, sha256Hex, utf8 } from '../../src/simulator/encoding.js';

const now = Date.parse('2026-11-23T08:00:00Z');
let simulator: ImmSimulator;

beforeEach(() => {
  simulator = createImmSimulator({ now: () => now });
});

// The algorithms are written here once more, from their documentation: a mistake in the simulator's own must show.
async function rpcUrl(params: Record<string, string>, secret = 'simulator-owner-secret'): Promise<string> {
  const all: Record<string, string> = {
    Action: 'ListProjects',
    Version: '2020-09-30',
    Format: 'JSON',
    AccessKeyId: 'simulator-owner',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: 'n-1',
    Timestamp: '2026-11-23T08:00:00Z',
    ...params,
  };
  const query = Object.keys(all)
    .filter((name) => all[name] !== '')
    .sort()
    .map((name) => `${percentEncode(name)}=${percentEncode(all[name] ?? '')}`)
    .join('&');
  const signature = await hmac('SHA-1', `${secret}&`, `GET&%2F&${percentEncode(query)}`, 'base64');
  return `https://imm.cn-hangzhou.aliyuncs.com/?${query}&Signature=${encodeURIComponent(signature)}`;
}

async function send(url: string, headers: Record<string, string> = {}) {
  const response = await simulator.fetch(new Request(url, { headers }));
  const body = await response.json();
  return {
    status: response.status,
    code: body.Code as string | undefined,
    message: body.Message as string | undefined,
  };
}

describe('RPC signatures', () => {
  it('computes the keyed hashes of RFC 2202 and RFC 4231', async () => {
    const text = 'what do ya want for nothing?';
    expect(await hmac('SHA-1', 'Jefe', text, 'hex')).toBe('effcdf6ae5eb2fa2d27416d5f184df9c259a7c79');
    expect(await hmac('SHA-256', 'Jefe', text, 'hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    expect(percentEncode("a b*~(c)'!/")).toBe('a%20b%2A~%28c%29%27%21%2F');
  });

  it('accepts one that is right, with any characters in the parameters', async () => {
    expect(await send(await rpcUrl({ Action: 'GetProject', ProjectName: 'travel-photos' }))).toMatchObject({
      status: 200,
    });
    const odd = await rpcUrl({ Prefix: "a*b c'(d)~!é/+=&", SignatureNonce: 'n-2' });
    expect(await send(odd)).toMatchObject({ status: 200 });
  });

  it.each([
    ['a wrong secret', {}, 'wrong', 400, 'SignatureNotMatch'],
    ['an unknown key', { AccessKeyId: 'nobody-knows-it' }, undefined, 404, 'InvalidAccessKeyIDNotFound'],
    ['a malformed key', { AccessKeyId: 'a b' }, undefined, 403, 'InvalidAccessKeyID'],
    ['an inactive key', { AccessKeyId: 'simulator-inactive' }, undefined, 403, 'InvalidAccessKeyIDInactive'],
    ['a disabled key', { AccessKeyId: 'simulator-disabled' }, undefined, 403, 'ForbiddenAccessKeyDisabled'],
    ['no nonce', { SignatureNonce: '' }, undefined, 400, 'IncompleteSignature'],
    ['another method', { SignatureMethod: 'HMAC-MD5' }, undefined, 400, 'InvalidSignatureMethod'],
    ['another type', { SignatureType: 'BEARERTOKEN' }, undefined, 403, 'UnsupportedSignatureType'],
    ['no time', { Timestamp: '' }, undefined, 400, 'IllegalTimestamp'],
    ['a time that is none', { Timestamp: 'yesterday' }, undefined, 400, 'InvalidTimeStampFormat'],
    ['a time 16 minutes ago', { Timestamp: '2026-11-23T07:44:00Z' }, undefined, 400, 'InvalidTimeStampExpired'],
    ['a time 16 minutes ahead', { Timestamp: '2026-11-23T08:16:00Z' }, undefined, 400, 'InvalidTimeStampExpired'],
    ['a malformed token', { SecurityToken: 'x' }, undefined, 400, 'InvalidSecurityTokenMalformed'],
    [
      "another key's token",
      { SecurityToken: 'simulator-session-token' },
      undefined,
      400,
      'InvalidSecurityTokenMismatchWithAccessKey',
    ],
    [
      'an expired token',
      { AccessKeyId: 'simulator-expired', SecurityToken: 'simulator-expired-token' },
      undefined,
      400,
      'InvalidSecurityTokenExpired',
    ],
    ['a missing token', { AccessKeyId: 'simulator-session' }, undefined, 400, 'MissingSecurityToken'],
  ])('refuses %s', async (_label, params, secret, status, code) => {
    expect(await send(await rpcUrl(params, secret))).toMatchObject({ status, code });
  });

  it('refuses a nonce that was used, but not one whose call was refused', async () => {
    expect(await send(await rpcUrl({}, 'wrong'))).toMatchObject({ code: 'SignatureNotMatch' });
    const url = await rpcUrl({});
    expect(await send(url)).toMatchObject({ status: 200 });
    expect(await send(url)).toMatchObject({ status: 400, code: 'SignatureNonceUsed' });
  });

  it('acts in the role of the key', async () => {
    const url = await rpcUrl(
      { Action: 'CreateProject', ProjectName: 'demo', AccessKeyId: 'simulator-reader' },
      'simulator-reader-secret',
    );
    expect(await send(url)).toMatchObject({ status: 403, code: 'AccessDenied' });
  });
});

describe('ACS3 signatures', () => {
  const url = 'https://imm.cn-hangzhou.aliyuncs.com/?Prefix=tra';
  const base = {
    host: 'imm.cn-hangzhou.aliyuncs.com',
    'x-acs-action': 'ListProjects',
    'x-acs-version': '2020-09-30',
    'x-acs-date': '2026-11-23T08:00:00Z',
    'x-acs-signature-nonce': 'n-1',
  };

  async function sign(
    changes: Record<string, string> = {},
    secret = 'simulator-owner-secret',
    scheme = 'ACS3-HMAC-SHA256',
  ) {
    const payload = await sha256Hex(utf8(''));
    const headers: Record<string, string> = { ...base, 'x-acs-content-sha256': payload, ...changes };
    for (const [name, value] of Object.entries(headers)) if (value === '') delete headers[name];
    const signed = Object.keys(headers).sort();
    const request = [
      'GET',
      '/',
      'Prefix=tra',
      ...signed.map((name) => `${name}:${headers[name]}`),
      '',
      signed.join(';'),
      payload,
    ];
    const signature = await hmac(
      'SHA-256',
      secret,
      `ACS3-HMAC-SHA256\n${await sha256Hex(utf8(request.join('\n')))}`,
      'hex',
    );
    const authorization = `${scheme} Credential=simulator-owner,SignedHeaders=${signed.join(';')},Signature=${signature}`;
    return { ...headers, authorization };
  }

  it('accepts one that is right', async () => {
    expect(await send(url, await sign())).toMatchObject({ status: 200 });
  });

  it('refuses one for another address or another body', async () => {
    expect(await send(url.replace('tra', 'xyz'), await sign())).toMatchObject({ code: 'SignatureNotMatch' });
    const response = await simulator.fetch(
      new Request(url, {
        method: 'POST',
        body: new URLSearchParams({ MaxResults: '1' }),
        headers: await sign({ 'x-acs-signature-nonce': 'n-2' }),
      }),
    );
    expect((await response.json()).Code).toBe('SignatureNotMatch');
  });

  it.each([
    ['a wrong secret', {}, 'wrong', undefined, 400, 'SignatureNotMatch', /not matched/],
    ['another algorithm', {}, undefined, 'ACS3-RSA-SHA256', 403, 'UnsupportedSignatureMethod', /not supported/],
    ['another scheme', {}, undefined, 'Bearer', 403, 'UnsupportedSignatureType', /not supported/],
    ['no date', { 'x-acs-date': '' }, undefined, undefined, 400, 'MissingRequiredHeader', /header x-acs-date was not/],
    [
      'an old date',
      { 'x-acs-date': '2026-11-22T08:00:00Z' },
      undefined,
      undefined,
      400,
      'InvalidTimeStampExpired',
      /expired/,
    ],
  ])('refuses %s', async (_label, changes, secret, scheme, status, code, message) => {
    const answer = await send(url, await sign(changes, secret, scheme));
    expect(answer).toMatchObject({ status, code });
    expect(answer.message).toMatch(message);
  });

  it('refuses an incomplete one', async () => {
    expect(await send(url, { ...base, authorization: 'ACS3-HMAC-SHA256 Credential=simulator-owner' })).toMatchObject({
      code: 'IncompleteSignature',
    });
  });
});
