import { ImmError, isImmError, parseImmError } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';

const requestId = 'D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E';
const hostId = 'imm.cn-hangzhou.aliyuncs.com';
const recommend = 'https://next.api.aliyun.com/troubleshoot?q=InvalidArgument&product=imm';
const text = 'The parameter ProjectName is required but not provided.';
const body = { RequestId: requestId, HostId: hostId, Code: 'InvalidArgument', Message: text, Recommend: recommend };
const facts = {
  code: 'InvalidArgument',
  message: text,
  requestId,
  hostId,
  recommend,
  regionId: 'cn-hangzhou',
  category: 'validation',
  params: { P: 'ProjectName' },
};
const throttled = {
  RequestId: requestId,
  Code: 'Throttling.User',
  Message: 'Request was denied due to user flow control.',
};
const denial = {
  AuthAction: 'imm:CreateProject',
  AuthResource: 'acs:imm:cn-hangzhou:1234567890123456:project/films',
  AuthPrincipalType: 'SubUser',
  AuthPrincipalDisplayName: 'lin.wei',
  AuthPrincipalOwnerId: '1234567890123456',
  NoPermissionType: 'ImplicitDeny',
  PolicyType: 'AccountLevelIdentityBasedPolicy',
  EncodedDiagnosticMessage: 'AQEAAAAAaIYaa0ZENzM4RDAwLTg4MTktNTg2Mi1CMkY4',
};
const denialFacts = {
  action: denial.AuthAction,
  resource: denial.AuthResource,
  principalType: 'SubUser',
  principalName: 'lin.wei',
  ownerId: '1234567890123456',
  policyType: 'AccountLevelIdentityBasedPolicy',
  noPermissionType: 'ImplicitDeny',
  encodedDiagnosticMessage: denial.EncodedDiagnosticMessage,
};

function errorWith(message: string, properties: object): Error {
  return Object.assign(new Error(message), properties);
}

function withLowerCaseKeys(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]));
}

describe("IMM's JSON", () => {
  it.each([
    { label: 'an object', thrown: body },
    { label: 'keys in lower case', thrown: withLowerCaseKeys(body) },
    { label: 'keys in camel case', thrown: { requestId, hostId, code: body.Code, message: text, recommend } },
    { label: 'text', thrown: JSON.stringify(body) },
    { label: 'text in a JSON string', thrown: JSON.stringify(JSON.stringify(body)) },
    { label: 'bytes', thrown: new TextEncoder().encode(JSON.stringify(body)) },
    { label: 'an ArrayBuffer', thrown: new TextEncoder().encode(JSON.stringify(body)).buffer },
    { label: 'wrapped in data', thrown: { data: body } },
    { label: 'wrapped in body, as text', thrown: { body: JSON.stringify(body) } },
    { label: 'wrapped in response.data', thrown: { response: { data: body } } },
    { label: 'wrapped in result', thrown: { result: body } },
    { label: 'wrapped in error', thrown: { error: body } },
    { label: 'the message of an Error', thrown: new Error(JSON.stringify(body)) },
    { label: 'the cause of an Error', thrown: new Error('Saving failed', { cause: new Error('x', { cause: body }) }) },
    { label: 'in an AggregateError', thrown: new AggregateError([new Error('first'), body], 'All failed') },
    { label: 'a rejected result of allSettled', thrown: { status: 'rejected', reason: body } },
  ])('is read as $label', ({ thrown }) => {
    expect(parseImmError(thrown)).toMatchObject(facts);
  });

  it('gives the same the short way, as text, and the long way, as an object', () => {
    expect(parseImmError(JSON.stringify(body)).toJSON()).toEqual(parseImmError({ ...body }).toJSON());
  });

  it('is read as far as it came', () => {
    const cutOff = JSON.stringify(body).slice(0, -40);
    expect(parseImmError(cutOff)).toMatchObject({ code: 'InvalidArgument', requestId, message: text });
  });

  it.each([
    { label: 'an object', detail: denial },
    { label: 'JSON text', detail: JSON.stringify(denial) },
    {
      label: 'camel case with encodedDiagnosticInfo',
      detail: {
        authAction: denial.AuthAction,
        authResource: denial.AuthResource,
        authPrincipalType: 'SubUser',
        authPrincipalDisplayName: 'lin.wei',
        authPrincipalOwnerId: '1234567890123456',
        noPermissionType: 'ImplicitDeny',
        policyType: 'AccountLevelIdentityBasedPolicy',
        encodedDiagnosticInfo: denial.EncodedDiagnosticMessage,
      },
    },
  ])('gives what RAM said as $label', ({ detail }) => {
    expect(parseImmError({ Code: 'Forbidden', AccessDeniedDetail: detail }).accessDenied).toEqual(denialFacts);
  });

  it('gives what RAM said in a message', () => {
    const message =
      'You are not authorized. AuthAction: imm:CreateProject, PolicyType: ControlPolicy, NoPermissionType: ExplicitDeny';
    expect(parseImmError({ Code: 'Forbidden', Message: message }).accessDenied).toEqual({
      action: 'imm:CreateProject',
      policyType: 'ControlPolicy',
      noPermissionType: 'ExplicitDeny',
    });
  });
});

