import fc from 'fast-check';
import { describeImmError, diagnosticsOf, ImmError, parseImmError, parseImmResponse } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { describe, expect, it } from 'vitest';

const numRuns = Number(process.env['IMM_FUZZ_RUNS'] ?? 300);

const keys = fc.constantFrom(
  'Code',
  'code',
  'Message',
  'message',
  'RequestId',
  'HostId',
  'Recommend',
  'data',
  'body',
  'response',
  'result',
  'error',
  'errors',
  'cause',
  'status',
  'statusCode',
  'Status',
  'headers',
  'extensions',
  'AccessDeniedDetail',
  'AuthAction',
  'name',
  'entry',
  'url',
  'TaskId',
  'URI',
  'retryAfter',
  'date',
  'params',
  'accessDenied',
  '__proto__',
  'constructor',
  'toString',
);
const words = fc.constantFrom(
  'Throttling.User',
  'InvalidArgument',
  'MissingProjectName',
  'Imm Client',
  'ImmError',
  'undefined',
  'null',
  '%s',
  'Failed',
  '200',
  'AbortError',
  'InvalidArgument: code: 400, The parameter X is required. request id: A-1',
  '<Error><Code>Timeout</Code></Error>',
  '{"Code":"Forbidden"}',
  '<html><title>502</title>',
  'InvalidArgument, [target]:is required.',
  '{"Code":"x',
  '[{"Code":"y"}]',
);
const leaf = fc.oneof(
  words,
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, Number.NaN, 7n, Symbol('x')),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 6, withCrossShrink: true }, leaf, tie('object'), tie('array'), tie('error'), tie('text')),
  object: fc.dictionary(fc.oneof(keys, fc.string()), tie('value'), { maxKeys: 8, noNullPrototype: false }),
  array: fc.array(tie('value'), { maxLength: 5 }),
  text: tie('object').map((object) => attempt(() => JSON.stringify(object)) ?? ''),
  error: fc.record({ message: fc.oneof(words, fc.string()), extra: tie('object') }).map(({ message, extra }) => {
    const error = new Error(message);
    attempt(() => Object.assign(error, extra));
    return error;
  }),
}));

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** All text that may leave: what is shown, copied and reported. */
function outputOf(thrown: unknown): string {
  const error = parseImmError(thrown);
  return [JSON.stringify(error), JSON.stringify(describeImmError(error, { messages })), diagnosticsOf(error)].join(
    '\n',
  );
}

