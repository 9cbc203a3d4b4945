import fc from 'fast-check';

const keys = fc.constantFrom(
  ...['Code', 'code', 'CODE', 'ErrorCode', 'Message', 'message', 'msg', 'ErrorMessage', 'Reason', 'title', 'detail'],
  ...['RequestId', 'requestId', 'request_id', 'x-acs-request-id', 'HostId', 'RegionId', 'Recommend', 'RecommendDoc'],
  ...['data', 'body', 'response', 'result', 'error', 'errors', 'cause', 'extensions', 'entry', 'text', 'headers'],
  ...[
    'status',
    'statusCode',
    'Status',
    'State',
    'retryAfter',
    'x-acs-retry-after',
    'Retry-After',
    'date',
    'serverTime',
  ],
  ...['AccessDeniedDetail', 'AuthAction', 'AuthResource', 'PolicyType', 'EncodedDiagnosticMessage', 'accessDenied'],
  ...['name', 'url', 'URI', 'TaskId', 'Files', 'Binding', 'params', 'operation', 'action', 'origin', 'category'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'then', 'toJSON', 'get', 'length', 'stack'],
);

const words = fc.constantFrom(
  ...[
    'Throttling.User',
    'InvalidArgument',
    'MissingProjectName',
    'Imm Client',
    'InvalidVideo.Unsupported',
    'OK',
    '200',
  ],
  ...['ImmError', 'AbortError', 'TimeoutError', 'SyntaxError', 'AxiosError', 'ECONNRESET', 'Failed', 'imm-error-kit'],
  ...['undefined', 'null', '%s', 'NaN', '{}', '[]', '0', '-5', '1.9s', '99999999999999999999', '1e309'],
  ...['https://api.aliyun.com/troubleshoot?q=x', 'imm.cn-hangzhou.aliyuncs.com', 'Mon, 23 Nov 2026 08:00:00 GMT'],
  'InvalidArgument: code: 400, The parameter X.1.Y is required. request id: A-1',
  '*error.OpError : InvalidArgument | Index KV count exceeded, should be no more than 100.',
  'InvalidArgument, [target]:is required. 9D31D05E-FC1C-582E-B31E-3E1327F97B53',
  'api returns error: SDKError: StatusCode: 404 Code: ResourceNotFound',
  '<Error><Code>Timeout</Code><Message><![CDATA[a & b]]></Message></Error>',
  '<!DOCTYPE a [<!ENTITY x "y">]><Error><Code>&x;</Code></Error>',
  '<html><title>502 Bad Gateway</title>',
  '{"Code":"Forbidden"}',
  '{"Code":"x',
  '[{"Code":"y"}]',
  'Timeout: Throttling: Too fast. request id: A-1 request id: B-2',
  '[InvalidArgument: x] code: 400, code: 500, Status Code: 404 Code: Gone',
  'fetch failed',
  'Loading chunk 3 failed.',
);

const leaf = fc.oneof(
  words,
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, Number.NaN, 7n, Symbol('x'), new Date(Number.NaN)),
);

/** Anything that JavaScript can throw: values of every kind, with the names and texts that parsing looks for. */
export const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    tie('object'),
    tie('array'),
    tie('error'),
    tie('text'),
    tie('markup'),
    tie('bytes'),
    tie('response'),
    tie('hostile'),
  ),
  object: fc.dictionary(fc.oneof(keys, fc.string()), tie('value'), { maxKeys: 8, noNullPrototype: false }),
  array: fc.array(tie('value'), { maxLength: 5 }),
  // Cut off now and then, as answers are.
  text: fc.tuple(tie('object'), fc.nat(12)).map(([object, cut]) => jsonOf(object).slice(0, cut > 9 ? -cut : undefined)),
  markup: fc
    .dictionary(keys, fc.oneof(words, fc.string()), { maxKeys: 5 })
    .map((leaves) => `<Error>${Object.entries(leaves).map(([key, text]) => `<${key}>${text}</${key}>`)}</Error>`),
  bytes: tie('text').map((text) => new TextEncoder().encode(String(text))),
  response: fc
    .record({ body: tie('text'), status: fc.integer({ min: 200, max: 599 }), header: keys, text: words })
    .map(({ body, status, header, text }) => responseOf(String(body), status, header, text)),
  error: fc
    .record({ message: fc.oneof(words, fc.string()), cause: tie('value'), extra: tie('object') })
    .map(({ message, cause, extra }) => errorOf(message, cause, extra)),
  hostile: fc.tuple(keys, tie('value')).map(([key, inner]) => hostileOf(key, inner)),
}));

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '{';
  }
}

