import { createImmSimulator, type ImmSimulator } from 'imm-error-kit/simulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { call } from './call.js';

const start = Date.parse('2026-11-23T08:00:00Z');
const names = { ProjectName: 'travel-photos', DatasetName: 'albums-2026' };
const photo = 'oss://travel-photos-hz/2026/08/west-lake-sunrise.jpg';
const video = 'oss://course-videos-hz/autumn/statistics-01.mov';

let now: number;
let simulator: ImmSimulator;

beforeEach(() => {
  now = start;
  simulator = createImmSimulator({ now: () => now, limits: { apiQps: 1000, actionQps: {}, userQps: 1000, cu: 1000 } });
});

describe('projects', () => {
  it('creates, reads, changes and deletes a project', async () => {
    const created = await call(simulator, 'CreateProject', {
      ProjectName: 'demo',
      Description: 'A demo',
      'Tag.1.Key': 'team',
      'Tag.1.Value': 'web',
    });
    expect(created.status).toBe(200);
    expect(created.body).toMatchObject({
      RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
      Project: {
        ProjectName: 'demo',
        Description: 'A demo',
        ServiceRole: 'AliyunIMMDefaultRole',
        DatasetMaxBindCount: 10,
        DatasetCount: 0,
        Tags: [{ TagKey: 'team', TagValue: 'web' }],
        CreateTime: '2026-11-23T08:00:00.000Z',
      },
    });
    expect(created.headers.get('x-acs-request-id')).toBe(created.body.RequestId);

    const updated = await call(simulator, 'UpdateProject', { ProjectName: 'demo', Description: 'Changed' });
    expect(updated.body.Project).toMatchObject({ Description: 'Changed', Tags: [{ TagKey: 'team' }] });

    const read = await call(simulator, 'GetProject', { ProjectName: 'demo', WithStatistics: true });
    expect(read.body.Project).toMatchObject({ Description: 'Changed', FileCount: 0 });
    expect(read.headers.get('etag')).toBe('"2"');

    expect((await call(simulator, 'DeleteProject', { ProjectName: 'demo' })).status).toBe(200);
    expect((await call(simulator, 'GetProject', { ProjectName: 'demo' })).body.Code).toBe('ResourceNotFound');
  });

  it('lists projects by name, in pages', async () => {
    const first = await call(simulator, 'ListProjects', { MaxResults: 2 });
    expect(first.body.Projects.map((project: { ProjectName: string }) => project.ProjectName)).toEqual([
      'contract-archive',
      'course-videos',
    ]);

    const second = await call(simulator, 'ListProjects', { MaxResults: 2, NextToken: first.body.NextToken });
    expect(second.body).toMatchObject({ Projects: [{ ProjectName: 'travel-photos' }], NextToken: '' });

    const prefixed = await call(simulator, 'ListProjects', { Prefix: 'co' });
    expect(prefixed.body.Projects).toHaveLength(2);
  });

  it('goes on behind a project that was deleted between two pages', async () => {
    const first = await call(simulator, 'ListProjects', { MaxResults: 1 });
    await call(simulator, 'DeleteProject', { ProjectName: 'contract-archive' });
    const second = await call(simulator, 'ListProjects', { MaxResults: 1, NextToken: first.body.NextToken });
    expect(second.body.Projects[0].ProjectName).toBe('course-videos');
  });

  it('keeps the projects of two regions apart', async () => {
    const { body } = await call(simulator, 'GetProject', { ProjectName: 'newsroom' }, { region: 'cn-shanghai' });
    expect(body.Project.ProjectName).toBe('newsroom');
    expect((await call(simulator, 'GetProject', { ProjectName: 'newsroom' })).body.Code).toBe('ResourceNotFound');
  });
});

describe('datasets', () => {
  it('creates, reads, changes, lists and deletes a dataset', async () => {
    const created = await call(simulator, 'CreateDataset', {
      ProjectName: 'travel-photos',
      DatasetName: 'new',
      WorkflowParameters: [{ Name: 'a', Value: '1' }],
    });
    expect(created.body.Dataset).toMatchObject({
      DatasetName: 'new',
      ProjectName: 'travel-photos',
      TemplateId: 'Official:ImageManagement',
      WorkflowParameters: [{ Name: 'a', Value: '1' }],
    });

    const name = { ProjectName: 'travel-photos', DatasetName: 'new' };
    await call(simulator, 'UpdateDataset', { ...name, Description: 'Newer', DatasetMaxBindCount: 3 });
    const read = await call(simulator, 'GetDataset', name);
    expect(read.body.Dataset).toMatchObject({ Description: 'Newer', DatasetMaxBindCount: 3 });

    const list = await call(simulator, 'ListDatasets', { ProjectName: 'travel-photos', Prefix: 'n' });
    expect(list.body.Datasets).toHaveLength(1);
    await call(simulator, 'DeleteDataset', name);
    expect((await call(simulator, 'GetDataset', name)).body.Code).toBe('ResourceNotFound');
  });
});