describe('parseImmError and describeImmError, whatever is thrown', { timeout: 10_000 + numRuns * 10 }, () => {
  it('never throw, and always give a title', () => {
    fc.assert(
      fc.property(value, (thrown) => {
        const error = parseImmError(thrown);
        expect(error).toBeInstanceOf(ImmError);
        expect(describeImmError(thrown, { messages }).title).not.toBe('');
      }),
      { numRuns },
    );
  });

  it('give facts of the promised types', () => {
    fc.assert(
      fc.property(value, (thrown) => {
        const error = parseImmError(thrown);
        for (const key of ['code', 'message', 'category'] as const) expect(typeof error[key]).toBe('string');
        for (const key of ['requestId', 'hostId', 'regionId', 'recommend', 'action', 'origin'] as const) {
          expect(['string', 'undefined']).toContain(typeof error[key]);
        }
        for (const key of ['status', 'retryAfterMs', 'serverTime'] as const) {
          expect(['number', 'undefined']).toContain(typeof error[key]);
        }
        for (const item of Object.values({ ...error.params, ...error.accessDenied }))
          expect(typeof item).toMatch(/string|number/);
      }),
      { numRuns },
    );
  });

  it('are deterministic and idempotent', () => {
    fc.assert(
      fc.property(value, (thrown) => {
        const error = parseImmError(thrown);
        expect(parseImmError(error)).toBe(error);
        expect(parseImmError(JSON.parse(JSON.stringify(error))).toJSON()).toEqual(error.toJSON());
        const wrapped = { data: thrown };
        expect(parseImmError({ ...wrapped }).toJSON()).toEqual(parseImmError({ ...wrapped }).toJSON());
      }),
      { numRuns },
    );
  });

  it('let no secret out, wherever it stands', () => {
    const random = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{29}$/).map((text) => `Zq7${text}`);
    const planted = fc.record({
      secret: random,
      name: fc.constantFrom(
        'AccessKeySecret',
        'SecurityToken',
        'Signature',
        'x-acs-security-token',
        'authorization',
        'Cookie',
        'StringToSign',
        'OSSAccessKeyId',
        'password',
      ),
      form: fc.constantFrom(
        (name: string, secret: string) => `${name}=${secret}`,
        (name: string, secret: string) => `${name}: ${secret}`,
        (name: string, secret: string) => JSON.stringify({ [name]: secret }),
        (name: string, secret: string) => `https://imm.aliyuncs.com/?a=b&${encodeURIComponent(name)}=${secret}&c=d`,
        (name: string, secret: string) => encodeURIComponent(`https://imm.aliyuncs.com/?${name}=${secret}&c=d`),
        (name: string, secret: string) => `<${name}>${secret}</${name}>`,
      ),
      place: fc.constantFrom('Message', 'message', 'Code', 'HostId', 'Recommend', 'title', 'url', 'regionId', 'error'),
      before: fc.string({ maxLength: 20 }),
    });
    fc.assert(
      fc.property(planted, ({ secret, name, form, place, before }) => {
        const text = `${before} ${form(name, secret)}`;
        expect(outputOf({ Code: 'InvalidArgument', [place]: text })).not.toContain(secret);
        expect(outputOf(new Error(text))).not.toContain(secret);
        expect(outputOf({ response: { data: JSON.stringify({ [place]: text }) } })).not.toContain(secret);
      }),
      { numRuns },
    );
  });

  it('show no link off the list', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.constant('javascript:alert(1)')), (recommend) => {
        const state = describeImmError({ Code: 'InvalidArgument', RequestId: 'r', Recommend: recommend }, { messages });
        for (const href of [state.details.recommendHref, ...state.actions.map((action) => action.href)]) {
          if (href) expect(new URL(href).hostname).toMatch(/(?:^|\.)(?:aliyun|alibabacloud)\.com$/);
        }
      }),
      { numRuns },
    );
  });

  it('touch no prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    fc.assert(
      fc.property(value, (thrown) => {
        parseImmError({ __proto__: null, data: thrown });
        parseImmError(JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"Code":"x"}'));
        expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
      }),
      { numRuns },
    );
  });
});

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

const revoked = Proxy.revocable({}, {});
revoked.revoke();
const hostileTraps = new Proxy(
  {},
  {
    get: () => {
      throw new Error('get');
    },
    ownKeys: () => {
      throw new Error('ownKeys');
    },
    getPrototypeOf: () => {
      throw new Error('getPrototypeOf');
    },
    has: () => {
      throw new Error('has');
    },
  },
);
const endless: object = new Proxy(
  {},
  {
    get: () => endless,
    ownKeys: () => ['data', 'cause'],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: endless }),
  },
);

