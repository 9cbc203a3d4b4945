import { immCatalog } from 'imm-error-kit/core';
import { createImmSimulator } from 'imm-error-kit/simulator';
import { describe, expect, it } from 'vitest';
import { messageIdOf } from '../../src/core/catalog/findRow.js';
import { call } from './call.js';

describe('every row of the catalogue', () => {
  const simulator = createImmSimulator({ limits: { apiQps: 1000, userQps: 1000 } });
  const rows = immCatalog.map((row) => ({ row, id: messageIdOf(row) }));

  it.each(rows)('$id comes with its own status, code and words by header', async ({ row, id }) => {
    const { status, body } = await call(
      simulator,
      'GetProject',
      {},
      {
        headers: { 'x-imm-inject': `${encodeURIComponent(id)}?P=Sources.1.URI&R=widget` },
      },
    );
    expect(status).toBe(row.status ?? 400);
    expect(body.Code).toBe(row.pattern.replace('{P}', 'Sources.1.URI').replace('{R}', 'widget'));
    expect(body.Message).not.toMatch(/[{}]|undefined|^$/);
    if (row.variant) expect(body.Message).toContain(row.variant.replace('message says ', ''));
    expect('AccessDeniedDetail' in body).toBe(row.pattern === 'AccessDenied');
  });

  it('has a message of its own for each', async () => {
    const messages = await Promise.all(
      rows.map(
        async ({ id }) => (await call(simulator, 'GetProject', {}, { headers: { 'x-imm-inject': id } })).body.Message,
      ),
    );
    expect(new Set(messages).size).toBe(58);
  });
});

describe('inject', () => {
  it('says the same in a denial’s message as in its detail', async () => {
    const simulator = createImmSimulator();
    simulator.inject({ code: 'AccessDenied' });
    const { body } = await call(simulator, 'ListDatasets', { ProjectName: 'travel-photos' });

    expect(body.AccessDeniedDetail).toMatchObject({ AuthAction: 'imm:ListDatasets' });
    expect(body.Message).toContain('imm:ListDatasets');
    expect(body.Message).toContain('project/travel-photos');
  });

  it('answers as often as it was told to, and only the action it was told about', async () => {
    const simulator = createImmSimulator();
    simulator.inject({ code: 'Throttling.User', action: 'ListProjects', times: 2, retryAfterMs: 1500 });

    expect((await call(simulator, 'GetProject', { ProjectName: 'travel-photos' })).status).toBe(200);
    const refused = await call(simulator, 'ListProjects');
    expect(refused.headers.get('x-acs-retry-after')).toBe('1500');
    expect((await call(simulator, 'ListProjects')).body.Code).toBe('Throttling.User');
    expect((await call(simulator, 'ListProjects')).status).toBe(200);
  });

  it.each([0, -1, Number.NaN])('answers no call where it is told to answer %s', async (times) => {
    const simulator = createImmSimulator();
    simulator.inject({ code: 'InternalError', times });

    expect((await call(simulator, 'ListProjects')).status).toBe(200);
  });

  it('stops when it is taken back', async () => {
    const simulator = createImmSimulator();
    const undo = simulator.inject({ code: 'InternalError' });
    expect((await call(simulator, 'ListProjects')).status).toBe(500);
    undo();
    expect((await call(simulator, 'ListProjects')).status).toBe(200);
  });

  it.each([
    {
      injection: { code: 'MissingDatasetName' },
      status: 400,
      code: 'MissingDatasetName',
      message: 'DatasetName is mandatory for this action.',
    },
    {
      injection: { code: 'InvalidVideo.Unsupported' },
      status: 400,
      code: 'InvalidVideo.Unsupported',
      message: 'The resource Video is not supported. Please check.',
    },
    {
      injection: { code: 'ResourceNotFound', params: { R: 'dataset' } },
      status: 400,
      code: 'ResourceNotFound',
      message: 'The specified resource dataset is not found.',
    },
    {
      injection: { code: 'EntityTooLarge', params: { max: 77 } },
      status: 400,
      code: 'EntityTooLarge',
      message: 'The payload size exceeds maximum allowed size (77 bytes).',
    },
    {
      injection: { code: 'LimitExceededError', message: 'Message: resource count exceeds the limit' },
      status: 400,
      code: 'LimitExceededError',
      message: 'Message: resource count exceeds the limit',
    },
    {
      injection: { code: 'Brand.New', status: 418, message: 'Never seen.' },
      status: 418,
      code: 'Brand.New',
      message: 'Never seen.',
    },
  ])('knows $injection.code', async ({ injection, status, code, message }) => {
    const simulator = createImmSimulator();
    simulator.inject(injection);
    const answer = await call(simulator, 'ListProjects');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ Code: code, Message: message });
  });

  it('tells the two LimitExceededError rows apart by variant', async () => {
    const simulator = createImmSimulator();
    simulator.inject({ code: 'LimitExceededError', variant: 'message says resource count' });
    expect((await call(simulator, 'ListProjects')).body.Message).toBe('Message: resource count exceeds the limit');
  });

  it.each([
    { asked: '400', status: 400 },
    { asked: '599', status: 599 },
    { asked: 'abc', status: 503 },
    { asked: '', status: 503 },
    { asked: '200', status: 503 },
    { asked: '204', status: 503 },
    { asked: '404.5', status: 503 },
    { asked: '600', status: 503 },
  ])('answers $status where a header asks for status "$asked"', async ({ asked, status }) => {
    const headers = { 'x-imm-inject': `ServiceUnavailable?status=${asked}` };
    const answer = await call(createImmSimulator(), 'ListProjects', {}, { headers });

    expect([answer.status, answer.body.Code]).toEqual([status, 'ServiceUnavailable']);
  });

  it('reads a code with spaces and a comma from header and address', async () => {
    const simulator = createImmSimulator();
    const code = encodeURIComponent('InvalidJSON Array parsing error, {P}');
    const byHeader = await call(simulator, 'ListProjects', {}, { headers: { 'x-imm-inject': `${code}?P=Tag` } });
    expect(byHeader.body.Code).toBe('InvalidJSON Array parsing error, Tag');

    const byQuery = await simulator.fetch(new Request(`https://a.example/?Action=ListProjects&imm-inject=${code}`));
    expect((await byQuery.json()).Code).toBe('InvalidJSON Array parsing error, ProjectName');
  });
});

describe('scenarios', () => {
  it('replaces one kind of day by another', async () => {
    const simulator = createImmSimulator();
    simulator.setScenario('maintenance');
    expect((await call(simulator, 'ListProjects')).status).toBe(503);
    simulator.setScenario('normal');
    expect((await call(simulator, 'ListProjects')).status).toBe(200);
  });

  it('decides by chance, from the random numbers it was given', async () => {
    let draw = 0.4;
    const simulator = createImmSimulator({ random: () => draw });
    simulator.setScenario('overloaded');
    expect((await call(simulator, 'ListProjects')).body.Code).toBe('ServiceUnavailable');
    draw = 0.9;
    expect((await call(simulator, 'ListProjects')).status).toBe(200);
  });
});