describe('files', () => {
  it('indexes a file once, however often it is sent', async () => {
    const file = { URI: 'oss://bucket-1/a/b.png', CustomLabels: { kind: 'cover' } };
    for (let times = 0; times < 2; times++) {
      const { body } = await call(simulator, 'IndexFileMeta', { ...names, File: file });
      expect(body.EventId).toMatch(/^[0-9A-F]{3}-\w{26}$/);
    }
    const { body } = await call(simulator, 'GetFileMeta', { ...names, URI: file.URI });
    expect(body.Files).toHaveLength(1);
    expect(body.Files[0]).toMatchObject({ ...file, MediaType: 'image', Filename: 'b.png', ObjectStatus: 'Indexed' });

    const { files } = simulator.getState();
    expect(files.filter(({ URI }) => URI === file.URI)).toHaveLength(1);
  });

  it('returns only the fields that were asked for', async () => {
    const { body } = await call(simulator, 'GetFileMeta', { ...names, URI: photo, WithFields: ['Size'] });
    expect(Object.keys(body.Files[0])).toEqual(['URI', 'Size']);
  });

  it.each([
    { label: 'has no address', bad: { Title: 'Lost' } },
    { label: 'is given a kind that there is not', bad: { URI: photo, MediaType: 'hologram' } },
    { label: 'is not in the dataset and wrong', bad: { URI: 'oss://bucket-1/nowhere.jpg', MediaType: 'hologram' } },
  ])('changes no file of a batch that is refused because one $label', async ({ bad }) => {
    await call(simulator, 'GetFileMeta', { ...names, URI: photo });
    const before = simulator.getState().files;
    const { status, body } = await call(simulator, 'BatchUpdateFileMeta', {
      ...names,
      Files: [{ URI: photo, Title: 'Sunrise' }, bad],
    });

    expect([status, body.Code]).toEqual([400, 'InvalidArgument']);
    expect(simulator.getState().files).toEqual(before);
  });

  it.each(['constructor', '__proto__'])('takes a file ending in .%s for one of no known kind', async (ending) => {
    const URI = `oss://bucket-1/a.${ending}`;
    expect((await call(simulator, 'IndexFileMeta', { ...names, File: { URI } })).status).toBe(200);

    const { body } = await call(simulator, 'GetFileMeta', { ...names, URI });
    expect(body.Files[0]).toMatchObject({ MediaType: 'other', ContentType: 'application/octet-stream' });
  });

  it('tells which files of a batch failed, in an answer that succeeds', async () => {
    const tooMany = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, 'v']));
    const { status, body } = await call(simulator, 'BatchUpdateFileMeta', {
      ...names,
      Files: [
        { URI: photo, Title: 'Sunrise' },
        { URI: 'oss://travel-photos-hz/nowhere.jpg' },
        { URI: 'oss://travel-photos-hz/2026/09/huangshan-steps.jpg', CustomLabels: tooMany },
      ],
    });
    expect(status).toBe(200);
    expect(body.Files).toEqual([
      { URI: photo, Success: true, Message: '' },
      {
        URI: 'oss://travel-photos-hz/nowhere.jpg',
        Success: false,
        Message: '*error.OpError : ResourceNotFound | The specified resource file is not found.',
      },
      {
        URI: 'oss://travel-photos-hz/2026/09/huangshan-steps.jpg',
        Success: false,
        Message: '*error.OpError : InvalidArgument | Index KV count exceeded, should be no more than 100.',
      },
    ]);
    const read = await call(simulator, 'GetFileMeta', { ...names, URI: photo });
    expect(read.body.Files[0].Title).toBe('Sunrise');
  });
});

