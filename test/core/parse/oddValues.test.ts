import {
  describeImmError,
  diagnosticsOf,
  ImmError,
  immQueryDefaults,
  isImmError,
  parseImmError,
  retryDecision,
} from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { describe, expect, it } from 'vitest';
import { quickest } from '../../setup/quickest.js';

function nest(depth: number, key: string): object {
  let inner: object = { Code: 'Timeout' };
  for (let level = 0; level < depth; level++) inner = { [key]: inner };
  return inner;
}

function cycle(): object {
  const error: Record<string, unknown> = { Message: 'x' };
  error['data'] = error;
  error['cause'] = [error];
  return error;
}

function thrower(text: string): () => never {
  return () => {
    throw new Error(text);
  };
}

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function hostileTraps(): object {
  const traps = ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'];
  return Object.fromEntries(traps.map((trap) => [trap, thrower(trap)]));
}

function hostileProxy(): object {
  return new Proxy({}, hostileTraps());
}

function endlessProxy(): object {
  const endless: object = new Proxy(
    {},
    {
      get: () => endless,
      ownKeys: () => ['data', 'cause'],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: endless }),
    },
  );
  return endless;
}

function endlessHeaders(): Iterable<[string, string]> {
  return {
    *[Symbol.iterator]() {
      while (true) yield ['a', 'b'];
    },
  };
}