describe('XML', () => {
  const xml = (leaves: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${leaves}</Error>`;

  it('of the gateway is read', () => {
    const leaves = Object.entries(body).map(([key, value]) => `<${key}>${value.replaceAll('&', '&amp;')}</${key}>`);
    expect(parseImmError(xml(leaves.join('\n')))).toMatchObject(facts);
  });

  it('is read with CDATA, entities and what RAM said', () => {
    const error = parseImmError(
      xml(
        '<Code>AccessDenied</Code><Message><![CDATA[a <b> & c]]></Message><HostId>&#105;&#x6d;m</HostId>' +
          '<AccessDeniedDetail><PolicyType>ControlPolicy</PolicyType></AccessDeniedDetail>',
      ),
    );
    expect(error).toMatchObject({ code: 'AccessDenied', hostId: 'imm', accessDenied: { policyType: 'ControlPolicy' } });
    expect(error.message).toContain('& c');
  });

  it.each([
    {
      label: 'with a request id of IMM',
      message: 'InvalidArgument, [target]:is required. 9D31D05E-FC1C-582E-B31E-3E1327F97B53',
      expected: {
        requestId: '9D31D05E-FC1C-582E-B31E-3E1327F97B53',
        message: '[target]:is required.',
        params: { P: 'target' },
      },
    },
    {
      label: 'without one',
      message: 'InvalidArgument, The parameter OctreeOption is required but not provided.',
      expected: { requestId: '647EB6AC7B423D3538DB6D61', params: { P: 'OctreeOption' } },
    },
  ])('of OSS gives the code that IMM gave, $label', ({ message, expected }) => {
    const answer = xml(
      `<Code>Imm Client</Code><Message>${message}</Message><RequestId>647EB6AC7B423D3538DB6D61</RequestId>`,
    );
    expect(parseImmError(answer)).toMatchObject({ code: 'InvalidArgument', ...expected });
  });

  it('with a DTD is refused', () => {
    const answer = `<!DOCTYPE Error [<!ENTITY x "y">]><Error><Code>InvalidArgument</Code></Error>`;
    expect(parseImmError(answer)).toMatchObject({ code: 'UnreadableAnswer', category: 'unknown' });
  });
});

describe('failures inside a success', () => {
  it.each([
    {
      label: 'a failed task',
      thrown: {
        Status: 'Failed',
        Code: 'ResourceNotFound',
        Message: 'The specified resource project is not found.',
        TaskId: 't',
        RequestId: requestId,
      },
      expected: { code: 'ResourceNotFound', origin: 'task', outcome: 'unknown', requestId, params: { R: 'project' } },
    },
    {
      label: 'the item of a batch with an OpError',
      thrown: {
        RequestId: requestId,
        Files: [
          { URI: 'oss://b/1', Success: true },
          {
            URI: 'oss://b/2',
            Success: false,
            Message: '*error.OpError : InvalidArgument | Index KV count exceeded, should be no more than 100.',
          },
        ],
      },
      expected: {
        code: 'InvalidArgument',
        origin: 'item',
        message: 'Index KV count exceeded, should be no more than 100.',
        params: { max: 100 },
      },
    },
    {
      label: 'the item of a batch with an ErrorCode',
      thrown: {
        URI: 'oss://b/k',
        ErrorCode: 'ResourceNotFound',
        ErrorMessage: 'The specified resource %s is not found.',
      },
      expected: { code: 'ResourceNotFound', origin: 'item', params: {} },
    },
    {
      label: 'a failed binding',
      thrown: { Binding: { State: 'Failed', Reason: '*error.OpError : InvalidArgument | File corrupt.' } },
      expected: { code: 'InvalidArgument', origin: 'task', message: 'File corrupt.' },
    },
    {
      label: 'a failed ingestion',
      thrown: { State: 'Failed', Error: 'api returns error: SDKError: StatusCode: 404 Code: ResourceNotFound' },
      expected: { code: 'ResourceNotFound', origin: 'task', status: 404 },
    },
  ])('give code and origin: $label', ({ thrown, expected }) => {
    expect(parseImmError(thrown)).toMatchObject(expected);
  });
});

describe("SDKs' errors", () => {
  const decorated = `Throttling.User: code: 400, ${throttled.Message} request id: ${requestId}`;
  const clean = { code: 'Throttling.User', message: throttled.Message, requestId, category: 'throttling' };

  it.each([
    {
      label: 'openapi-client',
      thrown: errorWith(decorated, {
        code: 'Throttling.User',
        data: { ...throttled, statusCode: 400 },
        description: 'undefined',
        statusCode: 400,
      }),
      expected: { ...clean, status: 400 },
    },
    {
      label: 'openapi-core',
      thrown: errorWith(decorated, {
        name: 'ThrottlingError',
        code: 'Throttling.User',
        data: throttled,
        retryAfter: 1500,
        statusCode: 400,
        requestId,
      }),
      expected: { ...clean, status: 400, retryAfterMs: 1500 },
    },
    {
      label: 'openapi-core after JSON.stringify in a back end',
      thrown: JSON.stringify({
        name: 'ThrottlingError',
        code: 'Throttling.User',
        data: throttled,
        retryAfter: 1500,
        statusCode: 400,
        requestId,
      }),
      expected: { ...clean, status: 400, retryAfterMs: 1500 },
    },
    {
      label: 'pop-core RPC',
      thrown: errorWith(
        `${throttled.Message}, URL: http://${hostId}/?Action=ListProjects&AccessKeyId=LTAI5tSecretKeyId&Signature=c2VjcmV0`,
        {
          name: 'Throttling.UserError',
          data: Object.assign(Object.create(null), throttled),
          code: 'Throttling.User',
          url: `http://${hostId}/?Action=ListProjects&AccessKeyId=LTAI5tSecretKeyId`,
          entry: { response: { statusCode: 400, headers: { 'x-acs-retry-after': '80', 'x-acs-request-id': 'other' } } },
        },
      ),
      expected: { ...clean, status: 400, retryAfterMs: 80, action: 'ListProjects' },
    },
    {
      label: 'pop-core ROA',
      thrown: errorWith(`code: 400, ${throttled.Message}, requestid: ${requestId}`, {
        name: 'Throttling.UserError',
        statusCode: 400,
        result: throttled,
        code: 'Throttling.User',
      }),
      expected: { ...clean, status: 400 },
    },
    {
      label: 'pop-core ROA over XML',
      thrown: errorWith(`${throttled.Message} hostid: ${hostId}, requestid: ${requestId}`, {
        name: 'ACSError',
        code: 'Throttling.User',
      }),
      expected: { ...clean, hostId },
    },
    {
      label: 'darabonba with a message alone',
      thrown: new Error(decorated),
      expected: { ...clean, status: 400 },
    },
    {
      label: 'a Java back end',
      thrown: `com.aliyun.tea.TeaException: code: 400, ${throttled.Message} request id: ${requestId}`,
      expected: { code: '', status: 400, message: throttled.Message, requestId },
    },
    {
      label: 'a body that was no JSON, pop-core',
      thrown: {
        name: 'SyntaxError',
        message: "Unexpected '<'",
        at: 1,
        text: '<html><head><title>502 Bad Gateway</title></head></html>',
      },
      expected: { code: 'UnreadableAnswer', category: 'unknown' },
    },
    {
      label: 'a body that was no JSON, openapi-core',
      thrown: new SyntaxError('Unexpected end of JSON input'),
      expected: { code: 'UnreadableAnswer' },
    },
    {
      label: 'a body that was null, openapi-core',
      thrown: new TypeError("Cannot read properties of null (reading 'RequestId')"),
      expected: { code: 'UnreadableAnswer' },
    },
    {
      label: 'missing credentials',
      thrown: errorWith('Please set up the credentials correctly.', {
        name: 'InvalidCredentialsError',
        code: 'InvalidCredentials',
      }),
      expected: { category: 'credentials' },
    },
    {
      label: 'a credential provider with a body in its message',
      thrown: new Error(
        'refresh session token failed: {"RequestId":"R-1","Code":"NoPermission","Message":"You are not authorized"}',
      ),
      expected: { code: 'NoPermission', requestId: 'R-1', category: 'permission' },
    },
    {
      label: 'texts in which values are undefined',
      thrown: errorWith('undefined: code: 400, undefined request id: undefined', {
        code: 'undefined',
        statusCode: 400,
        requestId: 'undefined',
      }),
      expected: { code: '', status: 400, message: '' },
    },
    {
      label: 'a line of a command-line tool',
      thrown: 'Status Code: 404 Code: InvalidAccessKeyId.NotFound Message: Specified access key is not found.',
      expected: {
        code: 'InvalidAccessKeyId.NotFound',
        status: 404,
        message: 'Specified access key is not found.',
        category: 'credentials',
      },
    },
    {
      label: 'a code in front of its text',
      thrown: 'MissingProject: Project is mandatory for this action.',
      expected: { code: 'MissingProject', params: { P: 'Project' }, category: 'validation' },
    },
  ])('give their facts without decoration: $label', ({ thrown, expected }) => {
    expect(parseImmError(thrown)).toMatchObject(expected);
  });

  it('take no message from a text that says undefined', () => {
    const thrown = errorWith('undefined: code: 400, undefined request id: undefined', { code: 'undefined' });
    expect(parseImmError(thrown).requestId).toBeUndefined();
  });
});

