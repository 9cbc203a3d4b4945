import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import compile from 'icu-minify/compile';
import { messages as en } from 'imm-error-kit/locales/en';
import { messages as zhCN } from 'imm-error-kit/locales/zh-CN';
import { describe, expect, it } from 'vitest';
import { compileMessages } from '../../build/icuMessages.js';
import { messageIdOf } from '../../src/core/catalog/findRow.js';
import { immCatalog } from '../../src/core/catalog/immCatalog.js';
import { otherRows } from '../../src/core/catalog/otherRows.js';
import type { ImmActionKind } from '../../src/core/types.js';
import { type CompiledMessages, createMessages } from '../../src/messages/createMessages.js';

type Params = Record<string, string>;

const rowIds = [...immCatalog, ...otherRows].map(messageIdOf);
const rowTextIds = rowIds.flatMap((id) => [`${id}.title`, `${id}.message`]);

const nothingKnown: Params = {
  field: 'none',
  parameter: '',
  resource: 'none',
  max: 'none',
  name: 'none',
  region: 'none',
};
const emptyStrings: Params = { field: '', parameter: '', resource: '', max: '', name: '', region: '' };
const everythingKnown: Params = {
  field: 'Project name',
  parameter: 'ProjectName',
  resource: 'project',
  max: '10,000',
  name: 'x-acs-date',
  region: 'cn-hangzhou',
};

const locales = [
  { locale: 'en', messages: en, texts: textsOf('en'), budget: 4150 },
  { locale: 'zh-CN', messages: zhCN, texts: textsOf('zh-CN'), budget: 4650 },
];
const english = textsOf('en');

