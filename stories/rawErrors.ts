/**
 * Failures as they reach an app: bodies of IMM, errors of the SDKs, what browsers and gateways leave behind.
 *
 * Stories are fed with these and never with a prepared state, so that the whole road runs: parse, describe, show.
 * Each call makes a fresh one, as each request does.
 */

const requestId = 'D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E';
const hostId = 'imm.cn-hangzhou.aliyuncs.com';

/** The JSON body of a failed answer. */
export interface ImmBody {
  RequestId: string;
  HostId: string;
  Code: string;
  Message: string;
  Recommend: string;
  AccessDeniedDetail?: object | undefined;
}

/** IMM's JSON body. */
export function immBody(code: string, message: string, more: Partial<ImmBody> = {}): ImmBody {
  return {
    RequestId: requestId,
    HostId: hostId,
    Code: code,
    Message: message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=imm&requestId=${requestId}`,
    ...more,
  };
}

/** The answer itself, as `fetch` gives it. */
export function immResponse(status: number, body: ImmBody, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'x-acs-request-id': body.RequestId, ...headers } });
}

/** What `@alicloud/openapi-core` throws. */
export function openapiCoreError(status: number, body: ImmBody, more: object = {}): Error {
  const message = `${body.Code}: code: ${status}, ${body.Message} request id: ${body.RequestId}`;
  return Object.assign(new Error(message), {
    name: status < 500 ? 'ClientError' : 'ServerError',
    code: body.Code,
    statusCode: status,
    requestId: body.RequestId,
    description: body.Recommend,
    accessDeniedDetail: body.AccessDeniedDetail,
    data: { ...body, statusCode: status },
    ...more,
  });
}

/** What `@alicloud/pop-core` throws. Its message and its `url` carry the signed address, keys and all. */
export function popCoreError(body: ImmBody): Error {
  const url = `https://${hostId}/?Action=CreateProject&AccessKeyId=LTAI5tStoryStoryStory01&Signature=c3RvcnkgJDEyMw%3D%3D`;
  return Object.assign(new Error(`${body.Message}, URL: ${url}`), {
    name: `${body.Code}Error`,
    code: body.Code,
    data: body,
    url,
    entry: { url, request: { headers: {} }, response: { statusCode: 400, headers: {} } },
  });
}

/** Why RAM refused: no policy allows the action. */
export const implicitDeny = {
  AuthAction: 'imm:CreateProject',
  AuthResource: 'acs:imm:cn-hangzhou:1029384756102938:project/films',
  AuthPrincipalType: 'SubUser',
  AuthPrincipalDisplayName: 'lin.wei',
  AuthPrincipalOwnerId: '1029384756102938',
  NoPermissionType: 'ImplicitDeny',
  PolicyType: 'AccountLevelIdentityBasedPolicy',
  EncodedDiagnosticMessage: `AQEAAAAAaIYaa0ZENzM4RDAwLTg4${'QkEtNTIyNC04RkQ5LTg3'.repeat(12)}`,
};

/** Why RAM refused: a control policy of the resource directory denies the action, and no grant outweighs it. */
export const explicitDeny = {
  ...implicitDeny,
  AuthPrincipalType: 'AssumedRoleUser',
  AuthPrincipalDisplayName: 'console-operator:li.na',
  NoPermissionType: 'ExplicitDeny',
  PolicyType: 'ControlPolicy',
};

const hostileName = '<img src=x onerror="alert(1)">\u202Egnp.exe\u2066 <script>alert(2)</script>';

/** One raw failure for each situation that a product meets. */
export const rawErrors = {
  missingName: () => immBody('MissingProjectName', 'ProjectName is mandatory for this action.'),
  invalidSource: () =>
    openapiCoreError(400, immBody('InvalidSources.1.URI', 'Specified parameter Sources.1.URI is not valid.')),
  duplicate: () => immBody('ResourceAlreadyExists', 'The specified resource project already exists.'),
  notFound: () => openapiCoreError(400, immBody('ResourceNotFound', 'The specified resource dataset is not found.')),
  quotaReached: () => immBody('LimitExceededError', 'Message: resource count exceeds the limit'),
  forbidden: () =>
    openapiCoreError(
      403,
      immBody('AccessDenied', 'You are not authorized to perform imm:CreateProject.', {
        AccessDeniedDetail: implicitDeny,
      }),
    ),
  explicitDeny: () =>
    immBody('Forbidden.RAM', 'User not authorized to operate on the specified resource.', {
      AccessDeniedDetail: explicitDeny,
    }),
  serviceRole: () => immBody('OSSAccessError', 'OSS access error. Please check your permission.'),
  userThrottled: () =>
    openapiCoreError(400, immBody('Throttling.User', 'Request was denied due to user flow control.'), {
      name: 'ThrottlingError',
      retryAfter: 3000,
    }),
  apiThrottled: () => popCoreError(immBody('Throttling.Api', 'The request was denied due to flow control.')),
  statusConflict: () => immBody('StatusConflict', 'The dataset is in use. Please try again later.'),
  changedMeanwhile: () =>
    openapiCoreError(412, immBody('PreconditionFailed', 'The resource to be modified has been changed.')),
  notReady: () => immBody('StateConflict', 'User operation is not valid. Please try again later.'),
  tokenExpired: () => immBody('InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.'),
  wrongClock: () => immBody('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.'),
  inDebt: () => immBody('Forbidden.AccountInDebt', 'The specified account is in debt. Please check your permission.'),
  regionMaintaining: () =>
    openapiCoreError(
      503,
      immBody('ServiceUnavailable.RegionMaintaining', 'System maintenance is in progress on the selected region.'),
    ),
  internalError: () =>
    openapiCoreError(500, immBody('InternalError', 'The request has been failed due to some unknown error.')),
  offline: () =>
    Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostId}POST https://${hostId}/ failed.`), { code: 'ENOTFOUND' }),
  fetchFailed: () => new TypeError('Failed to fetch'),
  connectionLost: () =>
    Object.assign(new Error(`socket hang upPOST https://${hostId}/ failed.`), { code: 'ECONNRESET' }),
  clientTimeout: () =>
    Object.assign(new Error(`ReadTimeout(3000). POST https://${hostId}/ failed.`), { name: 'RequestTimeoutError' }),
  stalePage: () => new TypeError('Failed to fetch dynamically imported module: https://console.example/Tasks-4f2a.js'),
  htmlAnswer: () => ({
    name: 'SyntaxError',
    message: "Unexpected '<'",
    at: 1,
    text: '<html><head><title>502 Bad Gateway</title></head><body>Tengine</body></html>',
  }),
  appBug: () => new TypeError("Cannot read properties of undefined (reading 'map')"),
  unknownCode: () =>
    immBody('ORDER.OPENED', '您已开通，请前往<a href="https://imm.console.aliyun.com/">控制台</a>使用'),
  aborted: () => new DOMException('The user aborted a request.', 'AbortError'),
  thrownNull: () => null,
  hostile: () =>
    immBody(`Missing${hostileName}`, `${hostileName} is mandatory for this action.`, {
      RequestId: hostileName,
      HostId: `imm.cn-hangzhou.aliyuncs.com.${hostileName}`,
      Recommend: 'javascript:alert(3)',
    }),
  long: () =>
    openapiCoreError(
      403,
      immBody('AccessDenied', 'The requested resource is not available to you. '.repeat(110), {
        HostId: `${'a-very-long-endpoint-name-'.repeat(9)}.aliyuncs.com`,
        AccessDeniedDetail: {
          ...implicitDeny,
          AuthResource: `acs:imm:cn-hangzhou:1029384756102938:project/${'films-of-the-nineteen-thirties-'.repeat(8)}`,
        },
      }),
    ),
  longName: () => immBody(`Missing${'ParameterWithoutEnd'.repeat(270)}`, 'It is mandatory for this action.'),
} satisfies Record<string, () => unknown>;

export type RawErrorName = keyof typeof rawErrors;

/** A control that offers each of them by name. Use a name as the arg, and the component gets the raw error. */
export const rawErrorArg = {
  options: Object.keys(rawErrors),
  mapping: Object.fromEntries(Object.entries(rawErrors).map(([name, make]) => [name, make()])),
  control: { type: 'select' },
  description: 'What was thrown. Also takes a query, a mutation, a state or an array of them.',
} as const;