describe("HTTP clients' errors and wrappers", () => {
  const answer = { Code: 'StatusConflict', Message: 'The project is being deleted.' };

  it.each([
    {
      label: 'axios',
      thrown: errorWith('Request failed with status code 409', {
        name: 'AxiosError',
        code: 'ERR_BAD_REQUEST',
        config: { data: '{"Code":"no"}' },
        response: { status: 409, headers: { 'x-acs-request-id': requestId }, data: answer },
      }),
    },
    {
      label: 'ky',
      thrown: errorWith('Request failed', {
        name: 'HTTPError',
        response: new Response(null, { status: 409, headers: { 'x-acs-request-id': requestId } }),
        data: answer,
      }),
    },
    {
      label: 'ofetch',
      thrown: errorWith('[POST] "/": 409', {
        name: 'FetchError',
        statusCode: 409,
        data: { ...answer, RequestId: requestId },
      }),
    },
    {
      label: 'tRPC',
      thrown: errorWith('x', {
        name: 'TRPCClientError',
        data: { code: 'CONFLICT', httpStatus: 409 },
        cause: { ...answer, RequestId: requestId },
      }),
    },
    {
      label: 'GraphQL',
      thrown: {
        errors: [
          {
            message: 'x',
            extensions: { code: 'BAD_USER_INPUT', response: { status: 409, body: { ...answer, requestId } } },
          },
        ],
      },
    },
  ])('give the answer of the service: $label', ({ thrown }) => {
    expect(parseImmError(thrown)).toMatchObject({
      code: 'StatusConflict',
      status: 409,
      requestId,
      message: answer.Message,
    });
  });

  it.each([
    {
      label: 'RFC 9457',
      thrown: { type: 'about:blank', title: 'Too many requests', status: 429 },
      expected: { code: '', status: 429, category: 'throttling', message: 'Too many requests' },
    },
    {
      label: 'an HTML page with a status',
      thrown: { status: 502, data: '<html><title>502 Bad Gateway</title></html>' },
      expected: { code: '', status: 502, category: 'unavailable', message: '502 Bad Gateway' },
    },
    {
      label: 'an HTML page alone',
      thrown: '<!DOCTYPE html><title>Sign in</title><code>x</code>',
      expected: { code: 'UnreadableAnswer', message: 'Sign in' },
    },
    {
      label: 'the console gateway',
      thrown: { code: 'NoPermission', message: 'no', requestId, accessDeniedDetail: denial },
      expected: { code: 'NoPermission', category: 'permission', accessDenied: denialFacts },
    },
    {
      label: 'the console gateway with a number',
      thrown: { code: '403', message: 'You are not authorized.', requestId },
      expected: { code: '', status: 403, category: 'permission' },
    },
    {
      label: 'several calls in one of the console gateway',
      thrown: { code: '200', withFailedRequest: true, data: [{ code: '200' }, { code: 'NoPermission', requestId }] },
      expected: { code: 'NoPermission', requestId },
    },
    {
      label: 'several calls in one of the console gateway, by number',
      thrown: {
        code: '200',
        withFailedRequest: true,
        data: { 0: { code: '200' }, 1: { code: 'NoPermission', requestId } },
      },
      expected: { code: 'NoPermission', requestId },
    },
    {
      label: "the console gateway's end of a session",
      thrown: { code: 'ConsoleNeedLogin', message: 'need login', requestId },
      expected: { code: 'ConsoleNeedLogin', category: 'credentials', outcome: 'not-applied', requestId },
    },
    {
      label: "the console gateway's end of a form token",
      thrown: { code: 'PostonlyOrTokenError', message: 'token', requestId },
      expected: { code: 'PostonlyOrTokenError', category: 'credentials', outcome: 'not-applied' },
    },
    {
      label: "the console fetcher's answer with a status, which hides the service's own",
      thrown: errorWith('Response status error, try again later.', {
        name: 'FetcherErrorResponseStatus',
        code: '409',
        config: { url: '/data/api.json', method: 'POST' },
        responseData: { ...answer, RequestId: requestId },
      }),
      expected: { code: 'StatusConflict', status: 409, requestId, message: answer.Message },
    },
    {
      label: "the console fetcher's business error, its title apart",
      thrown: {
        name: 'FetcherErrorBiz',
        title: 'Failed',
        code: 'StatusConflict',
        message: answer.Message,
        requestId,
        config: {},
      },
      expected: { code: 'StatusConflict', requestId, message: answer.Message },
    },
    {
      label: "the console fetcher's lost connection as the plain object that useService makes of it",
      thrown: { name: 'FetcherErrorNetwork', config: { url: '/data/api.json' } },
      expected: { category: 'network', outcome: 'unknown' },
    },
    {
      label: "the console fetcher's time-out as a plain object",
      thrown: { name: 'FetcherErrorTimeout', config: { url: '/data/api.json' } },
      expected: { category: 'timeout', outcome: 'unknown' },
    },
    {
      label: 'RFC 9457 with a detail, which says more than its title',
      thrown: { title: 'Too many requests', status: 429, detail: 'Wait for a minute.' },
      expected: { category: 'throttling', message: 'Wait for a minute.' },
    },
    {
      label: "an SDK's text about throttling, its code lost",
      thrown: `com.aliyun.tea.TeaException: code: 400, Request was denied due to user flow control. request id: ${requestId}`,
      expected: { code: '', status: 400, category: 'throttling', outcome: 'unknown', requestId },
    },
  ])('are read by their structure: $label', ({ thrown, expected }) => {
    expect(parseImmError(thrown)).toMatchObject(expected);
  });
});