describe.each(locales)('the words in $locale', ({ locale, messages, texts, budget }) => {
  const say = (id: string, params: Params): string => messages.format(id, params);

  it('name their language', () => {
    expect(messages.locale).toBe(locale);
  });

  it('have a title and a message for every row, in catalogue order', () => {
    expect(Object.keys(texts).filter((id) => /^[A-Z]/.test(id))).toEqual(rowTextIds);
  });

  it.each([
    ['nothing is known', nothingKnown],
    ['every value is empty', emptyStrings],
    ['everything is known', everythingKnown],
  ])('are unlike those of every other row when %s', (_, params) => {
    for (const part of ['title', 'message']) {
      const said = rowIds.map((id) => say(`${id}.${part}`, params));
      expect(said.filter((text, index) => !text || said.indexOf(text) !== index)).toEqual([]);
    }
  });

  it('leave no placeholder, doubled space or stray space behind', () => {
    for (const params of [nothingKnown, everythingKnown]) {
      const said = rowTextIds.map((id) => say(id, params));
      expect(said.filter((text) => /[{}]|\bnone\b|undefined| {2}|^ | $| [.,，。（）“”]/.test(text))).toEqual([]);
    }
  });

  it('keep titles short and without an end mark, and end messages with one', () => {
    for (const params of [nothingKnown, everythingKnown]) {
      const titles = rowIds.map((id) => say(`${id}.title`, params));
      expect(titles.filter((text) => text.length > 60 || /[.。!！]$/.test(text))).toEqual([]);
      const bodies = rowIds.map((id) => say(`${id}.message`, params));
      expect(bodies.filter((text) => text.length > 170 || !/[.。]$/.test(text))).toEqual([]);
    }
  });

  it('show no error code', () => {
    const codes = rowIds.filter((id) => /[a-z.][A-Z]/.test(id));
    const said = rowTextIds.map((id) => say(id, everythingKnown));
    expect(said.filter((text) => codes.some((code) => text.includes(code)))).toEqual([]);
  });

  it.each(['InvalidArgument', 'Missing', 'LimitExceededError.quota', 'Invalid', 'InvalidJSON', 'LimitExceeded'])(
    'name the field in the title of %s and the raw parameter in its message',
    (id) => {
      expect(say(`${id}.title`, everythingKnown)).toContain('Project name');
      expect(say(`${id}.message`, everythingKnown)).toContain('ProjectName');
    },
  );

  it.each([
    ['ResourceAlreadyExists', 'title', 'resource'],
    ['ResourceNotFound', 'title', 'resource'],
    ['ResourceNotFound', 'message', 'region'],
    ['StatusConflict', 'title', 'resource'],
    ['StateConflict', 'title', 'resource'],
    ['PreconditionFailed', 'title', 'resource'],
    ['Invalid.Unsupported', 'title', 'resource'],
    ['Invalid.DownloadFailed', 'title', 'resource'],
    ['LimitExceededError.count', 'title', 'resource'],
    ['LimitExceededError.count', 'message', 'max'],
    ['LimitExceededError.quota', 'message', 'max'],
    ['LimitExceeded', 'message', 'max'],
    ['EntityTooLarge', 'message', 'max'],
    ['MissingRequiredHeader', 'title', 'name'],
    ['UnsupportedAction', 'title', 'name'],
    ['UnsupportedAPIVersion', 'title', 'name'],
    ['InvalidAction', 'title', 'name'],
    ['ServiceUnavailable', 'title', 'region'],
    ['ServiceUnavailable.RegionMaintaining', 'title', 'region'],
    ['SDK.InvalidRegionId', 'title', 'region'],
  ])('name in %s (%s) the %s concerned', (id, part, param) => {
    expect(say(`${id}.${part}`, everythingKnown)).toContain(everythingKnown[param]);
  });

  it.each([
    ['Throttling.Api', /\bloop\b|循环/],
    ['Throttling.User', /\bloop\b|循环/],
    ['QuotaExhausted.CU', /\b10 CU\b|10 个 CU/],
    ['SDK.InvalidRegionId', /\bSDK\b/],
    ['Forbidden.ServiceRole', /AliyunIMMDefaultRole/],
    ['STSAccessError', /AliyunIMMDefaultRole/],
    ['OSSAccessError', /AliyunIMMDefaultRole/],
    ['InvalidTimeStampExpired', /\bclock\b|时钟/],
    ['Throttling', /few minutes|几分钟/],
    ['UnreadableAnswer', /proxy|代理/],
  ])('pass on the advice for %s', (id, advice) => {
    expect(say(`${id}.message`, nothingKnown)).toMatch(advice);
  });

  it('leave the outcome to the sentences that describe appends', () => {
    const said = rowIds.map((id) => say(`${id}.message`, everythingKnown));
    expect(said.filter((text) => /nothing was|isn't known whether|未做任何更改|是否已生效/i.test(text))).toEqual([]);
    expect(say('outcome.not-applied', {})).not.toBe(say('outcome.unknown', {}));
  });

  it('have a verb for every action', () => {
    const labels = actionKinds.map((kind) => say(`action.${kind}`, {}));
    expect(new Set(labels).size).toBe(actionKinds.length);
    expect(labels).not.toContain('');
    for (const id of ['action.retry-now', 'action.send-again']) expect(say(id, {})).not.toBe('');
  });

  it('label known parameters and resources, and show unknown ones as they are', () => {
    expect(say('parameter.label', { name: 'ProjectName' })).toBe(locale === 'en' ? 'Project name' : '项目名称');
    expect(say('parameter.label', { name: 'FooBar' })).toBe('FooBar');
    expect(say('resource.label', { key: 'project', name: 'Project' })).toBe(locale === 'en' ? 'project' : '项目');
    expect(say('resource.label', { key: 'foobar', name: 'FooBar' }).trim()).toBe('FooBar');
  });

  it('count attempts in numbers of the language', () => {
    expect(messages.format('countdown.attempt', { attempt: 2, max: 3 })).toMatch(/2.*3/);
  });

  it('give a string for hostile ids and values, and for missing values', () => {
    for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'no.such.id']) {
      expect(messages.format(id, {})).toBe('');
    }
    for (const id of Object.keys(texts)) {
      expect(typeof messages.format(id, {})).toBe('string');
      for (const hostile of ['__proto__', 'constructor', '{field}', '<b>', "'"]) {
        const params = Object.fromEntries(argumentsOf(texts[id] ?? '').map((name) => [name, hostile]));
        expect(typeof messages.format(id, params)).toBe('string');
      }
    }
  });

  it('stay within their budget', () => {
    expect(brotliCompressSync(JSON.stringify(compileMessages(texts))).length).toBeLessThanOrEqual(budget);
  });

  it('have exactly the ids and placeholders of English', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(english));
    expect(shapesOf(texts)).toEqual(shapesOf(english));
  });

  it('label at least the parameters and resources that English labels', () => {
    for (const id of labelTables) expect(choicesOf(texts[id])).toEqual(expect.arrayContaining(choicesOf(english[id])));
  });
});

describe('English', () => {
  it('blames nobody and does not plead', () => {
    const banned = /\b(oops|please|sorry|invalid|valid|illegal|forbidden|fail(ed|ure)?|whoops|uh-oh|unfortunately)\b/i;
    expect(Object.entries(english).filter(([, text]) => banned.test(text))).toEqual([]);
  });
});