// Made when their test runs: each of the large ones takes longer to make than to read.
const odd: readonly (readonly [label: string, make: () => unknown])[] = [
  ['null', () => null],
  ['undefined', () => undefined],
  ['an empty text', () => ''],
  ['white space', () => ' \n'],
  ['a text', () => 'boom'],
  ['zero', () => 0],
  ['NaN', () => Number.NaN],
  ['a bigint', () => 10n],
  ['true', () => true],
  ['a symbol', () => Symbol('x')],
  ['a function', () => () => 1],
  ['a class', () => class {}],
  ['an empty object', () => ({})],
  ['an object without a prototype', () => Object.create(null)],
  ['an empty array', () => []],
  ['an array of errors', () => [new Error('a'), new Error('b')]],
  ['a sparse array', () => new Array(1e7)],
  ['an array with 5 million items', () => new Array(5e6).fill('x')],
  ['numbers as bytes', () => new Float64Array(1e6)],
  ['10 MB of bytes', () => new Uint8Array(1e7)],
  ['a Map', () => new Map([['Code', 'x']])],
  ['a Set', () => new Set(['x'])],
  ['a Date', () => new Date(Number.NaN)],
  ['a RegExp', () => /x/],
  ['a promise', () => Promise.resolve({ Code: 'x' })],
  // biome-ignore lint/suspicious/noThenProperty: a thrown thenable is what is tried.
  ['a thenable', () => ({ then: () => 1 })],
  ['a cycle', cycle],
  ['a proxy that is revoked', revokedProxy],
  ['a proxy whose traps throw', hostileProxy],
  ['a proxy that never ends', endlessProxy],
  ['getters that throw', () => Object.defineProperty({}, 'Code', { enumerable: true, get: thrower('Code') })],
  [
    'getters that give getters',
    () => ({
      get data() {
        return {
          get data() {
            return cycle();
          },
        };
      },
    }),
  ],
  ['a toString that throws', () => ({ toString: thrower('toString'), [Symbol.toPrimitive]: thrower('toPrimitive') })],
  ['a Code that is an object', () => ({ Code: { Code: 5 } })],
  ['a Code that is an array', () => ({ Code: ['x'] })],
  ['a status that is a text', () => ({ status: 'abc' })],
  ['headers that throw', () => ({ headers: { get: thrower('get') } })],
  ['headers that never end', () => ({ headers: endlessHeaders() })],
  ['headers that are no headers', () => ({ headers: { 'a b': 'x\ny' } })],
  ['nested 10,000 deep in data', () => nest(10_000, 'data')],
  ['nested 10,000 deep in cause', () => nest(10_000, 'cause')],
  ['nested 10,000 deep in JSON', () => `${'{"data":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['10,000 brackets', () => '['.repeat(10_000)],
  ['10,000 braces', () => '{"data":'.repeat(10_000)],
  ['10 MB of text', () => 'x'.repeat(1e7)],
  ['10 MB of white space', () => ' '.repeat(1e7)],
  ['10 MB of JSON', () => `{"Code":"Timeout","Message":"${'a'.repeat(1e7)}"}`],
  ['10 MB in a field', () => ({ Code: 'Timeout', Message: 'a '.repeat(5e6) })],
  ['10 MB of markup', () => '<'.repeat(1e7)],
  ['10 MB of CDATA', () => '<Error><a><![CDATA['.repeat(5e5)],
  ['10 MB of entities', () => `<Error><Message>${'&#38;'.repeat(2e6)}</Message></Error>`],
  ['10 MB of a label', () => ({ Message: 'request id: '.repeat(8e5) })],
  ['10 MB of a secret', () => ({ Message: 'Signature='.repeat(1e6) })],
  ['900 kB of JSON', () => `{"Code":"Timeout","Message":"${'a'.repeat(9e5)}"}`],
  ['900 kB of tags', () => ({ Message: '<a '.repeat(3e5) })],
  ['900 kB of dots', () => ({ Code: 'Invalid.'.repeat(1e5), Message: 'The parameter '.repeat(6e4) })],
  ['50,000 keys', () => Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`key${index}`, index]))],
  ['a fake ImmError', () => Object.assign(new Error('x'), { name: 'ImmError', code: {}, params: 7 })],
  ['JSON of a fake ImmError', () => ({ name: 'ImmError', code: {}, params: { P: {} }, accessDenied: { action: [] } })],
  ['HTML', () => '<!DOCTYPE html><script>alert(1)</script>'],
  ['bidi characters', () => ({ Message: '\u202egnp.exe\u0000' })],
];

/** An ImmError, with something around it or instead of it that throws. */
const hostileErrors: readonly (readonly [label: string, error: ImmError])[] = [
  ['a proxy around one whose get throws', new Proxy(new ImmError({ code: 'Timeout' }), { get: thrower('get') })],
  ['a proxy around one whose traps throw', new Proxy(new ImmError({ code: 'Timeout' }), hostileTraps())],
  ['an object with its prototype', Object.create(ImmError.prototype)],
  [
    'an object with its prototype and getters that throw',
    Object.create(ImmError.prototype, { code: { get: thrower('code') }, message: { get: thrower('message') } }),
  ],
  ['its JSON with params that never end', Object.assign(new Error('x'), { name: 'ImmError', params: cycle() })],
];

describe.each(hostileErrors)('%s', (_, thrown) => {
  it('is read as anything else', () => {
    // Compared here, because a matcher that fails, or may fail, looks into what it compares.
    const error = parseImmError(thrown);
    expect([error === thrown, error.cause === thrown, parseImmError(thrown) === error]).toEqual([false, true, true]);
    expect(parseImmError({ data: thrown })).toBeInstanceOf(ImmError);
  });

  it('makes nothing throw', () => {
    expect(describeImmError(thrown, { messages }).title).not.toBe('');
    expect(diagnosticsOf(thrown)).toBeTypeOf('string');
    expect(retryDecision(thrown, { attempt: 0 }).retry).toBe(false);
    expect(isImmError(thrown)).toBeTypeOf('boolean');
    for (const { retry, retryDelay } of Object.values(immQueryDefaults())) {
      expect(retry(0, thrown)).toBe(false);
      expect(retryDelay(0, thrown)).toBeTypeOf('number');
    }
  });
});

describe('odd values', () => {
  it.each(odd)('%s is read within 100 ms, and has words', (_, make) => {
    const thrown = make();
    const error = parseImmError(thrown);
    expect(error).toBeInstanceOf(ImmError);
    expect(error.message).not.toMatch(/[\u202e\0]/);
    expect(describeImmError(thrown, { messages }).title).not.toBe('');
    expect(diagnosticsOf(thrown)).toBeTypeOf('string');
    expect(quickest(() => parseImmError(thrown))).toBeLessThan(100);
    // In a new object, because the answer for a known one is remembered.
    expect(quickest(() => describeImmError({ data: thrown }, { messages }))).toBeLessThan(100);
  });

  // Patterns that take a text apart could take for ever over one that nearly fits, again and again.
  it.each([
    ...['a', 'A1', ' ', '.', ':', ', ', '\n', '-', '"', '\\"', '<', '</', '&', '[', '{', '%', '=', '/', '://', '@'],
    ...['request id: ', 'requestid', 'host id: x ', 'Code: ', 'code: 400, ', 'Status Code: 404 ', 'error.', ' failed.'],
    ...[
      'POST http://',
      ', URL: https://',
      '*error.OpError : ',
      ' | ',
      'Invalid.',
      'Missing',
      'NotFound.',
      'Throttling',
    ],
    ...[
      'parameter ',
      'resource ',
      'limit ',
      'more than ',
      "header '",
      'project ',
      'blocked ',
      'AuthAction: ',
      'token ',
    ],
    ...['D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E ', 'InvalidArgument, ', '"a":', '"a":"', '"a" ', '<a>', '<a><![CDATA['],
    ...[
      '<title>',
      '<Error>',
      '&#x',
      'LTAI',
      'STS.',
      'Bearer ',
      'cookie: ',
      'string to sign ',
      '%25',
      'is [',
      'SyntaxError',
      'imm-',
    ],
  ])('64 kB of %j are read within 100 ms, wherever they stand', (unit) => {
    const text = unit.repeat(65_536 / unit.length);
    for (const thrown of [
      { Code: 'Imm Client', Message: `InvalidArgument, ${text}` },
      { Code: text, Message: text, HostId: text },
      { name: text },
      `{"Code":"x","Message":"${text}`,
      `<Error><Code>x</Code><Message>${text}`,
      `<Error><Message>${text.slice(0, 16_000)}<b`,
      new TypeError(text),
    ]) {
      expect(quickest(() => parseImmError({ data: thrown }))).toBeLessThan(100);
    }
  });

  it('text over 1 MB is known by its head', () => {
    expect(parseImmError(`{"Code":"Timeout","Message":"${'a'.repeat(2e6)}"}`).code).toBe('Timeout');
  });
});
