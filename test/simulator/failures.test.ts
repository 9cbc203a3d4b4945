import { createImmSimulator, type ImmSimulator } from 'imm-error-kit/simulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { call } from './call.js';

let now: number;
let simulator: ImmSimulator;

beforeEach(() => {
  now = Date.parse('2026-11-23T08:00:00Z');
  simulator = createImmSimulator({ now: () => now });
});

const project = { ProjectName: 'travel-photos' };
const dataset = { ...project, DatasetName: 'albums-2026' };
const media = { ProjectName: 'course-videos', Targets: [{ URI: 'oss://bucket-1/out.mp4', Container: 'mp4' }] };
const long = 'x'.repeat(300);

describe('parameters', () => {
  it.each([
    ['absent', 'CreateProject', {}, 400, 'MissingProjectName', 'ProjectName is mandatory for this action.'],
    [
      'empty',
      'CreateProject',
      { ProjectName: '' },
      400,
      'InvalidArgument',
      'The parameter ProjectName is required but not provided.',
    ],
    [
      'badly named',
      'CreateProject',
      { ProjectName: '1st project' },
      400,
      'InvalidProjectName',
      'Specified parameter ProjectName is not valid.',
    ],
    [
      'too long',
      'CreateProject',
      { ProjectName: 'demo', Description: long },
      400,
      'InvalidDescription',
      'Specified parameter Description is not valid.',
    ],
    [
      'no number',
      'CreateProject',
      { ProjectName: 'demo', DatasetMaxBindCount: 'ten' },
      400,
      'InvalidDatasetMaxBindCount',
      'Specified parameter DatasetMaxBindCount is not valid.',
    ],
    [
      'too big',
      'CreateProject',
      { ProjectName: 'demo', DatasetMaxBindCount: 11 },
      400,
      'LimitExceededError',
      'Message: input quota exceed the max value',
    ],
    [
      'of an unknown template',
      'CreateProject',
      { ProjectName: 'demo', TemplateId: 'Mine' },
      400,
      'InvalidTemplateId',
      'Specified parameter TemplateId is not valid.',
    ],
    [
      'an unknown service role',
      'CreateProject',
      { ProjectName: 'demo', ServiceRole: 'Nobody' },
      403,
      'Forbidden.ServiceRole',
      'Cannot access specified service role. Please check your permission.',
    ],
    [
      'a broken array',
      'CreateProject',
      { ProjectName: 'demo', Tag: '[{"Key"' },
      400,
      'InvalidJSON Array parsing error, Tag',
      'Specified parameter JSON Array parsing error, Tag is not valid.',
    ],
    [
      'a broken object',
      'IndexFileMeta',
      { ...dataset, File: '{"URI"' },
      400,
      'MalformedPOSTRequest',
      'Invalid json string.',
    ],
    [
      'absent inside another',
      'CreateMediaConvertTask',
      { ...media, Sources: [{}] },
      400,
      'InvalidArgument',
      'The parameter Sources.1.URI is required but not provided.',
    ],
    [
      'invalid inside another',
      'CreateMediaConvertTask',
      { ...media, Sources: [{ URI: 'http://a/b' }] },
      400,
      'InvalidArgument',
      'The parameter Sources.1.URI is not valid.',
    ],
    [
      'too many bytes',
      'IndexFileMeta',
      { ...dataset, File: { URI: 'oss://bucket-1/a.jpg' }, UserData: '图'.repeat(700) },
      400,
      'EntityTooLarge',
      'The payload size exceeds maximum allowed size (2048 bytes).',
    ],
    [
      'a page too long',
      'ListProjects',
      { MaxResults: 201 },
      400,
      'InvalidMaxResults',
      'Specified parameter MaxResults is not valid.',
    ],
    [
      'a broken token',
      'ListProjects',
      { NextToken: '%%%' },
      400,
      'InvalidNextToken',
      'Specified parameter NextToken is not valid.',
    ],
    [
      'an unknown operator',
      'SimpleQuery',
      { ...dataset, Query: { Field: 'Size', Operation: 'near', Value: '1' } },
      400,
      'InvalidArgument',
      'The parameter Query.Operation is not valid.',
    ],
    [
      'named like a prototype',
      'CreateProject',
      { '__proto__.ProjectName': 'demo', constructor: 'x' },
      400,
      'MissingProjectName',
      'ProjectName is mandatory for this action.',
    ],
  ])('refuses one that is %s (%s)', async (_label, action, params, status, code, message) => {
    const answer = await call(simulator, action, params);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      Code: code,
      Message: message,
      HostId: 'imm.cn-hangzhou.aliyuncs.com',
      RequestId: answer.headers.get('x-acs-request-id'),
    });
    const recommend = new URL(answer.body.Recommend);
    expect(recommend.origin + recommend.pathname).toBe('https://api.aliyun.com/troubleshoot');
    expect(Object.fromEntries(recommend.searchParams)).toEqual({
      q: code,
      product: 'imm',
      requestId: answer.body.RequestId,
    });
  });
});