describe('Chinese', () => {
  const terms =
    /\b(IMM|OSS|STS|RAM|SSO|SDK|API|HTTPS?|JSON|MD5|CU|ID|URI|AccessKey|Timestamp|AliyunIMMDefaultRole|application\/x-www-form-urlencoded)\b/g;

  it('keeps no English but product terms', () => {
    const left = rowTextIds.filter((id) => /[A-Za-z]{2}/.test(zhCN.format(id, nothingKnown).replace(terms, '')));
    expect(left).toEqual([]);
    const others = Object.keys(english).filter(
      (id) => !rowTextIds.includes(id) && !argumentsOf(english[id] ?? '').length,
    );
    expect(others.filter((id) => /[A-Za-z]{2}/.test(zhCN.format(id, {}).replace(terms, '')))).toEqual([]);
  });

  it('uses full-width punctuation, and a space between Chinese and Latin text', () => {
    const params = { ...everythingKnown, field: '项目名称', resource: '项目' };
    const said = rowTextIds.flatMap((id) => [zhCN.format(id, nothingKnown), zhCN.format(id, params)]);
    expect(said.filter((text) => /[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]/.test(text))).toEqual([]);
    expect(said.filter((text) => /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/.test(text))).toEqual([]);
    expect(said.filter((text) => /[\u4e00-\u9fff] [\u4e00-\u9fff]/.test(text))).toEqual([]);
  });

  it('sets unknown resource names apart with spaces', () => {
    const resource = zhCN.format('resource.label', { key: 'foobar', name: 'FooBar' });
    expect(zhCN.format('ResourceNotFound.title', { ...nothingKnown, resource })).toBe('该 FooBar 不存在或已被删除');
  });
});

describe('createMessages', () => {
  it('gives an empty string where a message is broken', () => {
    const broken = { a: { title: [['x', 99]] } } as unknown as CompiledMessages;
    expect(createMessages('en', broken).format('a.title', {})).toBe('');
  });

  it('gives an empty string where the language tag is not one', () => {
    const compiled = compileMessages({ 'a.count': '{count, number}' });
    expect(createMessages('not a tag', compiled).format('a.count', { count: 1 })).toBe('');
  });
});

const labelTables = ['parameter.label', 'resource.label'];

// A record, so that a kind that is added to the type can't be forgotten here.
const actionKinds: readonly ImmActionKind[] = Object.keys({
  'edit-fields': 0,
  'request-quota': 0,
  'open-list': 0,
  'copy-diagnostics': 0,
  'request-permission': 0,
  retry: 0,
  reload: 0,
  'switch-account': 0,
  'switch-region': 0,
  'open-billing': 0,
  'open-service-role': 0,
  'activate-service': 0,
  'refresh-credentials': 0,
  'check-clock': 0,
  'contact-support': 0,
  'check-outcome': 0,
  stop: 0,
  dismiss: 0,
  troubleshoot: 0,
} satisfies Record<ImmActionKind, 0>) as ImmActionKind[];

function textsOf(locale: string): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`../../src/messages/${locale}.json`, import.meta.url), 'utf8'));
}

/** Every placeholder of every message, with its kind and, but for the label tables, the choices it knows. */
function shapesOf(texts: Record<string, string>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(texts).map(([id, text]) => [
      id,
      labelTables.includes(id) ? argumentsOf(text) : [...new Set(placeholdersOf(compile(text)))].sort(),
    ]),
  );
}

function choicesOf(text = ''): string[] {
  return placeholdersOf(compile(text)).flatMap((placeholder) => placeholder.split(' ').slice(2));
}

function argumentsOf(text: string): string[] {
  return [...new Set(placeholdersOf(compile(text)).map((placeholder) => placeholder.split(' ')[0] ?? ''))].sort();
}

/** `name kind choice…` for each placeholder of a compiled message, nested ones too. */
function placeholdersOf(message: unknown): string[] {
  if (!Array.isArray(message)) return [];
  return message.flatMap((node: unknown) => {
    if (!Array.isArray(node)) return [];
    const [name, kind = '', choices] = node;
    if (typeof choices !== 'object' || choices === null) return [`${name} ${kind}`];
    // Plural categories differ by language; the choices of a select don't.
    const keys = kind === selectKind ? Object.keys(choices).sort() : [];
    return [[name, kind, ...keys].join(' '), ...Object.values(choices).flatMap(placeholdersOf)];
  });
}

// How icu-minify marks a select: the second of `[name, kind, choices]`. Its type keeps the mark to itself.
const [[, selectKind]] = compile('{x, select, other {}}') as unknown as [[name: string, kind: number]];
