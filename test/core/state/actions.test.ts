import { type DescribeOptions, describeImmError, ImmError, type ImmErrorFacts } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { describe, expect, it } from 'vitest';
import { ramConsoleOf } from '../../../src/core/state/links.js';

function describeFacts(facts: ImmErrorFacts, options: Partial<DescribeOptions> = {}) {
  return describeImmError(new ImmError(facts), { messages, ...options });
}

function kindsOf(facts: ImmErrorFacts, options: Partial<DescribeOptions> = {}): string {
  return describeFacts(facts, options)
    .actions.map((action) => action.kind)
    .join(' ');
}

describe('actions', () => {
  const mutation = { operation: 'mutation' } as const;

  it.each([
    ['InvalidArgument', {}, 'edit-fields copy-diagnostics dismiss'],
    ['ResourceNotFound', {}, 'open-list retry copy-diagnostics dismiss'],
    ['AccessDenied', {}, 'request-permission retry copy-diagnostics contact-support dismiss'],
    ['InvalidAction', {}, 'copy-diagnostics contact-support dismiss'],
    ['Throttling.User', {}, 'retry stop copy-diagnostics contact-support dismiss'],
    ['Throttling.User', mutation, 'retry stop copy-diagnostics contact-support dismiss'],
    ['StateConflict', {}, 'retry copy-diagnostics contact-support dismiss'],
    ['InternalError', {}, 'retry stop copy-diagnostics contact-support dismiss'],
    ['InternalError', mutation, 'check-outcome retry copy-diagnostics contact-support dismiss'],
    ['ServiceUnavailable', {}, 'retry stop switch-region copy-diagnostics contact-support dismiss'],
    ['SDK.InvalidRegionId', {}, 'switch-region retry copy-diagnostics dismiss'],
    // React.lazy keeps what an import was refused with, so only a new page helps.
    ['ChunkLoadError', {}, 'reload copy-diagnostics dismiss'],
    ['AbortError', {}, ''],
    ['AbortError', mutation, ''],
  ] as const)('of %s with %o are %s', (code, options, kinds) => {
    expect(kindsOf({ code }, options)).toBe(kinds);
  });

  it('offer the troubleshooting page where there is one', () => {
    expect(kindsOf({ code: 'InvalidAction', requestId: 'R-1' })).toBe(
      'copy-diagnostics contact-support troubleshoot dismiss',
    );
  });

  it('start a failed task again, even one that has to be mended first', () => {
    expect(kindsOf({ code: 'InvalidArgument', origin: 'task' })).toBe('edit-fields retry copy-diagnostics dismiss');
    expect(kindsOf({ code: 'InternalError', origin: 'task' }, mutation)).toBe(
      'retry copy-diagnostics contact-support dismiss',
    );
    expect(describeFacts({ code: 'Throttling.User', origin: 'item' }).retry.kind).toBe('manual');
    expect(describeFacts({ code: 'InvalidArgument', origin: 'item' }).retry.kind).toBe('after-fix');
  });

  it.each([
    [{ code: 'Throttling.User' }, {}, 'Try now'],
    [{ code: 'StateConflict' }, {}, 'Try again'],
    [{ code: 'InternalError' }, mutation, 'Send again anyway'],
    [{ code: 'InternalError', origin: 'task' }, {}, 'Start again'],
    [{ code: 'InternalError', origin: 'item' }, {}, 'Try again'],
  ] as const)('of %o with %o repeat under a name that says so: %s', (facts, options, label) => {
    const { actions } = describeFacts(facts, options);
    expect(actions.find((action) => action.kind === 'retry')?.label).toBe(label);
  });

  it('have the first, and only it, as primary', () => {
    const { actions } = describeFacts({ code: 'Throttling.User' });
    expect(actions.map((action) => action.primary)).toEqual(actions.map((_, index) => index === 0));
  });
});

