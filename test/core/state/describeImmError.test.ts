import { describeImmError, type ImmMessages, immCatalog, parseImmError, retryDecision } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import { describe, expect, it } from 'vitest';
import { hearWarnings } from '../../setup/hearWarnings.ts';

const requestId = 'D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E';

function answer(Code: string, Message = ''): object {
  return { RequestId: requestId, HostId: 'imm.cn-hangzhou.aliyuncs.com', Code, Message };
}

/** A wire answer for a row, its placeholders filled with names of our own. */
function answerFor({ pattern, variant }: { pattern: string; variant?: string | undefined }): object {
  const code = pattern.replace('{P}', 'Sources.1.URI').replace('{R}', 'Dataset');
  if (pattern === 'Throttling') return answer(code, 'The request project is blocked due to throttling control.');
  return answer(code, variant?.replace('message says ', '') ?? '');
}

const rows = immCatalog.map((row) => ({ row, label: row.pattern + (row.variant ? ` (${row.variant})` : '') }));

describe('describeImmError', () => {
  it.each(rows)('decides as the catalogue does when the code is $label', ({ row }) => {
    const state = describeImmError(answerFor(row), { messages: english });

    expect(state).toMatchObject({
      category: row.category,
      scope: row.scope,
      outcome: row.outcome,
      resolver: row.resolver,
      retry: { kind: row.retry },
    });
    expect(state.actions[0]).toMatchObject({ kind: row.primaryAction, primary: true });
    expect(state.actions.filter((action) => action.primary)).toHaveLength(1);
  });

  it.each([english, chinese])('has a title and a message of its own for each row in $locale', (messages) => {
    const states = rows.map(({ row }) => describeImmError(answerFor(row), { messages }));

    expect(new Set(states.map((state) => state.title)).size).toBe(immCatalog.length);
    expect(new Set(states.map((state) => state.message)).size).toBe(immCatalog.length);
  });

  it.each(rows)('is plain data that survives JSON when the code is $label', ({ row }) => {
    const state = describeImmError(answerFor(row), { messages: english });

    expect(JSON.parse(JSON.stringify(state))).toEqual(JSON.parse(JSON.stringify(structuredClone(state))));
  });

  it.each([
    { code: 'InternalError', kinds: ['check-outcome', 'retry'] },
    { code: 'Timeout', kinds: ['check-outcome', 'retry'] },
    { code: 'ServiceUnavailable', kinds: ['check-outcome', 'retry'] },
    { code: 'SignatureNonceUsed', kinds: ['check-outcome', 'retry'] },
    { code: 'SomethingNew', kinds: ['check-outcome', 'retry'] },
  ])('never repeats a mutation by itself after $code, as nobody knows what was done', ({ code, kinds }) => {
    const state = describeImmError(answer(code), { messages: english, operation: 'mutation' });

    expect(state.retry.kind).toBe('manual');
    expect(state.actions.map((action) => action.kind).slice(0, 2)).toEqual(kinds);
    expect(state.actions[1]?.label).toBe('Send again anyway');
    expect(state.message).toContain("It isn't known whether the change was made.");
  });

  it.each(['Throttling.User', 'Throttling.Api', 'QuotaExhausted.CU'])(
    'repeats a mutation by itself after %s, as it was never started',
    (code) => {
      const state = describeImmError(answer(code), { messages: english, operation: 'mutation' });

      expect(state.retry.kind).toBe('automatic');
      expect(state.message).toContain('Your request changed nothing.');
    },
  );

  it.each([
    ['a row that waits a minute', answerFor({ pattern: 'Throttling' }), '60 seconds'],
    ['a maintenance', answer('ServiceUnavailable.RegionMaintaining'), '60 seconds'],
    ['a wait that the service names', { ...answer('Throttling.User'), retryAfter: 30_001 }, '31 seconds'],
    ['a long wait that the service names', { ...answer('Throttling.User'), retryAfter: 600_000 }, '10 minutes'],
  ])('leaves a mutation after %s to the person, and says how long', (_, thrown, time) => {
    const state = describeImmError(thrown, { messages: english, operation: 'mutation' });

    expect(state.retry.kind).toBe('manual');
    expect(state.message).toMatch(
      new RegExp(`Your request changed nothing\\. Wait at least ${time} before you try again\\.$`),
    );
    expect(state.actions[0]).toMatchObject({ kind: 'retry', label: 'Try again', primary: true });
    expect(state.actions.map((action) => action.kind)).not.toContain('stop');
    expect(retryDecision(thrown, { attempt: 0, operation: 'mutation' })).toMatchObject({ reason: 'wait-too-long' });

    const query = describeImmError(thrown, { messages: english });
    expect([query.retry.kind, query.message]).toEqual(['automatic', expect.not.stringContaining(time)]);
  });

  it.each([
    ['a wait of 30 s', { ...answer('Throttling.User'), retryAfter: 30_000 }, 'automatic'],
    ['a wait that is no sane number', { ...answer('Throttling.User'), retryAfter: 1e12 }, 'automatic'],
    ['a short wait in place of the row’s', { ...answerFor({ pattern: 'Throttling' }), retryAfter: 5000 }, 'automatic'],
    ['a task', { ...answer('Throttling.User'), retryAfter: 60_000, Status: 'Failed' }, 'manual'],
    ['what has to be mended', { ...answer('ResourceNotFound'), retryAfter: 60_000 }, 'after-fix'],
  ])('names no time after a mutation for %s', (_, thrown, kind) => {
    const state = describeImmError(thrown, { messages: english, operation: 'mutation' });

    expect([state.retry.kind, state.message]).toEqual([kind, expect.not.stringContaining('at least')]);
  });

  it('has a check come before a long wait where it isn’t known what was done', () => {
    const thrown = { ...answer('ServiceUnavailable'), retryAfter: 120_000 };
    const state = describeImmError(thrown, { messages: english, operation: 'mutation' });

    expect(state.retry.kind).toBe('manual');
    expect(state.actions.slice(0, 2).map((action) => action.kind)).toEqual(['check-outcome', 'retry']);
    expect(state.message).toContain('Check before you send it again. Wait at least 2 minutes');
  });

  it('never repeats a failed task by itself, and offers to start it again', () => {
    const task = {
      TaskId: 'VideoTask-1',
      Status: 'Failed',
      Code: 'InternalError',
      Message: 'boom',
      RequestId: requestId,
    };
    const state = describeImmError(task, { messages: english });

    expect(state).toMatchObject({ outcome: 'unknown', retry: { kind: 'manual' } });
    expect(state.actions.find((action) => action.kind === 'retry')?.label).toBe('Start again');
    expect(state.message).toContain('The task may already have done part of its work.');
    expect(state.message).not.toContain('Your request changed nothing');
  });

  it('offers another region where a whole region is down', () => {
    const state = describeImmError(answer('ServiceUnavailable.RegionMaintaining'), { messages: english });

    expect(state.actions.map((action) => action.kind)).toContain('switch-region');
  });

  it('takes the operation that parse was told', () => {
    const error = parseImmError(answer('InternalError'), { operation: 'mutation' });

    expect(describeImmError(error, { messages: english }).retry.kind).toBe('manual');
  });

  it('says nothing of changes after a query', () => {
    expect(describeImmError(answer('StatusConflict'), { messages: english }).message).not.toContain('changed.');
  });

  it('puts no space between Chinese sentences', () => {
    const { message } = describeImmError(answer('StatusConflict'), { messages: chinese, operation: 'mutation' });

    expect(message).not.toMatch(/。 /);
  });

  it.each([
    { label: 'a missing parameter', given: answer('MissingProjectName'), path: 'projectName', title: /^Project name / },
    { label: 'a nested parameter', given: answer('InvalidSources.1.URI'), path: 'sources[0].uri', title: /URI/ },
    {
      label: 'a parameter in the message',
      given: answer('InvalidArgument', 'The parameter ProjectName is required but not provided.'),
      path: 'projectName',
      title: /Project name/,
    },
  ])('names the field for $label', ({ given, path, title }) => {
    const state = describeImmError(given, { messages: english });

    expect(state.fields).toMatchObject([{ path }]);
    expect(state.title).toMatch(title);
  });

  it.each([
    { label: 'the parameter', fieldLabels: { ProjectName: 'Your project' } },
    { label: 'the form path', fieldLabels: { projectName: 'Your project' } },
  ])('takes the app’s own name of a field by $label', ({ fieldLabels }) => {
    const state = describeImmError(answer('MissingProjectName'), { messages: english, fieldLabels });

    expect(state.title).toMatch(/^Your project /);
    expect(state.fields[0]?.label).toBe('Your project');
  });

  it('names a parameter that no label knows as it is', () => {
    expect(describeImmError(answer('InvalidFrobnicator'), { messages: english }).title).toContain('Frobnicator');
  });

  it.each([
    ['a parameter', answer('InvalidArgument', `The parameter ${'A'.repeat(9000)} is required`)],
    ['a code', answer(`Missing${'B'.repeat(3000)}`)],
    ['a path', answer(`InvalidParameter.${'B.1.'.repeat(9)}${'C'.repeat(150)}`)],
    ['what is no path', answer(`Invalid${'B-'.repeat(900)}`)],
    ['a resource', answer('ResourceNotFound', `The specified resource ${'c'.repeat(9000)} is not found.`)],
    ['an action', answer('UnsupportedAction', `The requested action '${'z'.repeat(8000)}' is not supported.`)],
    ['a region', { ...answer('ServiceUnavailable.RegionMaintaining'), HostId: '', RegionId: 'r'.repeat(3000) }],
  ])('cuts %s that would fill the page', (_, thrown) => {
    const { params, regionId } = parseImmError(thrown);
    const state = describeImmError(thrown, { messages: english });
    const label = state.fields[0]?.label ?? '';

    expect(state.title).toMatch(/(?:\w{90}|(?:B-){45}|C{90}).*…/);
    expect([state.title, state.message, label].filter((text) => text.length > 300)).toEqual([]);
    expect(state.fields[0]?.parameter).toBe(params['P']);
    expect(state.details.regionId).toBe(regionId);
    expect(structuredClone(state)).toEqual(state);
  });

  it('cuts no character in half, and a code that stands in for a title as well', () => {
    const empty = { locale: 'en', format: () => '' };
    expect(describeImmError(answer('\u{1F39E}'.repeat(101)), { messages: empty }).title).toBe(
      `${'\u{1F39E}'.repeat(100)}…`,
    );
    expect(describeImmError(answer('Aa'.repeat(50)), { messages: empty }).title).toBe('Aa'.repeat(50));
  });

  it('names the resource', () => {
    const given = answer('ResourceAlreadyExists', 'The specified resource dataset already exists.');

    expect(describeImmError(given, { messages: english })).toMatchObject({
      title: 'This dataset already exists',
      resource: 'dataset',
    });
    expect(describeImmError(given, { messages: chinese }).title).toContain('数据集');
  });

  it.each([
    { site: 'cn', host: 'https://api.aliyun.com/troubleshoot' },
    { site: 'intl', host: 'https://api.alibabacloud.com/troubleshoot' },
  ] as const)('links the troubleshooting page of the site $site where the answer recommends none', ({ site, host }) => {
    const { details } = describeImmError(answer('InternalError'), { messages: english, site });

    expect(details.recommendHref?.startsWith(host)).toBe(true);
    expect(details.recommendHref).toContain(requestId);
  });

  it('gives one cause to failures of one code and host, and another to another host', () => {
    const first = describeImmError(answer('InvalidSecurityToken.Expired'), { messages: english });
    const second = describeImmError(answer('InvalidSecurityToken.Expired'), { messages: chinese });
    const other = describeImmError(
      { ...answer('InvalidSecurityToken.Expired'), HostId: 'imm.cn-beijing.aliyuncs.com' },
      { messages: english },
    );

    expect(first.cause).toBe(second.cause);
    expect(first.cause).not.toBe(other.cause);
  });

  describe('with an app’s own messages', () => {
    const broken: ImmMessages = {
      locale: 'not a locale!',
      format: () => {
        throw new Error('formatter down');
      },
    };

    it.each([
      { label: 'a documented code', given: answer('InternalError') },
      { label: 'null', given: null },
      { label: 'an app’s own error', given: new Error('boom') },
    ])('still gives a title when the formatter throws, for $label', ({ given }) => {
      const state = describeImmError(given, { messages: broken });

      expect(state.title).not.toBe('');
      for (const action of state.actions) expect(action.label).not.toBe('');
    });
  });

  it('still gives a title without words or options, and says what to pass', () => {
    const heard = hearWarnings();
    for (const options of [undefined, null, {}, { messages: undefined }, { messages: { messages: english } }]) {
      for (const given of [answer('InternalError'), null, new Error('boom')]) {
        const state = describeImmError(given, options as never);

        expect(state.title).toBe(given instanceof Error || given === null ? 'ImmError' : 'InternalError');
        for (const action of state.actions) expect(action.label).not.toBe('');
      }
    }

    expect(heard).toEqual([expect.stringContaining('describeImmError was given no `messages`.')]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'none', 'other', 'hasOwnProperty'])(
    'is not misled by a parameter named %s',
    (name) => {
      const state = describeImmError(answer(`Invalid${name}`), { messages: english });

      expect(state.title).not.toBe('');
      expect(state.title).not.toContain('native code');
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );
});