describe('SimpleQuery', () => {
  it.each([
    { label: 'everything', params: {}, hits: 6 },
    { label: 'a field', params: { Query: { Field: 'ObjectStatus', Operation: 'eq', Value: 'Failed' } }, hits: 1 },
    {
      label: 'both of two conditions',
      params: {
        Query: {
          Operation: 'and',
          SubQueries: [
            { Field: 'Filename', Operation: 'prefix', Value: 'huangshan' },
            { Field: 'Size', Operation: 'gt', Value: '0' },
          ],
        },
      },
      hits: 2,
    },
    {
      label: 'none of two conditions',
      params: {
        Query: {
          Operation: 'not',
          SubQueries: [
            { Field: 'URI', Operation: 'match-phrase', Value: 'west-lake' },
            { Field: 'ObjectStatus', Operation: 'eq', Value: 'Failed' },
          ],
        },
      },
      hits: 3,
    },
    {
      label: 'flat names',
      params: { 'Query.Field': 'MediaType', 'Query.Operation': 'eq', 'Query.Value': 'video' },
      hits: 0,
    },
  ])('finds $label', async ({ params, hits }) => {
    const { body } = await call(simulator, 'SimpleQuery', { ...names, ...params });
    expect(body.TotalHits).toBe(hits);
    expect(body.Files).toHaveLength(hits);
  });

  it('sorts and counts', async () => {
    const sorted = await call(simulator, 'SimpleQuery', { ...names, Sort: 'Size', Order: 'desc', MaxResults: 3 });
    const sizes = sorted.body.Files.map((file: { Size: number }) => file.Size);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sorted.body.NextToken).not.toBe('');

    const { body } = await call(simulator, 'SimpleQuery', {
      ...names,
      Aggregations: [
        { Field: 'ObjectStatus', Operation: 'group' },
        { Field: 'URI', Operation: 'count' },
      ],
    });
    expect(body.Aggregations).toEqual([
      {
        Field: 'ObjectStatus',
        Operation: 'group',
        Groups: [
          { Value: 'Indexed', Count: 5 },
          { Value: 'Failed', Count: 1 },
        ],
      },
      { Field: 'URI', Operation: 'count', Value: 6 },
    ]);
  });
});

describe('tasks', () => {
  const convert = (uri: string) =>
    call(simulator, 'CreateMediaConvertTask', {
      ProjectName: 'course-videos',
      'Sources.1.URI': uri,
      'Targets.1.URI': 'oss://course-videos-hz/out/a.mp4',
      'Targets.1.Container': 'mp4',
    });
  const read = (TaskId: string) =>
    call(simulator, 'GetTask', {
      ProjectName: 'course-videos',
      TaskType: 'MediaConvert',
      TaskId,
      RequestDefinition: true,
    });

  it('runs for a while and then succeeds', async () => {
    const { body } = await convert(video);
    expect(body.TaskId).toMatch(/^MediaConvert-[0-9a-f-]{36}$/);

    now += 2000;
    expect((await read(body.TaskId)).body).toMatchObject({ Status: 'Running', Progress: 50 });
    now += 2000;
    const done = (await read(body.TaskId)).body;
    expect(done).toMatchObject({ Status: 'Succeeded', EventId: body.EventId, ProjectName: 'course-videos' });
    expect(done).not.toHaveProperty('Code');
    expect(JSON.parse(done.TaskRequestDefinition).Sources).toEqual([{ URI: video }]);
  });

  it('fails inside an answer that succeeds', async () => {
    const { body } = await convert('oss://course-videos-hz/autumn/missing.mp4');
    now += 4000;
    const poll = await read(body.TaskId);
    expect(poll.status).toBe(200);
    expect(poll.body).toMatchObject({
      Status: 'Failed',
      Code: 'ResourceNotFound',
      Message: 'The specified resource object is not found.',
    });
    expect(poll.body.RequestId).not.toBe(body.RequestId);
  });

  it('lists tasks by status', async () => {
    await convert(video);
    const status = async (Status: string) =>
      (await call(simulator, 'ListTasks', { ProjectName: 'course-videos', Status })).body.Tasks.length;
    expect([await status('Running'), await status('Succeeded'), await status('Failed')]).toEqual([1, 1, 2]);
  });
});

it('answers a GET, an ACS3-style JSON body and XML', async () => {
  const get = await simulator.fetch(
    new Request('https://imm.cn-shanghai.aliyuncs.com/?Action=GetProject&Version=2020-09-30&ProjectName=newsroom'),
  );
  expect((await get.json()).Project.ProjectName).toBe('newsroom');

  const json = await simulator.fetch(
    new Request('https://imm.example.com/', {
      method: 'POST',
      headers: { 'x-acs-action': 'CreateProject', 'x-acs-version': '2020-09-30', 'content-type': 'application/json' },
      body: JSON.stringify({ ProjectName: 'from-json', Tag: [{ Key: 'a' }] }),
    }),
  );
  expect((await json.json()).Project).toMatchObject({ ProjectName: 'from-json', Tags: [{ TagKey: 'a' }] });

  const xml = await simulator.fetch(
    new Request('https://imm.example.com/?Action=GetProject&Version=2020-09-30&Format=XML&ProjectName=nowhere'),
  );
  expect(xml.headers.get('content-type')).toBe('text/xml;charset=utf-8');
  expect(await xml.text()).toMatch(
    /<Error><RequestId>.+<Code>ResourceNotFound<\/Code>.+q=ResourceNotFound&amp;product=imm/,
  );
});

it('hands out copies of its state only', async () => {
  await call(simulator, 'ListProjects');
  const { projects } = simulator.getState();
  for (const project of projects) project.ProjectName = 'changed';
  expect(simulator.getState().projects[0]?.ProjectName).not.toBe('changed');

  simulator.reset();
  expect(simulator.getState().projects).toEqual([]);
});