describe('odd values', () => {
  const odd: [label: string, value: unknown][] = [
    ['null', null],
    ['undefined', undefined],
    ['an empty text', ''],
    ['white space', ' \n'],
    ['a text', 'boom'],
    ['zero', 0],
    ['NaN', Number.NaN],
    ['a bigint', 10n],
    ['true', true],
    ['a symbol', Symbol('x')],
    ['a function', () => 1],
    ['a class', class {}],
    ['an empty object', {}],
    ['an object without a prototype', Object.create(null)],
    ['an empty array', []],
    ['an array of errors', [new Error('a'), new Error('b')]],
    ['a sparse array', new Array(1e7)],
    ['an array with 5 million items', new Array(5e6).fill('x')],
    ['numbers as bytes', new Float64Array(1e6)],
    ['10 MB of bytes', new Uint8Array(1e7)],
    ['a Map', new Map([['Code', 'x']])],
    ['a Set', new Set(['x'])],
    ['a Date', new Date(Number.NaN)],
    ['a RegExp', /x/],
    ['a promise', Promise.resolve({ Code: 'x' })],
    // biome-ignore lint/suspicious/noThenProperty: a thrown thenable is what is tried.
    ['a thenable', { then: () => 1 }],
    ['a cycle', cycle()],
    ['a proxy that is revoked', revoked.proxy],
    ['a proxy whose traps throw', hostileTraps],
    ['a proxy that never ends', endless],
    [
      'getters that throw',
      Object.defineProperty({}, 'Code', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    [
      'getters that give getters',
      {
        get data() {
          return {
            get data() {
              return cycle();
            },
          };
        },
      },
    ],
    [
      'a toString that throws',
      {
        toString: () => {
          throw new Error('no');
        },
      },
    ],
    ['a Code that is an object', { Code: { Code: 5 } }],
    ['a Code that is an array', { Code: ['x'] }],
    ['a status that is a text', { status: 'abc' }],
    [
      'headers that throw',
      {
        headers: {
          get: () => {
            throw new Error('no');
          },
        },
      },
    ],
    [
      'headers that never end',
      {
        headers: {
          *[Symbol.iterator]() {
            while (true) yield ['a', 'b'];
          },
        },
      },
    ],
    ['headers that are no headers', { headers: { 'a b': 'x\ny' } }],
    ['nested 10,000 deep in data', nest(10_000, 'data')],
    ['nested 10,000 deep in cause', nest(10_000, 'cause')],
    ['10,000 brackets', '['.repeat(10_000)],
    ['10,000 braces', '{"data":'.repeat(10_000)],
    ['10 MB of text', 'x'.repeat(1e7)],
    ['10 MB of white space', ' '.repeat(1e7)],
    ['10 MB of JSON', `{"Code":"Timeout","Message":"${'a'.repeat(1e7)}"}`],
    ['10 MB of markup', '<'.repeat(1e7)],
    ['10 MB of CDATA', '<Error><a><![CDATA['.repeat(5e5)],
    ['10 MB of entities', `<Error><Message>${'&#38;'.repeat(2e6)}</Message></Error>`],
    ['10 MB of a label', { Message: 'request id: '.repeat(8e5) }],
    ['10 MB of a secret', { Message: 'Signature='.repeat(1e6) }],
    ['900 kB of tags', { Message: '<a '.repeat(3e5) }],
    ['900 kB of dots', { Code: 'Invalid.'.repeat(1e5), Message: 'The parameter '.repeat(6e4) }],
    [
      'an object with 50,000 keys',
      Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`key${index}`, index])),
    ],
    ['a fake ImmError', Object.assign(new Error('x'), { name: 'ImmError', code: {}, params: 7 })],
    ['JSON of a fake ImmError', { name: 'ImmError', code: {}, params: { P: {} }, accessDenied: { action: [] } }],
    ['HTML', '<!DOCTYPE html><script>alert(1)</script>'],
    ['bidi characters', { Message: '\u202egnp.exe\u0000' }],
  ];

  it.each(odd)('%s is read in no time, and has a title', (_, thrown) => {
    parseImmError(thrown);
    const start = performance.now();
    const error = parseImmError({ again: 1, data: thrown });
    const direct = parseImmError(thrown);
    expect(performance.now() - start).toBeLessThan(200);
    expect(error).toBeInstanceOf(ImmError);
    expect(direct.message).not.toMatch(/[\u202e\0]/);
    expect(describeImmError(thrown, { messages }).title).not.toBe('');
  });

  it('text over 1 MB is known by its head', () => {
    expect(parseImmError(`{"Code":"Timeout","Message":"${'a'.repeat(2e6)}"}`).code).toBe('Timeout');
  });
});

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