it('keeps hostile names out of every prototype', async () => {
  const params = {
    '__proto__.polluted': 'yes',
    'Tag.__proto__.polluted': 'yes',
    'constructor.prototype.polluted': 'yes',
  };
  await call(simulator, 'CreateProject', params);
  expect(Reflect.has({}, 'polluted')).toBe(false);
});

describe('resources', () => {
  it.each([
    [
      'a project that exists',
      'CreateProject',
      project,
      400,
      'ResourceAlreadyExists',
      'The specified resource project already exists.',
    ],
    [
      'a dataset that exists',
      'CreateDataset',
      dataset,
      400,
      'ResourceAlreadyExists',
      'The specified resource dataset already exists.',
    ],
    [
      'a project that is not there',
      'GetProject',
      { ProjectName: 'nowhere' },
      400,
      'ResourceNotFound',
      'The specified resource project is not found.',
    ],
    [
      'a dataset that is not there',
      'GetDataset',
      { ...project, DatasetName: 'nowhere' },
      400,
      'ResourceNotFound',
      'The specified resource dataset is not found.',
    ],
    [
      'a task that is not there',
      'GetTask',
      { ...project, TaskId: 'x', TaskType: 'MediaConvert' },
      400,
      'ResourceNotFound',
      'The specified resource task is not found.',
    ],
    [
      'a project with datasets',
      'DeleteProject',
      project,
      409,
      'StatusConflict',
      'The project still contains datasets. Please delete them first.',
    ],
    [
      'a private bucket',
      'IndexFileMeta',
      { ...dataset, File: { URI: 'oss://private-bucket/a.jpg' } },
      400,
      'OSSAccessError',
      'OSS access error. Please check your permission.',
    ],
    [
      'a file that cannot be downloaded',
      'IndexFileMeta',
      { ...dataset, File: { URI: 'oss://bucket-1/blocked.jpg' } },
      400,
      'InvalidFile.DownloadFailed',
      'The resource File can not be downloaded. Please check.',
    ],
    [
      'a source that is no video',
      'CreateMediaConvertTask',
      { ...media, Sources: [{ URI: 'oss://bucket-1/a.pdf' }] },
      400,
      'InvalidMedia.Unsupported',
      'The resource Media is not supported. Please check.',
    ],
  ])('refuses %s', async (_label, action, params, status, code, message) => {
    const answer = await call(simulator, action, params);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ Code: code, Message: message });
  });

  it('refuses a change on top of another version', async () => {
    const read = await call(simulator, 'GetProject', project);
    const headers = { 'if-match': read.headers.get('etag') ?? '' };
    const change = { ...project, Description: 'mine' };
    expect((await call(simulator, 'UpdateProject', change, { headers })).status).toBe(200);

    const late = await call(simulator, 'UpdateProject', { ...project, Description: 'yours' }, { headers });
    expect(late.status).toBe(412);
    expect(late.body.Code).toBe('PreconditionFailed');
    expect((await call(simulator, 'GetProject', project)).body.Project.Description).toBe('mine');
  });

  it('refuses to change a project while a task runs in it', async () => {
    await call(simulator, 'CreateMediaConvertTask', { ...media, Sources: [{ URI: 'oss://bucket-1/a.mp4' }] });
    const change = { ProjectName: 'course-videos', Description: 'x' };
    expect((await call(simulator, 'UpdateProject', change)).body.Code).toBe('StatusConflict');
    now += 4000;
    expect((await call(simulator, 'UpdateProject', change)).status).toBe(200);
  });

  it('refuses the project after the last one', async () => {
    simulator = createImmSimulator({ now: () => now, limits: { projects: 3 } });
    const { status, body } = await call(simulator, 'CreateProject', { ProjectName: 'one-more' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ Code: 'LimitExceededError', Message: 'Message: resource count exceeds the limit' });
  });
});