function responseOf(body: string, status: number, header: string, text: string): unknown {
  try {
    return new Response(body, { status, headers: { [header]: text } });
  } catch {
    // A 204 has no body, and some names are no headers'.
    return { status, headers: { [header]: text }, body };
  }
}

function errorOf(message: string, cause: unknown, extra: unknown): Error {
  const error = new Error(message, { cause });
  try {
    return Object.assign(error, extra);
  } catch {
    // A key of Error that can't be written.
    return error;
  }
}

/** An object of which one property throws, and another gives something new each time. */
function hostileOf(key: string, inner: unknown): object {
  const hostile = Object.create(null, {
    data: { enumerable: true, get: () => ({ error: inner }) },
    [key === 'data' ? 'code' : key]: {
      enumerable: true,
      get: () => {
        throw inner;
      },
    },
  });
  return hostile;
}

const secretNames = fc.constantFrom(
  ...['AccessKeySecret', 'accessKeySecret', 'access_key_secret', 'AccessKeyId', 'OSSAccessKeyId', 'SecurityToken'],
  ...['x-acs-security-token', 'security-token', 'Signature', 'x-oss-signature', 'SignatureProvided', 'StringToSign'],
  ...['x-oss-credential', 'authorization', 'Cookie', 'Set-Cookie', 'password', 'api-key'],
);

type Form = (name: string, secret: string) => string;
const forms = fc.constantFrom<Form>(
  (name, secret) => `${name}=${secret}`,
  (name, secret) => `${name}: ${secret}`,
  (name, secret) => `${name} is [${secret}]`,
  (name, secret) => JSON.stringify({ [name]: secret }),
  (name, secret) => JSON.stringify(JSON.stringify({ [name]: secret })),
  (name, secret) => JSON.stringify([name, secret]),
  (name, secret) => `https://imm.aliyuncs.com/?a=b&${encodeURIComponent(name)}=${secret}&c=d`,
  (name, secret) => encodeURIComponent(`https://imm.aliyuncs.com/?${name}=${secret}&c=d`),
  (name, secret) => encodeURIComponent(JSON.stringify({ [name]: secret })),
  (name, secret) => `<${name}>${secret}</${name}>`,
  (_, secret) => `https://me:${secret}@imm.aliyuncs.com/`,
  (_, secret) => `Bearer ${secret}`,
  (_, secret) => `LTAI5t${secret}`,
  (_, secret) => `STS.${secret}`,
);

type Place = (key: string, text: string) => unknown;
const places = fc.constantFrom<Place>(
  (key, text) => ({ Code: 'InvalidArgument', [key]: text }),
  (key, text) => ({ response: { status: 400, data: JSON.stringify({ [key]: text }) } }),
  (key, text) => ({ errors: [{ message: 'x', extensions: { [key]: text } }] }),
  (key, text) => new Error('Saving failed', { cause: Object.assign(new Error('x'), { [key]: text }) }),
  (key, text) => ({
    AccessDeniedDetail: { AuthAction: text, PolicyType: text, AuthPrincipalDisplayName: text },
    [key]: text,
  }),
  (key, text) => `<Error><Code>Imm Client</Code><${key}><![CDATA[InvalidArgument, ${text}]]></${key}></Error>`,
  (key, text) => new TextEncoder().encode(JSON.stringify({ data: { [key]: text } })),
  (_, text) => ({ name: 'ImmError', code: text, message: text, hostId: text, params: { P: text, max: text } }),
  (_, text) => new Error(text),
  (_, text) => ({ headers: { date: text, 'x-acs-retry-after': text } }),
  (_, text) => text,
);

const factKeys = fc.constantFrom(
  ...['Message', 'message', 'Code', 'HostId', 'RegionId', 'Recommend', 'title', 'url', 'error', 'Reason', 'State'],
);

/** Something thrown with a secret in it, which nothing may show. */
export const planted = fc
  .record({
    secret: fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{29}$/).map((text) => `Zq7${text}`),
    name: secretNames,
    form: forms,
    place: places,
    key: factKeys,
    before: fc.string({ maxLength: 20 }),
  })
  .map(({ secret, name, form, place, key, before }) => ({
    secret,
    thrown: place(key, `${before} ${form(name, secret)}`),
  }));