describe('headers', () => {
  const date = 'Mon, 23 Nov 2026 10:00:00 GMT';

  it.each([
    { label: 'x-acs-retry-after in ms', headers: { 'x-acs-retry-after': '80' }, expected: 80 },
    { label: 'Retry-After in seconds', headers: { 'Retry-After': '7' }, expected: 7000 },
    {
      label: "Retry-After as a date, by the server's clock",
      headers: { 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT', date },
      expected: 30_000,
    },
    { label: 'both', headers: { 'retry-after': '7', 'x-acs-retry-after': '80' }, expected: 80 },
    { label: 'zero', headers: { 'x-acs-retry-after': '0' }, expected: undefined },
    { label: 'a negative number', headers: { 'x-acs-retry-after': '-5' }, expected: undefined },
    { label: 'a number with a unit', headers: { 'x-acs-retry-after': '1.9s' }, expected: undefined },
    { label: 'an absurd number', headers: { 'retry-after': '99999999' }, expected: undefined },
    { label: 'undefined', headers: { 'retry-after': 'undefined' }, expected: undefined },
    {
      label: 'a date in the past',
      headers: { 'retry-after': 'Mon, 23 Nov 2026 09:59:00 GMT', date },
      expected: undefined,
    },
  ])('give the wait: $label', ({ headers, expected }) => {
    expect(parseImmError(new Response('', { status: 429, headers })).retryAfterMs).toBe(expected);
    expect(parseImmError({ status: 429, headers }).retryAfterMs).toBe(expected);
  });

  it('give the time of the server and a request id', () => {
    const error = parseImmError(new Response('', { status: 500, headers: { date, 'x-acs-request-id': requestId } }));
    expect(error).toMatchObject({
      status: 500,
      requestId,
      serverTime: Date.UTC(2026, 10, 23, 10),
      category: 'unavailable',
    });
  });
});

describe('what failed below HTTP', () => {
  it.each([
    { label: 'Chromium', thrown: new TypeError('Failed to fetch'), category: 'network', outcome: 'unknown' },
    {
      label: 'Firefox',
      thrown: new TypeError('NetworkError when attempting to fetch resource.'),
      category: 'network',
      outcome: 'unknown',
    },
    { label: 'Safari', thrown: new TypeError('Load failed'), category: 'network', outcome: 'unknown' },
    {
      label: 'Safari, offline',
      thrown: new TypeError('The Internet connection appears to be offline.'),
      category: 'network',
      outcome: 'not-applied',
    },
    {
      label: 'Safari, unknown host',
      thrown: new TypeError('A server with the specified hostname could not be found.'),
      category: 'network',
      outcome: 'not-applied',
    },
    {
      label: 'Safari, refused',
      thrown: new TypeError('Could not connect to the server.'),
      category: 'network',
      outcome: 'not-applied',
    },
    {
      label: 'Safari, too late',
      thrown: new TypeError('The request timed out.'),
      category: 'timeout',
      outcome: 'unknown',
    },
    { label: 'Safari, cancelled', thrown: new TypeError('cancelled'), category: 'aborted', outcome: 'unknown' },
    {
      label: 'WebKit, lost',
      thrown: new TypeError('A network error occurred.'),
      category: 'network',
      outcome: 'unknown',
    },
    {
      label: 'Node, refused',
      thrown: new TypeError('fetch failed', { cause: errorWith('x', { code: 'ECONNREFUSED' }) }),
      category: 'network',
      outcome: 'not-applied',
    },
    {
      label: 'Node, reset',
      thrown: errorWith('socket hang upPOST http://imm.aliyuncs.com/ failed.', { code: 'ECONNRESET' }),
      category: 'network',
      outcome: 'unknown',
    },
    {
      label: 'Node, unknown host',
      thrown: errorWith('getaddrinfo', { code: 'ENOTFOUND' }),
      category: 'network',
      outcome: 'not-applied',
    },
    {
      label: 'undici, headers late',
      thrown: new TypeError('fetch failed', { cause: errorWith('x', { code: 'UND_ERR_HEADERS_TIMEOUT' }) }),
      category: 'timeout',
      outcome: 'unknown',
    },
    {
      label: 'axios without an answer',
      thrown: errorWith('Network Error', { name: 'AxiosError', code: 'ERR_NETWORK' }),
      category: 'network',
      outcome: 'unknown',
    },
    {
      label: 'axios, too late',
      thrown: errorWith('timeout of 3000ms exceeded', { name: 'AxiosError', code: 'ECONNABORTED' }),
      category: 'timeout',
      outcome: 'unknown',
    },
    {
      label: 'axios, cancelled',
      thrown: errorWith('canceled', { name: 'CanceledError', code: 'ERR_CANCELED' }),
      category: 'aborted',
      outcome: 'unknown',
    },
    { label: 'a cancelled query', thrown: new Error('CancelledError'), category: 'aborted', outcome: 'unknown' },
    { label: 'an aborted fetch', thrown: new DOMException('x', 'AbortError'), category: 'aborted', outcome: 'unknown' },
    {
      label: 'AbortSignal.timeout',
      thrown: new DOMException('x', 'TimeoutError'),
      category: 'timeout',
      outcome: 'unknown',
    },
    {
      label: 'httpx',
      thrown: errorWith('ReadTimeout(3000). POST http://imm.aliyuncs.com/ failed.', { name: 'RequestTimeoutError' }),
      category: 'timeout',
      outcome: 'unknown',
    },
    {
      label: 'a chunk of webpack',
      thrown: errorWith('Loading chunk 3 failed.', { name: 'ChunkLoadError' }),
      category: 'unknown',
      outcome: 'not-applied',
    },
    {
      label: 'a dynamic import',
      thrown: new TypeError('Failed to fetch dynamically imported module: https://a/b.js'),
      category: 'unknown',
      outcome: 'not-applied',
    },
    { label: 'a bug', thrown: new TypeError('x is not a function'), category: 'unknown', outcome: 'unknown' },
    {
      label: 'a bug with a code of Node',
      thrown: errorWith('x', { code: 'ERR_INVALID_ARG_TYPE' }),
      category: 'unknown',
      outcome: 'unknown',
    },
  ])('is told apart: $label', ({ thrown, category, outcome }) => {
    expect(parseImmError(thrown)).toMatchObject({ category, outcome });
  });
});

describe('an ImmError', () => {
  const error = new ImmError({
    code: 'Throttling.User',
    message: 'm',
    status: 400,
    requestId,
    retryAfterMs: 5,
    accessDenied: denialFacts,
    params: { P: 'X' },
  });

  it('is returned as it is', () => {
    expect(parseImmError(error)).toBe(error);
  });

  it('survives JSON', () => {
    const copy = parseImmError(JSON.parse(JSON.stringify(error)));
    expect(copy).not.toBe(error);
    expect(isImmError(copy)).toBe(true);
    expect(copy.toJSON()).toEqual(error.toJSON());
  });

  it('is one no more once it was cloned, which leaves an Error its message alone', () => {
    const clone: unknown = structuredClone(error);
    expect(clone).toMatchObject({ name: 'Error', message: 'm' });
    expect(clone).not.toHaveProperty('code');
    expect(isImmError(clone)).toBe(false);
    expect(isImmError(JSON.parse(JSON.stringify(error)))).toBe(false);
  });

  it('crosses to a worker as plain data, whatever its cause', () => {
    const uncloneable = parseImmError({ Code: 'Timeout', Message: 'm', RequestId: requestId, retry() {} });
    expect(() => structuredClone(uncloneable)).toThrow('could not be cloned');

    const sent = structuredClone(uncloneable.toJSON());
    expect(isImmError(sent)).toBe(false);
    const received = parseImmError(sent);
    expect(isImmError(received)).toBe(true);
    expect(received.toJSON()).toEqual(uncloneable.toJSON());
  });

  it('is recognised behind another error', () => {
    expect(parseImmError(new Error('Saving failed', { cause: error })).toJSON()).toEqual(error.toJSON());
  });

  it('takes what the caller knows and the answer did not say', () => {
    const withAction = parseImmError(error, { action: 'CreateProject', regionId: 'cn-beijing' });
    expect(withAction).toMatchObject({
      action: 'CreateProject',
      regionId: 'cn-beijing',
      code: 'Throttling.User',
      message: 'm',
    });
    expect(parseImmError(withAction, { action: 'CreateProject' })).toBe(withAction);
    expect(parseImmError(withAction, { action: 'Other' }).action).toBe('Other');
  });

  it('is the same for the same thrown object', () => {
    const thrown = { ...body };
    expect(parseImmError(thrown)).toBe(parseImmError(thrown));
    expect(parseImmError(thrown).cause).toBe(thrown);
  });

  it('prefers what the answer says to what the caller knows', () => {
    expect(parseImmError({ ...body }, { regionId: 'cn-beijing' }).regionId).toBe('cn-hangzhou');
  });
});

describe('values named in messages', () => {
  it.each([
    { message: 'Specified parameter MaxKeys is not valid.', params: { P: 'MaxKeys' } },
    { message: 'Parameter ProjectName is invalid', params: { P: 'ProjectName' } },
    { message: 'Project is mandatory for this action.', params: { P: 'Project' } },
    {
      message: 'Specified parameter JSON Array parsing error, Sources.1.URI is not valid.',
      params: { P: 'Sources.1.URI' },
    },
    { message: 'The payload size exceeds maximum allowed size (1048576 bytes).', params: { max: 1_048_576 } },
    { message: 'Index KV count exceeded, should be no more than 100.', params: { max: 100 } },
    { message: '您已开通,请前往<a href="https://imm.console.aliyun.com/">控制台</a>使用', params: {} },
  ])('of "$message"', ({ message, params }) => {
    expect(parseImmError({ Code: 'InvalidArgument', Message: message }).params).toEqual(params);
  });

  it.each([
    { code: 'UnsupportedAction', message: "The requested action 'Foo' is not supported. Please check.", name: 'Foo' },
    {
      code: 'UnsupportedAPIVersion',
      message: "The requested API version '2017-01-01' is not supported yet.",
      name: '2017-01-01',
    },
    {
      code: 'MissingRequiredHeader',
      message: 'The required HTTP header x-acs-date was not specified.',
      name: 'x-acs-date',
    },
    {
      code: 'UnsupportedAction',
      message: "The requested action '%s' is not supported. Please check.",
      name: undefined,
    },
  ])('of $code: $name', ({ code, message, name }) => {
    expect(parseImmError({ Code: code, Message: message }).params['name']).toBe(name);
  });

  it('are no parameters where no field is meant', () => {
    const error = parseImmError({
      Code: 'InvalidSignatureMethod',
      Message: 'Specified parameter signature method is not valid.',
    });
    expect(error.params).toEqual({});
  });

  it('are shown without markup', () => {
    const error = parseImmError({
      Code: 'ORDER.OPENED',
      Message: '您已开通,请前往<a href="https://imm.console.aliyun.com/">控制台</a>使用',
    });
    expect(error).toMatchObject({ code: 'ORDER.OPENED', message: '您已开通,请前往控制台使用' });
  });
});