describe('limits', () => {
  it('throttles one API, and tells the true wait', async () => {
    for (let count = 0; count < 10; count++) expect((await call(simulator, 'ListProjects')).status).toBe(200);
    const refused = await call(simulator, 'ListProjects');
    expect(refused.status).toBe(400);
    expect(refused.body.Code).toBe('Throttling.Api');
    expect(refused.headers.get('x-acs-retry-after')).toBe('100');
    expect((await call(simulator, 'GetProject', project)).status).toBe(200);

    now += 99;
    expect((await call(simulator, 'ListProjects')).status).toBe(400);
    now += 1;
    expect((await call(simulator, 'ListProjects')).status).toBe(200);
  });

  it('has a limit of its own for making projects', async () => {
    const codes = [];
    for (const ProjectName of ['a1', 'a2', 'a3', 'a4']) {
      codes.push((await call(simulator, 'CreateProject', { ProjectName })).body.Code);
    }
    expect(codes).toEqual([undefined, undefined, undefined, 'Throttling.Api']);
  });

  it('throttles one user over all APIs', async () => {
    for (let count = 0; count < 10; count++) {
      await call(simulator, 'ListProjects');
      await call(simulator, 'GetProject', project);
    }
    const refused = await call(simulator, 'ListDatasets', project);
    expect(refused.body.Code).toBe('Throttling.User');
    expect(refused.headers.get('x-acs-retry-after')).toBe('50');

    const other = await call(simulator, 'ListDatasets', project, { headers: { 'x-imm-role': 'reader' } });
    expect(other.status).toBe(200);
  });

  it('stops a project that has used its compute units up', async () => {
    const convert = () =>
      call(simulator, 'CreateMediaConvertTask', { ...media, Sources: [{ URI: 'oss://bucket-1/a.mp4' }] });
    expect([(await convert()).status, (await convert()).status]).toEqual([200, 200]);
    const refused = await convert();
    expect(refused.status).toBe(400);
    expect(refused.body.Code).toBe('QuotaExhausted.CU');
    expect(refused.headers.get('x-acs-retry-after')).toBe('200');
    now += 200;
    expect((await convert()).status).toBe(200);
  });

  it('refuses a body that is too large', async () => {
    simulator = createImmSimulator({ limits: { payloadBytes: 100 } });
    const { status, body } = await call(simulator, 'CreateProject', { ProjectName: 'demo', Description: long });
    expect(status).toBe(400);
    expect(body.Message).toBe('The payload size exceeds maximum allowed size (100 bytes).');
  });
});

describe('roles', () => {
  it.each([
    ['reader', 403, 'AccessDenied', 'ImplicitDeny', 'AccountLevelIdentityBasedPolicy', 'SubUser'],
    ['blocked-by-control-policy', 403, 'AccessDenied', 'ExplicitDeny', 'ControlPolicy', 'AssumedRoleUser'],
  ])('refuses %s and says why', async (role, status, code, noPermissionType, policyType, principalType) => {
    const options = { headers: { 'x-imm-role': role } };
    const answer = await call(simulator, 'CreateDataset', { ...project, DatasetName: 'mine' }, options);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      Code: code,
      AccessDeniedDetail: {
        AuthAction: 'imm:CreateDataset',
        AuthResource: 'acs:imm:cn-hangzhou:1029384756102938:project/travel-photos/dataset/mine',
        AuthPrincipalType: principalType,
        AuthPrincipalOwnerId: '1029384756102938',
        NoPermissionType: noPermissionType,
        PolicyType: policyType,
        EncodedDiagnosticMessage: expect.stringMatching(/^AQ[\w+/=]{40,}$/),
      },
    });
    expect((await call(simulator, 'GetProject', project, options)).status).toBe(200);
  });

  it.each([
    ['expired-session', 400, 'InvalidSecurityTokenExpired'],
    ['in-debt', 403, 'Forbidden.AccountInDebt'],
    ['no-service-role', 403, 'Forbidden.ServiceRole'],
    ['not-activated', 403, 'ForbiddenProductDisabled'],
  ])('refuses %s', async (role, status, code) => {
    const answer = await call(simulator, 'CreateProject', { ProjectName: 'demo' }, { headers: { 'x-imm-role': role } });
    expect(answer.status).toBe(status);
    expect(answer.body.Code).toBe(code);
  });
});