describe('links', () => {
  it.each([
    ['Forbidden.AccountInDebt', 'cn', 'https://usercenter2.aliyun.com/finance/fund-management/recharge'],
    ['Forbidden.AccountInDebt', 'intl', 'https://usercenter2-intl.aliyun.com/billing/#/account/overview'],
    ['ForbiddenProductDisabled', 'cn', 'https://imm.console.aliyun.com/'],
    ['ForbiddenProductDisabled', 'intl', 'https://imm.console.alibabacloud.com/'],
    ['Forbidden.AccountNotFound', 'cn', 'https://signin.aliyun.com/'],
    ['Forbidden.AccountNotFound', 'intl', 'https://signin-intl.aliyun.com/login.htm'],
    ['InvalidAction', 'cn', undefined],
  ] as const)('of %s on %s lead to %s', (code, site, href) => {
    expect(describeFacts({ code }, { site }).actions[0]?.href).toBe(href);
  });

  it.each([
    ['cn', 'aliyun.com'],
    ['intl', 'alibabacloud.com'],
  ] as const)('ask for the service role on %s', (site, domain) => {
    const url = new URL(describeFacts({ code: 'Forbidden.ServiceRole' }, { site }).actions[0]?.href ?? '');
    expect(url.origin).toBe(`https://ram.console.${domain}`);
    const [path, request = ''] = url.hash.split('?request=');
    expect(path).toBe('#/role/authorize');
    expect(JSON.parse(decodeURIComponent(request))).toEqual({
      Requests: { request1: { RoleName: 'AliyunIMMDefaultRole', TemplateId: 'DefaultRole' } },
      ReturnUrl: `https://imm.console.${domain}/`,
      Service: 'IMM',
    });
    expect(ramConsoleOf(site)).toBe(`https://ram.console.${domain}/`);
  });

  it('are those of the site cn where none is named', () => {
    expect(describeFacts({ code: 'ForbiddenProductDisabled' }).actions[0]?.href).toBe(
      'https://imm.console.aliyun.com/',
    );
  });

  it('prefer the page that the answer recommends, if it is safe', () => {
    const facts = { code: 'InvalidJSON Array parsing error, A', requestId: 'R 1' };
    const recommend = 'https://next.api.aliyun.com/troubleshoot?q=x';
    const made =
      'https://api.aliyun.com/troubleshoot?q=InvalidJSON%20Array%20parsing%20error%2C%20A&product=imm&requestId=R%201';
    expect(describeFacts({ ...facts, recommend }).details.recommendHref).toBe(recommend);
    expect(describeFacts({ ...facts, recommend }).details.recommend).toBeUndefined();
    const unsafe = { ...facts, recommend: 'https://evil.example/' };
    expect(describeFacts(unsafe).details).toMatchObject({ recommend: unsafe.recommend, recommendHref: made });
    expect(describeFacts({ code: 'x' }).details.recommendHref).toBeUndefined();
    expect(describeFacts({ requestId: 'x' }).details.recommendHref).toBeUndefined();
  });

  it('may be on a host of the app’s own, only over https', () => {
    const allowedHosts = ['help.example.com'];
    const linkOf = (recommend: string): string | undefined =>
      describeFacts({ code: 'Timeout', recommend }, { allowedHosts }).actions.find(
        ({ kind }) => kind === 'troubleshoot',
      )?.href;
    expect(linkOf('https://help.example.com/imm')).toBe('https://help.example.com/imm');
    expect(linkOf('http://help.example.com/imm')).toBeUndefined();
    expect(linkOf('https://example.com/imm')).toBeUndefined();
  });
});

