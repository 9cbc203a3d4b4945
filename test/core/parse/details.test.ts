import {
  describeImmError,
  diagnosticsOf,
  ImmError,
  isImmError,
  parseImmError,
  parseImmResponse,
  retryDecision,
} from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { describe, expect, it, vi } from 'vitest';

const id = 'D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E';

function errorWith(name: string, message: string, properties: object = {}): Error {
  return Object.assign(new Error(message), { name, ...properties });
}

describe('where facts are looked for', () => {
  it('takes the code further in, but not that of what caused an error with a code', () => {
    expect(parseImmError({ code: 'BAD_GATEWAY', data: { Code: 'Timeout' } }).code).toBe('Timeout');
    expect(parseImmError({ code: 'BackendFailed', data: { Code: 'Timeout' } }).code).toBe('Timeout');
    expect(parseImmError(errorWith('Error', 'x', { code: 'SaveFailed', cause: { Code: 'Timeout' } })).code).toBe(
      'SaveFailed',
    );
    expect(parseImmError(errorWith('Error', 'x', { cause: { Code: 'Timeout' } })).code).toBe('Timeout');
  });

  it('takes the first of several answers', () => {
    const errors = [{ Code: 'Timeout', RequestId: 'R-1' }, { Code: 'Forbidden' }];
    expect(parseImmError({ errors })).toMatchObject({ code: 'Timeout', requestId: 'R-1' });
    expect(parseImmError({ data: { Code: 'Timeout' }, result: { Code: 'Forbidden' } }).code).toBe('Timeout');
  });

  it('keeps what the outer answer says beside a code further in', () => {
    expect(parseImmError({ requestId: 'outer', status: 502, data: { Code: 'Timeout' } })).toMatchObject({
      requestId: 'outer',
      status: 502,
    });
    expect(
      parseImmError({ code: 'x', requestId: 'outer', data: { Code: 'Timeout', RequestId: 'inner' } }),
    ).toMatchObject({ requestId: 'inner' });
  });

  it('prefers a code that was given to a body that is no answer', () => {
    expect(parseImmError({ code: 'ECONNRESET', data: '<html></html>' }).code).toBe('ECONNRESET');
    expect(parseImmError({ message: 'Timeout: The request timed out.', body: '{"a":1}' }).code).toBe('Timeout');
    expect(parseImmError({ status: 502, body: '<html></html>' })).toMatchObject({ code: '', category: 'unavailable' });
  });

  it.each(['message', 'code', 'status', 'data', 'response', 'errors', 'cause'])(
    'sees the property %s of an error, where it is hidden',
    (key) => {
      const values: Record<string, unknown> = { message: 'Timeout: Too late.', code: 'Timeout', status: 408 };
      const error = Object.defineProperty(new Error('x'), key, { value: values[key] ?? { Code: 'Timeout' } });
      expect(parseImmError(error)).toMatchObject({ category: 'timeout', scope: 'operation' });
    },
  );

  it('looks at no more than the first 20 items of a list and 256 properties', () => {
    const answer = { Code: 'Timeout' };
    expect(parseImmError({ data: [...new Array(19).fill({}), answer] }).code).toBe('Timeout');
    expect(parseImmError({ data: [...new Array(20).fill({}), answer] }).code).toBe('');
    const many = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${'x'.repeat(index)}`, 1]));
    expect(parseImmError({ ...many(255), ...answer }).code).toBe('Timeout');
    expect(parseImmError({ ...many(256), ...answer }).code).toBe('');
  });

  it('looks at no more than 99 values', () => {
    const nest = (depth: number): object => (depth ? { data: nest(depth - 1) } : { Code: 'Timeout' });
    expect(parseImmError(nest(98)).code).toBe('Timeout');
    expect(parseImmError(nest(120)).code).toBe('');
  });

  it('takes a function for no answer', () => {
    expect(parseImmError(Object.assign(() => 1, { Code: 'Timeout' })).code).toBe('');
  });

  it.each([
    ['white space before', ' \n{"Code":"Timeout"}'],
    ['a list', '[ {"Code":"Timeout"}]'],
    ['a list that is broken off', '[ { "Code" : "Timeout", "Mess'],
    ['an empty list before', '{"Files":[],"Code":"Timeout"}'],
  ])('reads JSON with %s', (_, text) => {
    expect(parseImmError(text).code).toBe('Timeout');
  });

  it.each(['[draft] The name is taken.', 'a {b} c', '"quoted" words'])('takes "%s" for a sentence', (text) => {
    expect(parseImmError(text)).toMatchObject({ code: '', message: text });
  });

  it('reads numbers of an answer that is broken off', () => {
    expect(parseImmError('{"Code":"Timeout","statusCode":408,"Message":"Too l')).toMatchObject({ status: 408 });
  });

  it.each([['{"a":1}'], ['[]'], ['<p>no answer</p>'], ['<Error></Error>']])(
    'says of %s that it is no answer',
    (text) => {
      expect(parseImmError(text).code).toBe('UnreadableAnswer');
    },
  );
});

describe('values', () => {
  it.each([
    ['0', undefined],
    ['-5', undefined],
    ['undefined', undefined],
    ['soon', undefined],
    ['1.2', 2],
    ['80', 80],
    ['86400000', 86_400_000],
    ['86400001', undefined],
  ])('x-acs-retry-after %s gives %s ms', (text, expected) => {
    expect(parseImmError({ headers: { 'x-acs-retry-after': text } }).retryAfterMs).toBe(expected);
  });

  it.each([
    ['2', 2000],
    ['120', 120_000],
    ['0', undefined],
    ['-1', undefined],
    ['Mon, 23 Nov 2026 08:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 07:59:30 GMT', undefined],
    ['2x', undefined],
  ])('Retry-After %s gives %s ms, whatever the clock here says', (text, expected) => {
    const headers = { 'Retry-After': text, Date: 'Mon, 23 Nov 2026 08:00:00 GMT' };
    expect(parseImmError({ headers }).retryAfterMs).toBe(expected);
  });

  it('Retry-After as a date counts from now where the answer has no date', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T08:00:00Z') });
    expect(parseImmError({ headers: { 'Retry-After': 'Mon, 23 Nov 2026 08:00:05 GMT' } }).retryAfterMs).toBe(5000);
    vi.useRealTimers();
  });

  it('prefers the gateway’s milliseconds to Retry-After, and its request id to that of OSS', () => {
    const headers = { 'x-acs-retry-after': '80', 'Retry-After': '9', 'x-acs-request-id': 'A', 'x-oss-request-id': 'O' };
    expect(parseImmError({ headers })).toMatchObject({ retryAfterMs: 80, requestId: 'A' });
    expect(parseImmError({ headers: { 'x-oss-request-id': 'O' } }).requestId).toBe('O');
  });

  it.each(['0', '-5', 'abc', '86400001', 'undefined'])('lets no x-acs-retry-after of %s hide Retry-After', (text) => {
    const headers = { 'x-acs-retry-after': text, 'Retry-After': '9' };
    expect(parseImmError({ headers }).retryAfterMs).toBe(9000);
    expect(parseImmError(new Response('', { headers })).retryAfterMs).toBe(9000);
  });

  it.each([
    ['a name that HTTP/2 has', { ':status': 503, 'X-Acs-Request-Id': 'A', 'Retry-After': '7' }],
    ['a value that is no Latin-1', { 'x-message': '中文', 'x-acs-request-id': 'A', 'retry-after': '7' }],
    ['lists of values', { 'x-acs-request-id': ['A'], 'retry-after': ['7'] }],
    [
      'an id that a template left empty',
      { 'x-acs-request-id': 'undefined', 'x-oss-request-id': 'A', 'retry-after': 7 },
    ],
    ['a list of pairs', Object.entries({ ':status': '503', 'X-Acs-Request-Id': 'A', 'Retry-After': '7' })],
    ['a Map', new Map(Object.entries({ 'x-acs-request-id': 'A', 'retry-after': '7' }))],
    ['Headers', new Headers({ 'X-Acs-Request-Id': 'A', 'Retry-After': '7' })],
  ])('of headers are read with %s', (_, headers) => {
    expect(parseImmError({ response: { headers, statusCode: 503 } })).toMatchObject({
      requestId: 'A',
      retryAfterMs: 7000,
    });
  });

  it('of headers are read as far as the 99th', () => {
    const many = (count: number): object => ({
      ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, ''])),
      'x-acs-request-id': 'A',
    });
    expect(parseImmError({ headers: many(98) }).requestId).toBe('A');
    expect(parseImmError({ headers: many(99) }).requestId).toBeUndefined();
  });

  it.each<[string, object]>([
    ['a name that becomes no text', { name: { toString: 1 } }],
    ['a name without a prototype', { name: Object.create(null) }],
    ['a name that is a number', { name: 7 }],
    ['a constructor that throws', Object.defineProperty({}, 'constructor', { get: thrower })],
    ['data that throw', { data: new Proxy({}, { getPrototypeOf: thrower }) }],
    ['headers that throw', { headers: { get: thrower } }],
  ])('are kept beside %s', (_, odd) => {
    const thrown = Object.assign(odd, { statusCode: 403, requestId: 'A', message: 'm' });
    expect(parseImmError(thrown)).toMatchObject({ status: 403, requestId: 'A', message: 'm' });
  });

  it.each([
    [99, undefined],
    [100, 100],
    [599, 599],
    [600, undefined],
    ['404', 404],
    ['Succeeded', undefined],
  ])('status %s gives %s', (status, expected) => {
    const error = parseImmError({ status, Code: 'x' });
    expect([error.status, error.origin]).toEqual([expected, undefined]);
  });

  it.each([
    ['200', ''],
    ['-1', ''],
    ['7', ''],
    ['70001', ''],
    ['OK', ''],
    ['Success', ''],
    ['SuccessRateTooLow', 'SuccessRateTooLow'],
    ['NotOK', 'NotOK'],
    ['EAI_AGAIN', 'EAI_AGAIN'],
    ['ERR_BAD_REQUEST', ''],
    ['ERR_NETWORK', 'ECONNRESET'],
    ['ERR_NETWORK_CHANGED', ''],
    ['UND_ERR_SOCKET', 'ECONNRESET'],
    ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'],
    ['TIMEOUT_OF_NONE', ''],
    ['  ', ''],
    ['%s', ''],
  ])('code %s gives "%s"', (code, expected) => {
    expect(parseImmError({ Code: code, data: { a: 1 } }).code).toBe(expected);
  });

  it('takes a code that is a status for the status', () => {
    expect(parseImmError({ code: 404, message: 'x' })).toMatchObject({ code: '', status: 404 });
  });

  it.each([[true], [() => 1], [Symbol('x')], [7n]])('takes no text from %s', (value) => {
    const error = parseImmError({ Code: 'x', Message: value, RequestId: value });
    expect([error.message, error.requestId]).toEqual(['', undefined]);
  });

  it('takes a number for an id', () => {
    expect(parseImmError({ Code: 'x', RequestId: 12 }).requestId).toBe('12');
  });

  it('takes the action from an address that has one', () => {
    expect(parseImmError({ code: 'x', url: 'https://imm/?a=b&Action=GetTask&c=d' }).action).toBe('GetTask');
    expect(parseImmError({ code: 'x', url: 'https://imm/?a=b' }).action).toBeUndefined();
  });

  it.each([
    ['imm.cn-hangzhou.aliyuncs.com', 'cn-hangzhou'],
    ['imm-vpc.ap-southeast-1.aliyuncs.com', 'ap-southeast-1'],
    ['imm.aliyuncs.com', undefined],
    ['oss-cn-hangzhou.aliyuncs.com', undefined],
  ])('host %s is in region %s', (HostId, regionId) => {
    expect(parseImmError({ Code: 'x', HostId }).regionId).toBe(regionId);
  });

  it('reads the server’s time', () => {
    const time = Date.parse('2026-11-23T08:00:00Z');
    expect(parseImmError({ headers: { date: 'Mon, 23 Nov 2026 08:00:00 GMT' } }).serverTime).toBe(time);
    expect(parseImmError({ headers: { date: 'yesterday' } }).serverTime).toBeUndefined();
  });
});

describe('what may be shown', () => {
  it('is cut: a message after 16,000 characters, all else after 4000', () => {
    const words = 'word '.repeat(5000).trim();
    const error = parseImmError({ Code: words, Message: words, HostId: words });
    expect(error.message).toHaveLength(16_000 - 1);
    expect(error.code).toHaveLength(4000 - 1);
    expect(error.hostId).toHaveLength(4000 - 1);
  });

  it.each<[string, (xml: string) => unknown]>([
    ['an error', (xml) => new Error(`GetObject failed: ${xml}`)],
    ['a field', (xml) => ({ code: 'BackendError', status: 500, message: `OSS said: ${xml}` })],
  ])("has no secret of OSS's answer inside a sentence, whose tags tell what is secret: %s", (_, make) => {
    const secrets = ['4CRuOqYzABCD', 'tz7/rqmD+Z1w', 'short/token'];
    const [key, signature, token] = secrets;
    const xml =
      `<Error><Code>SignatureDoesNotMatch</Code><OSSAccessKeyId>${key}</OSSAccessKeyId>` +
      `<SignatureProvided>${signature}</SignatureProvided><StringToSign>GET\n\n${token}\n/b/k</StringToSign></Error>`;
    const text = diagnosticsOf(make(xml));
    expect(text).toContain('SignatureDoesNotMatch');
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('has no secret that becomes one when its tags are gone', () => {
    expect(parseImmError(new Error('AccessKeySecret</b>: <b>Kj8sQw2L')).message).toBe('AccessKeySecret: ***');
  });

  it('has neither control characters nor white space around it', () => {
    expect(parseImmError({ Code: 'x', Message: ' \u202ea\u0000b\n c\u200f ' }).message).toBe('ab\n c');
  });

  it('keeps tokens’ look where it is none of a token', () => {
    const opaque = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF';
    const AccessDeniedDetail = { EncodedDiagnosticMessage: opaque, AuthResource: opaque, AuthAction: opaque };
    const error = parseImmError({ Code: 'x', RequestId: opaque, HostId: opaque, AccessDeniedDetail });
    expect(error).toMatchObject({ requestId: opaque, hostId: '***' });
    expect(error.accessDenied).toEqual({ encodedDiagnosticMessage: opaque, resource: opaque, action: '***' });
  });

  it.each([
    ['24 characters of all three kinds', 'aaaaBBBB1111aaaaBBBB1111-abc', '***'],
    ['23 of them', 'aaaaBBBB1111aaaaBBBB111-abcd', undefined],
    ['small letters and digits', 'aaaa11112222aaaabbbb11112222', undefined],
    ['capitals and digits', 'AAAA11112222AAAABBBB11112222', undefined],
    ['letters alone', 'aaaaBBBBccccDDDDeeeeFFFFgggg', undefined],
    ['a run of them in a path', 'photos/aaaaBBBB1111aaaaBBBB1111', '***'],
  ])('takes %s for a token: %s', (_, word, shown = word) => {
    expect(parseImmError({ Code: 'x', Message: `it was ${word} here` }).message).toBe(`it was ${shown} here`);
  });
});

describe('markup', () => {
  it.each([
    ['1 &lt; 2 &amp; 3 &gt; &quot;b&quot; &apos;c&apos;', '1 < 2 & 3 > "b" \'c\''],
    ['a &lt;b&gt;c&lt;/b&gt;', 'a c'],
    ['&#65;&#x42;&#x43;&nope;&#1114111;', 'ABC&nope;\u{10ffff}'],
    ['&#1114112; &#x110000;', '&#1114112; &#x110000;'],
    ['&#100;&#200;', 'dÈ'],
  ])('decodes %s', (encoded, decoded) => {
    expect(parseImmError(`<Error><Code>Timeout</Code><Message>${encoded}</Message></Error>`).message).toBe(decoded);
  });

  it('reads elements with white space around CDATA, and an envelope with attributes', () => {
    const text = '<Error lang="en"><Code> <![CDATA[Timeout]]> \n</Code><Message>\n <![CDATA[]]></Message></Error>';
    expect(parseImmError(text)).toMatchObject({ code: 'Timeout', message: '' });
    expect(parseImmError('<Error><Code>\n  Imm Client</Code><Message> Timeout, x</Message></Error>').code).toBe(
      'Timeout',
    );
  });

  it('takes an element whose name only begins with Error for no envelope', () => {
    expect(parseImmError('<Errors><Code>Timeout</Code></Errors>').code).toBe('UnreadableAnswer');
  });

  it('shows the title of a page', () => {
    expect(parseImmError('<html><TITLE>502 Bad Gateway</TITLE></html>')).toMatchObject({
      code: 'UnreadableAnswer',
      message: '502 Bad Gateway',
    });
  });

  it('reads the head of what is long', () => {
    const filler = '<a>b</a>'.repeat(20_000);
    expect(parseImmError(`<Error><Code>Timeout</Code>${filler}</Error>`).code).toBe('Timeout');
    expect(parseImmError(`<Error>${filler}<Code>Timeout</Code></Error>`).code).not.toBe('Timeout');
  });
});

describe('decoration', () => {
  it.each([
    ['Throttling.User: code: 400, Too fast. request id: A-1', 'Too fast.'],
    ['He said code: 400, and left', 'He said code: 400, and left'],
    ['api returns error: SDKError: StatusCode: 404 Code: ResourceNotFound', ''],
    ['SDKError:\n   Code: ResourceNotFound', ''],
    ['SDKError:\n   StatusCode: 404\n   Code: ResourceNotFound\n   Message: Gone.', 'Gone.'],
    ['ErrorCode: Throttling.User. Too fast.', 'Too fast.'],
    ['Status Code: 404 Code: NotThere Message: Gone.', 'Gone.'],
    ['Gone. + [ RequestId : A-1 ]', 'Gone.'],
    ['Gone. hostid: h, requestid: A-1', 'Gone.'],
    ['request id: A-1 was not found', 'request id: A-1 was not found'],
    ['Gone., URL: http://imm/?a=b', 'Gone.'],
    ['Gone., URL: https://imm/?a=b', 'Gone.'],
    ['See, URL: https://imm/ for more', 'See, URL: https://imm/ for more'],
    ['socket hang upPOST http://imm/ failed.', 'socket hang up'],
    ['socket hang upGET https://imm/?a=b failed.', 'socket hang up'],
    ['POST https://imm/ failed. Try again.', 'POST https://imm/ failed. Try again.'],
    ['*error.OpError : InvalidArgument | File corrupt.', 'File corrupt.'],
    ['error.OpError : InvalidArgument | File corrupt.', 'File corrupt.'],
    [
      'It says error.OpError : InvalidArgument | File corrupt.',
      'It says error.OpError : InvalidArgument | File corrupt.',
    ],
    ['See <a href="x">the console</a>', 'See the console'],
    ['a < b and c > d', 'a < b and c > d'],
    ['undefined', ''],
  ])('of "%s" leaves "%s"', (message, expected) => {
    expect(parseImmError({ name: 'X', code: 'Known', message }).message).toBe(expected);
  });

  it.each([
    ['Something failed. ErrorCode: Timeout.', { code: 'Timeout' }],
    ['Something failed. error code = Timeout', { code: 'Timeout' }],
    ['Something failed (status code: 408)', { status: 408 }],
    [`Something failed, requestId:"${id}"`, { requestId: id }],
    [`Something failed. 'RequestId' : '${id}'.`, { requestId: id }],
    ['Something failed. request-id: A1', { requestId: 'A1' }],
    ['Something failed (x-acs-request-id=A1)', { requestId: 'A1' }],
    ['Something failed. request_id=A1', { requestId: 'A1' }],
    ['Something failed. RequestId：A1', { requestId: 'A1' }],
    ['Something failed. host id = imm.cn-beijing.aliyuncs.com', { regionId: 'cn-beijing' }],
    ['Denied. AuthAction: imm:GetTask', { accessDenied: { action: 'imm:GetTask' } }],
    ['MissingProject: Project is mandatory for this action.', { code: 'MissingProject' }],
    ['TypeError: Reading failed', { code: '' }],
    ['MySyntaxError: Reading failed', { code: '' }],
    ['AggregateError: All failed', { code: '' }],
  ])('of "%s" gives what it names', (message, expected) => {
    expect(parseImmError({ message })).toMatchObject(expected);
  });
});

describe('names in messages', () => {
  const nameOf = (Message: string): unknown => parseImmError({ Code: 'InvalidArgument', Message }).params['P'];

  it.each([
    ['The parameter "ProjectName" is required.', 'ProjectName'],
    ["The parameter 'ProjectName' is required.", 'ProjectName'],
    ['The parameter ProjectName that you gave', 'ProjectName'],
    ['JSON Array parsing error,Sources is not valid.', 'Sources'],
    ['[target] :is required.', 'target'],
    ['See [target]: it is required.', undefined],
    ['The parameter of a call is required.', undefined],
  ])('%s: %s', (message, name) => {
    expect(nameOf(message)).toBe(name);
  });

  it.each([
    ['The specified resource "dataset" already exists.', 'dataset'],
    ["The resource 'x-1' can not be downloaded.", 'x-1'],
  ])('%s: %s', (Message, name) => {
    expect(parseImmError({ Code: 'x', Message }).params['R']).toBe(name);
  });

  it.each([
    ['The payload is too large (1048576 bytes).', 1_048_576],
    ['It exceed the limit of 12 files.', 12],
    ['It can be at most 300.', 300],
    ['Maximum: 7', undefined],
    ['The maximum is 7', 7],
    ['It has 12 files.', undefined],
  ])('%s: %s', (Message, max) => {
    expect(parseImmError({ Code: 'x', Message }).params['max']).toBe(max);
  });

  it.each([
    ['The requested action "Foo" is not supported.', 'Foo'],
    ["The required HTTP header 'x-acs-date' was not specified.", 'x-acs-date'],
  ])('%s: %s', (Message, name) => {
    expect(parseImmError({ Code: 'x', Message }).params['name']).toBe(name);
  });
});

describe('OSS in front of IMM', () => {
  const oss = (Message: string): ImmError => parseImmError({ Code: 'Imm Client', Message, RequestId: 'oss' });

  it.each([
    [`InvalidArgument,[a]:is required. ${id}`, 'InvalidArgument', '[a]:is required.', id],
    [`InvalidArgument, [a]:is required. ${id} \n`, 'InvalidArgument', '[a]:is required.', id],
    ['InvalidArgument, is required.', 'InvalidArgument', 'is required.', 'oss'],
    [`InvalidArgument, ${id} is unknown`, 'InvalidArgument', `${id} is unknown`, 'oss'],
    ['internal error', '', 'internal error', 'oss'],
    ['It failed, sorry', '', 'It failed, sorry', 'oss'],
  ])('%s', (message, code, text, requestId) => {
    expect(oss(message)).toMatchObject({ code, message: text, requestId });
  });
});

describe('the one documented code with spaces', () => {
  const text = 'Specified parameter JSON Array parsing error, Sources is not valid.';

  describe.each(['InvalidJSON Array parsing error, Sources', 'InvalidJSON Array parsing error,Sources'])(
    '%s',
    (code) => {
      it.each<[string, unknown, string?]>([
        ['by OSS', `<Error><Code>Imm Client</Code><Message>${code}, ${text} ${id}</Message></Error>`],
        ["in an SDK's message", new Error(`${code}: code: 400, ${text} request id: ${id}`)],
        ['in front of its text', `${code}: ${text}`],
        ['in the item of a batch', { URI: 'a', Success: false, Message: `*error.OpError : ${code} | ${text}` }],
        [
          "in a trigger's error",
          { State: 'Failed', Error: `api returns error: SDKError: StatusCode: 400 Code: ${code}` },
          '',
        ],
        ['in a line of a tool', `Status Code: 400 Code: ${code} Message: ${text}`],
      ])('is known %s', (_, thrown, message = text) => {
        const params = { P: 'Sources' };
        expect(parseImmError(thrown)).toMatchObject({ code, message, params, category: 'validation' });
      });
    },
  );

  it('is none where its text alone is said', () => {
    expect(parseImmError(text)).toMatchObject({ code: '', message: text });
  });
});

describe('failures below HTTP', () => {
  it.each([
    ['Error', 'Loading chunk 3 failed.', 'ChunkLoadError'],
    ['Error', 'Loading CSS chunk 3 failed.', 'ChunkLoadError'],
    ['Error', 'Unable to preload CSS for /a.css', 'ChunkLoadError'],
    ['TypeError', 'Importing a module script failed.', 'ChunkLoadError'],
    ['CancelledError', 'x', 'AbortError'],
    ['Error', 'net::ERR_INTERNET_DISCONNECTED', 'ERR_INTERNET_DISCONNECTED'],
    ['TypeError', 'terminated', 'NetworkError'],
    ['TypeError', 'terminated by the user', ''],
    ['Error', 'aborted', 'NetworkError'],
    ['Error', 'aborted the mission', ''],
    ['FormatError', 'parse response to json error', 'UnreadableAnswer'],
    ['Error', 'The value is not a object', 'UnreadableAnswer'],
    ['Error', `${'x'.repeat(600)}: fetch failed`, ''],
  ])('%s: %s → %s', (name, message, code) => {
    expect(parseImmError(errorWith(name, message)).code).toBe(code);
  });
});

describe('a text named error or reason', () => {
  it.each(['error', 'reason'])('says less than the message, whatever stands first: %s', (name) => {
    const [kind, message] = [{ [name]: 'Forbidden' }, { message: 'You have no permission to call ListProjects' }];
    for (const answer of [
      { ...kind, ...message },
      { ...message, ...kind },
      { ...kind, data: message },
    ]) {
      expect(parseImmError({ status: 403, ...answer })).toMatchObject({ ...message, category: 'permission' });
    }
  });

  it('is the message where there is no other', () => {
    expect(parseImmError({ status: 403, error: 'Not authorized' })).toMatchObject({ category: 'permission' });
    expect(parseImmError({ error: '<b>Too</b> many' })).toMatchObject({ code: '', message: 'Too many' });
    expect(parseImmError({ reason: '{"Code":"Timeout"}' }).code).toBe('Timeout');
  });

  it('says less than the list of messages beside it', () => {
    const answer = { statusCode: 400, message: ['name must be a text'], error: 'Bad Request' };
    expect(parseImmError(answer).message).toBe('name must be a text');
  });
});

describe('an answer that came', () => {
  it.each([
    ['a text', 500, { message: 'AbortError: This operation was aborted' }, 'unavailable'],
    ['a name', 500, { name: 'AbortError', message: 'This operation was aborted' }, 'unavailable'],
    ['an errno', 502, { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.1:443' }, 'unavailable'],
    ['an errno too late', 504, { code: 'ETIMEDOUT' }, 'timeout'],
    ['the text of a browser', 500, { message: 'aborted' }, 'unavailable'],
    ['a chunk', 500, { message: 'Loading chunk 3 failed.' }, 'unavailable'],
    ['a refusal', 400, { error: 'NetworkError: x' }, 'unknown'],
    ['an ImmError of its own', 502, { name: 'ImmError', code: 'ECONNREFUSED' }, 'unavailable'],
  ])('is known by its status, not by what failed behind it: %s', async (_, status, answer, category) => {
    const expected = { code: '', status, category, outcome: 'unknown' };
    const response = Response.json(answer, { status });
    expect(await parseImmResponse(response, { operation: 'mutation' })).toMatchObject(expected);
    const wrapped = errorWith('AxiosError', 'Request failed', { code: 'ERR_BAD_RESPONSE', response: { status } });
    expect(parseImmError(Object.assign(wrapped, { data: answer }))).toMatchObject(expected);
  });

  it.each([
    ['an address that is no item', { uri: '/imm' }],
    ['a state that is no task', { Status: 'Failed' }],
    ['another spelling of it', { State: 'Failed' }],
  ])('is that of the call itself, not of what stands in a success: %s', async (_, property) => {
    const answer = { Code: 'InternalError', Message: 'x', ...property };
    const error = await parseImmResponse(Response.json(answer, { status: 500 }), { operation: 'mutation' });
    expect(error).toMatchObject({ code: 'InternalError', outcome: 'unknown' });
    expect(error.origin).toBeUndefined();
    expect(describeImmError(error, { messages, operation: 'mutation' }).actions[0]?.kind).toBe('check-outcome');

    const refused = Response.json({ Code: 'Throttling.User', ...property }, { status: 429 });
    expect(retryDecision(await parseImmResponse(refused), { attempt: 0 }).retry).toBe(true);
    expect(parseImmError({ statusCode: 200, body: answer }).origin).toBeDefined();
  });

  it('leaves the names where it was a success that broke off', () => {
    expect(parseImmError({ status: 200, code: 'ECONNRESET' })).toMatchObject({ category: 'network' });
    expect(parseImmError({ status: 399, name: 'AbortError' })).toMatchObject({ category: 'aborted' });
  });
});

describe('an ImmError', () => {
  const facts = {
    code: 'Throttling.User',
    message: 'm',
    status: 400,
    requestId: 'R-1',
    hostId: 'h',
    regionId: 'r',
    recommend: 'https://aliyun.com/',
    retryAfterMs: 5,
    accessDenied: { action: 'a' },
    action: 'GetTask',
    operation: 'mutation',
    serverTime: 7,
    origin: 'task',
  } as const;

  it('goes through JSON whole', () => {
    const error = new ImmError(facts);
    expect(error.toJSON()).toMatchObject({ name: 'ImmError', ...facts });
    expect(parseImmError(JSON.stringify(error)).toJSON()).toEqual(error.toJSON());
  });

  it('keeps a message that still looks decorated, as it was read before', () => {
    const error = new ImmError({ code: 'Timeout', message: 'Throttling: Too fast. request id: R-2' });
    expect(parseImmError(JSON.parse(JSON.stringify(error))).toJSON()).toEqual(error.toJSON());
  });

  it('takes no fact of another type from JSON', () => {
    const wrong = {
      name: 'ImmError',
      code: 'Timeout',
      status: '400',
      requestId: 7,
      params: 'x',
      serverTime: 'x',
      action: {},
    };
    expect(parseImmError(wrong).toJSON()).toEqual(new ImmError({ code: 'Timeout' }).toJSON());
    expect(Object.keys(parseImmError({ name: 'ImmError', code: 'x', status: 0 }))).not.toContain('status');
  });

  it('is made of its facts, and is no task unless it is said', () => {
    expect(new ImmError({ code: 'ResourceNotFound' }).outcome).toBe('not-applied');
    expect(new ImmError({ code: 'ResourceNotFound', origin: 'item' }).outcome).toBe('not-applied');
    expect(new ImmError({ code: 'ResourceNotFound', origin: 'task' }).outcome).toBe('unknown');
  });

  describe('with another context', () => {
    const answer = { Code: 'Timeout', HostId: 'imm.cn-beijing.aliyuncs.com', url: 'https://x/?Action=GetTask' };

    it.each([
      ['a mutation, not a query', { operation: 'query' }, { operation: 'mutation' }, { operation: 'mutation' }],
      ['a query, not a mutation', { operation: 'mutation' }, { operation: 'query' }, { operation: 'query' }],
      ['another action', { action: 'A' }, { action: 'B', regionId: 'cn-x' }, { action: 'B', regionId: 'cn-x' }],
      ['one more fact', { action: 'A' }, { operation: 'mutation' }, { action: 'A', operation: 'mutation' }],
    ] as const)('believes the later one: %s', (_, earlier, later, expected) => {
      const thrown = { Code: 'Timeout' };
      const first = parseImmError(thrown, earlier);
      const second = parseImmError(thrown, later);
      expect(second).toMatchObject({ ...expected, cause: thrown });
      expect(parseImmError(first, later)).toBe(second);
      expect(parseImmError(second, earlier)).toMatchObject(earlier);
      expect(first).toMatchObject(earlier);
    });

    it('believes the answer more than any', () => {
      const thrown = { ...answer };
      const context = { action: 'A', regionId: 'cn-x' };
      expect(parseImmError(thrown)).toMatchObject({ action: 'GetTask', regionId: 'cn-beijing' });
      expect(parseImmError(thrown, context)).toBe(parseImmError(thrown));
      expect(parseImmError(new ImmError({ action: 'GetTask' }), context)).toMatchObject({ action: 'GetTask' });
    });

    it('takes for a mutation what anyone knows to be one', () => {
      const error = new ImmError({ code: 'Timeout', operation: 'query' });
      expect(parseImmError(error, { operation: 'mutation' }).operation).toBe('mutation');
      expect(parseImmError(JSON.stringify(error), { operation: 'mutation' }).operation).toBe('mutation');
      const made = new ImmError({ code: 'Timeout', operation: 'mutation' });
      expect(parseImmError(made, { operation: 'query' })).toBe(made);
    });

    it('is the same error where the context says nothing new', () => {
      const thrown = { ...answer };
      const error = parseImmError(thrown, { operation: 'query' });
      expect(parseImmError(thrown)).toBe(error);
      expect(parseImmError(thrown, { operation: 'query', action: 'GetTask' })).toBe(error);
      const copy = parseImmError(thrown, { operation: 'mutation' });
      expect(parseImmError(thrown, { operation: 'mutation' })).toBe(copy);
      expect(parseImmError(copy, { operation: 'mutation' })).toBe(copy);
      expect(parseImmError(thrown)).toBe(error);
    });
  });

  it('keeps the cause when a caller adds what it knows', () => {
    const thrown = { Code: 'Timeout' };
    const error = parseImmError(thrown);
    const more = parseImmError(thrown, { action: 'GetTask' });
    expect(more).not.toBe(error);
    expect(more).toMatchObject({ cause: thrown, action: 'GetTask', code: 'Timeout' });
    expect(parseImmError(error, { action: 'GetTask' }).cause).toBe(thrown);
  });

  it.each([
    ['null', null],
    ['an object', { name: 'ImmError', code: 'x', category: 'x', outcome: 'x', params: {} }],
    ['another error', errorWith('Error', 'x', { code: 'x', category: 'x', outcome: 'x', params: {} })],
    ['an error that lacks params', errorWith('ImmError', 'x', { code: 'x', category: 'x', outcome: 'x' })],
    ['a proxy that is revoked', revoked()],
  ])('is not %s', (_, value) => {
    expect(isImmError(value)).toBe(false);
  });

  it('is one of another copy of the package', () => {
    expect(isImmError(errorWith('ImmError', 'x', { code: 'x', category: 'x', outcome: 'x', params: {} }))).toBe(true);
  });

  it('is read anew where it comes from another copy, and trusted with nothing', () => {
    const facts = { code: 'InvalidAccessKeyID', status: 403, category: 'validation', outcome: 'unknown', params: {} };
    const copy = errorWith('ImmError', 'Invalid access key ID LTAI5tSomebodysKey.', facts);
    const error = parseImmError(copy);
    expect(error).toMatchObject({ code: 'InvalidAccessKeyID', status: 403, category: 'credentials', cause: copy });
    expect(error.message).toBe('Invalid access key ID ***');
    expect(parseImmError(copy)).toBe(error);
  });
});

describe('a message that begins with a tag', () => {
  it.each([
    ['<b>Quota</b> of project exceeded', 'Quota of project exceeded'],
    ['<a href="https://imm.console.aliyun.com/">Console</a>', 'Console'],
  ])('keeps its text: %s', (Message, message) => {
    expect(parseImmError({ Code: 'QuotaExceeded', Message })).toMatchObject({ code: 'QuotaExceeded', message });
  });

  it.each([
    '<html><title>502 Bad Gateway</title></html>',
    '<!DOCTYPE html><title>502 Bad Gateway</title>',
    '<?xml version="1.0"?><Error><Code>Timeout</Code><Message>502 Bad Gateway</Message></Error>',
    '<Error><Code>Timeout</Code><Message>502 Bad Gateway</Message></Error>',
  ])('is searched where it is a document: %s', (message) => {
    expect(parseImmError(new Error(message)).message).toBe('502 Bad Gateway');
  });
});

describe('bodies', () => {
  it('keeps characters whole that come in two pieces', async () => {
    const bytes = new TextEncoder().encode('{"Code":"Timeout","Message":"项目"}');
    const pieces = [bytes.slice(0, 31), bytes.slice(31)];
    const body = new ReadableStream({
      pull: (controller) => {
        const piece = pieces.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
    });
    expect((await parseImmResponse(new Response(body, { status: 408 }))).message).toBe('项目');
  });

  it('waits 10 s at most, and leaves no timer', async () => {
    vi.useFakeTimers();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"Code":"Timeout",')),
    });
    const parsing = parseImmResponse(new Response(body, { status: 408 }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await parsing).code).toBe('Timeout');
    await parseImmResponse(new Response('{}', { status: 408 }));
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('has nothing to say of an empty one', async () => {
    expect(await parseImmResponse(new Response(null, { status: 408 }))).toMatchObject({ code: '', message: '' });
  });
});

function thrower(): never {
  throw new Error('x');
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