it('names the roles there are to whoever asks for another', async () => {
  const { body } = await call(simulator, 'ListProjects', {}, { headers: { 'x-imm-role': 'king' } });
  expect(body.Message).toMatch(/^The role 'king' is not one of owner, reader, /);
});

it('keeps a log of what it answered', async () => {
  await call(simulator, 'GetProject', { ProjectName: 'nowhere' }, { headers: { 'x-imm-role': 'reader' } });
  expect(simulator.getLog()).toEqual([
    {
      at: now,
      action: 'GetProject',
      region: 'cn-hangzhou',
      role: 'reader',
      requestId: expect.any(String),
      status: 400,
      code: 'ResourceNotFound',
    },
  ]);
});

describe('requests', () => {
  const send = async (url: string, init: RequestInit = {}) => {
    const response = await simulator.fetch(new Request(`https://imm.example.com/${url}`, init));
    return { status: response.status, ...(await response.json()) };
  };
  const query = '?Action=ListProjects&Version=2020-09-30';

  it.each([
    ['no action', '?Version=2020-09-30', {}, 400, 'MissingAction', 'Action is mandatory for this action.'],
    ['no version', '?Action=ListProjects', {}, 400, 'MissingVersion', 'Version is mandatory for this action.'],
    [
      'another version',
      '?Action=ListProjects&Version=2017-09-06',
      {},
      400,
      'UnsupportedAPIVersion',
      "The requested API version '2017-09-06' is not supported yet. Please check.",
    ],
    [
      'an unknown action',
      '?Action=MakeCoffee&Version=2020-09-30',
      {},
      400,
      'UnsupportedAction',
      "The requested action 'MakeCoffee' is not supported. Please check.",
    ],
    [
      'a broken action',
      '?Action=%3Cb%3E&Version=2020-09-30',
      {},
      400,
      'InvalidAction',
      'Specified action is not valid.',
    ],
    [
      'another method',
      query,
      { method: 'PUT' },
      405,
      'HTTPMethodNotAllowed',
      'The request http method is not supported for this resource. Please refer to document.',
    ],
    [
      'another content type',
      query,
      { method: 'POST', body: 'a', headers: { 'content-type': 'text/csv' } },
      415,
      'UnsupportedMediaType',
      "The content type must be 'application/x-www-form-urlencoded'.",
    ],
    [
      'broken JSON',
      query,
      { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
      400,
      'MalformedPOSTRequest',
      'Invalid json string.',
    ],
    [
      'a region in maintenance',
      `${query}&RegionId=ap-southeast-5`,
      {},
      503,
      'ServiceUnavailable.RegionMaintaining',
      'System maintenance is in progress on the selected region. Please wait a few minutes before trying again.',
    ],
    ['an unknown region', `${query}&RegionId=mars-1`, {}, 400, 'SDK.InvalidRegionId', 'The region ID is invalid.'],
  ])('refuses %s', async (_label, url, init, status, code, message) => {
    expect(await send(url, init)).toMatchObject({ status, Code: code, Message: message });
  });

  it('refuses plain HTTP if told to', async () => {
    simulator = createImmSimulator({ requireHttps: true });
    const response = await simulator.fetch(new Request(`http://imm.example.com/${query}`));
    expect(await response.json()).toMatchObject({ Code: 'InvalidProtocolNeedSsl' });
  });

  it('refuses calls without credentials if told to', async () => {
    simulator = createImmSimulator({ anonymousRole: null });
    expect(await send(query)).toMatchObject({ status: 400, Code: 'MissingAccessKeyId' });
  });

  it('lets pages of another origin call it and read its headers', async () => {
    const preflight = await simulator.fetch(
      new Request('https://imm.example.com/', {
        method: 'OPTIONS',
        headers: {
          origin: 'http://localhost:6006',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'x-imm-role',
        },
      }),
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-imm-role');

    const { headers } = await call(simulator, 'ListProjects', {}, { headers: { origin: 'http://localhost:6006' } });
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:6006');
    expect(headers.get('access-control-expose-headers')).toContain('x-acs-retry-after');
  });
});