describe('a state', () => {
  it.each([
    ['StatusConflict', 'warning'],
    ['Throttling.User', 'warning'],
    ['LimitExceededError', 'warning', 'resource count'],
    ['InternalError', 'warning'],
    ['AbortError', 'info'],
    ['InvalidArgument', 'error'],
    ['AccessDenied', 'error'],
    ['ECONNRESET', 'error'],
  ] as [string, string, string?][])('of %s is a matter of %s', (code, severity, message = '') => {
    expect(describeFacts({ code, message }).severity).toBe(severity);
  });

  it('has the facts under details, and none that is not known', () => {
    const facts = { code: 'AccessDenied', status: 403, requestId: 'R-1', hostId: 'h', regionId: 'cn-beijing' };
    expect(describeFacts(facts).details).toMatchObject(facts);
    expect(describeFacts({ message: 'boom' }).details.code).toBeUndefined();
    expect(describeFacts(facts)).toMatchObject({ fields: [], permission: undefined, resource: undefined });
  });

  it('takes scope, code and host for its cause, and the row where there is no code', () => {
    expect(describeFacts({ code: 'AccessDenied', hostId: 'h' }).cause).toBe('operation:AccessDenied:h');
    expect(describeFacts({ code: 'AccessDenied' }).cause).toBe('operation:AccessDenied:');
    expect(describeFacts({ status: 502 }).cause).toBe('operation:ServiceUnavailable:');
  });

  it('says nothing of a parameter or a resource that is a number', () => {
    const state = describeFacts({ code: 'InvalidArgument', params: { P: 7, R: 8 } });
    expect(state).toMatchObject({ fields: [], resource: undefined });
  });

  it('of something posing as an ImmError has words, too', () => {
    const posing = new ImmError({ code: 'Timeout' });
    Object.defineProperty(posing, 'code', {
      get: () => {
        throw new Error('code');
      },
    });
    expect(describeImmError(posing, { messages })).toMatchObject({ category: 'unknown', details: { code: undefined } });
  });
});

describe('words', () => {
  it('have a limit in the manner of the locale', () => {
    const facts = { code: 'EntityTooLarge', message: 'The payload size exceeds maximum allowed size (1048576 bytes).' };
    const { title, message } = describeFacts(facts);
    expect(`${title} ${message}`).toContain('1,048,576');
    expect(JSON.stringify(describeFacts({ code: 'EntityTooLarge' }))).not.toContain('none');
  });

  it('have the region, the parameter and the resource, and no placeholder where they are not known', () => {
    for (const code of ['SDK.InvalidRegionId', 'InvalidArgument', 'ResourceNotFound', 'MissingRequiredHeader']) {
      const { title, message } = describeFacts({ code });
      expect(`${title} ${message}`).not.toMatch(/\bnone\b|undefined|[{}]/);
    }
    const { title, message } = describeFacts({ code: 'ServiceUnavailable.RegionMaintaining', regionId: 'cn-beijing' });
    expect(`${title} ${message}`).toContain('cn-beijing');
  });

  it('say none for what is not known, and give every value to the messages', () => {
    const given = new Map<string, unknown>();
    const echo = {
      locale: 'en',
      format: (id: string, params?: object) => {
        given.set(id, params);
        return id;
      },
    };
    const unknown = { field: 'none', parameter: '', resource: 'none', max: 'none', name: 'none', region: 'none' };
    expect(describeFacts({ code: 'InvalidAction' }, { messages: echo })).toMatchObject({
      title: 'InvalidAction.title',
      message: 'InvalidAction.message',
    });
    expect(given.get('InvalidAction.title')).toEqual(unknown);

    const params = { P: 'Sources.1.URI', R: 'Dataset', max: 1234, name: 'Foo' };
    describeFacts({ code: 'InvalidAction', regionId: 'cn-beijing', params }, { messages: echo });
    expect(given.get('InvalidAction.message')).toEqual({
      field: 'parameter.label',
      parameter: 'Sources.1.URI',
      resource: 'resource.label',
      max: '1,234',
      name: 'Foo',
      region: 'cn-beijing',
    });
    expect(given.get('parameter.label')).toEqual({ name: 'URI' });
    expect(given.get('resource.label')).toEqual({ key: 'dataset', name: 'Dataset' });
  });

  it('keep a parameter whole whose name is no path', () => {
    for (const P of ['a b.c', '.a b', 'a.b c']) {
      expect(describeFacts({ code: 'InvalidArgument', params: { P } }).fields[0]?.label).toBe(P);
    }
  });

  it('are empty where the messages have none, and the title is the code', () => {
    const silent = { locale: 'en', format: () => '' };
    expect(describeFacts({ code: 'InvalidAction' }, { messages: silent })).toMatchObject({
      title: 'InvalidAction',
      message: '',
    });
    expect(describeFacts({}, { messages: silent }).title).toBe('ImmError');
  });

  it('name the last segment of a path that no label knows', () => {
    expect(describeFacts({ code: 'InvalidSources.1.Frobnicator' }).fields[0]?.label).toBe('Frobnicator');
    expect(describeFacts({ code: 'MissingFrobnicators.1' }).fields[0]?.label).toBe('Frobnicators');
  });
});
