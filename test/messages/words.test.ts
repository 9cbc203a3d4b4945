import { brotliCompressSync } from 'node:zlib';
import { messages as en } from 'imm-error-kit/locales/en';
import { messages as enGB } from 'imm-error-kit/locales/en-GB';
import { messages as enXA } from 'imm-error-kit/locales/en-XA';
import { messages as zhCN } from 'imm-error-kit/locales/zh-CN';
import { describe, expect, it } from 'vitest';
import { compileMessages } from '../../build/icuMessages.js';
import { pseudoLocale } from '../../build/pseudoLocale.js';
import {
  argumentsOf,
  everythingKnown,
  loadLocales,
  nothingKnown,
  type Params,
  rowIds,
  rowTextIds,
  textsOf,
} from './loadLocales.js';

interface Limits {
  title: number;
  message: number;
  /** Of the compiled words, brotli. */
  bytes: number;
}

const commonLimits: Limits = { title: 70, message: 200, bytes: 5950 };
const limits: Readonly<Record<string, Limits>> = {
  en: { title: 60, message: 170, bytes: 4650 },
  'en-GB': { title: 60, message: 170, bytes: 4650 },
  'zh-CN': { title: 60, message: 170, bytes: 5100 },
  // Three bytes a letter.
  th: { ...commonLimits, bytes: 6150 },
};

const english = textsOf('en');
// The pseudo-locale is English in disguise: what is asked of prose is asked of English.
const languages = (await loadLocales()).filter(({ locale }) => locale !== pseudoLocale);
const translations = languages.filter(({ locale }) => !locale.startsWith('en'));

/** Names and figures that every language writes as English does. */
const terms =
  /\b(IMM|OSS|STS|RAM|SSO|SDK|API|HTTPS?|JSON|MD5|CU|ID|URI|AccessKey|Timestamp|Alibaba Cloud|DingTalk|AliyunIMMDefaultRole|application\/x-www-form-urlencoded|\d+)\b/g;

describe.each(languages)('the words in $locale', ({ locale, messages, texts }) => {
  const say = (id: string, params: Params): string => messages.format(id, params);
  const limit = limits[locale] ?? commonLimits;

  it('leave no placeholder, doubled space or stray space behind', () => {
    // What the table doesn't know is set apart with spaces in some languages: none of them may stand at an edge.
    const unknown = { ...everythingKnown, resource: say('resource.label', { key: 'foobar', name: 'FooBar' }) };
    const params = [nothingKnown, everythingKnown, unknown];
    const said = params.flatMap((known) => rowTextIds.map((id) => say(id, known)));
    expect(said.filter((text) => /[{}]|\bnone\b|undefined/.test(text))).toEqual([]);
    // French sets no-break spaces before its marks and inside its quotation marks, so that no line starts with one.
    expect(said.filter((text) => / {2}|^ | $| [.,;:!?)»،，。）”]|[(«（] /.test(text))).toEqual([]);
  });

  it('keep titles short and without an end mark, and end messages as the language does', () => {
    for (const params of [nothingKnown, everythingKnown]) {
      const titles = rowIds.map((id) => say(`${id}.title`, params));
      expect(titles.filter((text) => text.length > limit.title || /[.。!！]$/.test(text))).toEqual([]);
      const bodies = rowIds.map((id) => say(`${id}.message`, params));
      const end = locale === 'th' ? /[^.。!]$/ : /[.。]$/;
      expect(bodies.filter((text) => text.length > limit.message || !end.test(text))).toEqual([]);
    }
  });

  it('keep to their budget', () => {
    expect(brotliCompressSync(JSON.stringify(compileMessages(texts))).length).toBeLessThanOrEqual(limit.bytes);
  });

  it.each(['Forbidden.ServiceRole', 'STSAccessError', 'OSSAccessError'])('name the role for %s', (id) => {
    expect(say(`${id}.message`, nothingKnown)).toContain('AliyunIMMDefaultRole');
  });

  it.each([
    ['QuotaExhausted.CU.message', /10.{0,3}CU/],
    ['SDK.InvalidRegionId.message', /SDK/],
    ['InvalidTimeStampExpired.title', /15/],
    ['InvalidProtocolNeedSsl.message', /HTTPS/],
    ['ContentMD5NotMatched.title', /MD5/],
    ['UnsupportedMediaType.message', /application\/x-www-form-urlencoded/],
  ])('keep the fact in %s', (id, fact) => {
    expect(say(id, nothingKnown)).toMatch(fact);
  });
});

describe.each(translations)('the translation into $locale', ({ messages }) => {
  it('leaves no sentence and no button in English', () => {
    const ids = Object.keys(english).filter((id) => /^([A-Z]|action\.|outcome\.)/.test(id));
    const params = { ...nothingKnown, time: '60 s' };
    expect(ids.filter((id) => messages.format(id, params) === en.format(id, params))).toEqual([]);
  });
});

describe.each(translations.filter(({ locale }) => /^(ar|ja|ko|th|zh)/.test(locale)))(
  'the script of $locale',
  ({ messages, compiled }) => {
    it('is mixed with Latin letters only for names', () => {
      const ids = Object.keys(english).filter((id) => rowTextIds.includes(id) || !argumentsOf(compiled[id]).length);
      const said = ids.map((id) => messages.format(id, nothingKnown).replace(terms, ''));
      expect(said.filter((text) => /[A-Za-z]{2}/.test(text))).toEqual([]);
    });
  },
);

describe('English', () => {
  it('blames nobody and does not plead', () => {
    const banned = /\b(oops|please|sorry|invalid|valid|illegal|forbidden|fail(ed|ure)?|whoops|uh-oh|unfortunately)\b/i;
    expect(Object.entries(english).filter(([, text]) => banned.test(text))).toEqual([]);
  });

  it.each([
    ['Throttling.Api', /\bloop\b/],
    ['Throttling.User', /\bloop\b/],
    ['InvalidTimeStampExpired', /\bclock\b/],
    ['Throttling', /few minutes/],
    ['UnreadableAnswer', /proxy/],
  ])('passes on the advice for %s', (id, advice) => {
    expect(sayAll(en, id)).toMatch(advice);
  });

  it('labels parameters and resources', () => {
    expect(en.format('parameter.label', { name: 'ProjectName' })).toBe('Project name');
    expect(en.format('resource.label', { key: 'project', name: 'Project' })).toBe('project');
  });
});

describe('British English', () => {
  it('is spelled the British way, and otherwise as English is', () => {
    const american = /\b(?!\w*size)(\w+iz(e|es|ed|ing|ation)|canceled|color|center|license[sd]?|dialog|behavior)\b/i;
    const said = Object.entries(textsOf('en-GB'));
    expect(said.filter(([, text]) => american.test(text))).toEqual([]);
    expect(said.filter(([id, text]) => text !== english[id]).length).toBeLessThan(10);
    expect(enGB.format('Aborted.title', {})).toBe('The request was cancelled');
  });
});

describe('Chinese', () => {
  it.each([
    ['Throttling.Api', /循环/],
    ['Throttling.User', /循环/],
    ['InvalidTimeStampExpired', /时钟/],
    ['Throttling', /几分钟/],
    ['UnreadableAnswer', /代理/],
  ])('passes on the advice for %s', (id, advice) => {
    expect(sayAll(zhCN, id)).toMatch(advice);
  });

  it('labels parameters and resources', () => {
    expect(zhCN.format('parameter.label', { name: 'ProjectName' })).toBe('项目名称');
    expect(zhCN.format('resource.label', { key: 'project', name: 'Project' })).toBe('项目');
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

describe('Arabic', () => {
  it('uses its own comma, question mark and quotation marks', () => {
    const left = Object.entries(textsOf('ar')).filter(([, text]) =>
      /[\u0600-\u06ff] ?[,;?"“”]/.test(text.replace(/, select,/g, '')),
    );
    expect(left).toEqual([]);
  });
});

describe('Japanese', () => {
  it('uses full-width punctuation', () => {
    const said = Object.entries(textsOf('ja')).map(([id, text]) => [
      id,
      text.replace(/, (select|plural|number)\b,?/g, ''),
    ]);
    expect(said.filter(([, text]) => /[(),;:!?]/.test(text ?? ''))).toEqual([]);
  });
});

describe('French', () => {
  it('lets no line begin with a mark, nor end with the opening of a quotation', () => {
    const said = Object.entries(textsOf('fr'));
    expect(said.filter(([, text]) => /(?<![\u00a0\u202f])[:;!?»]|«(?![\u00a0\u202f])/.test(text))).toEqual([]);
  });
});

describe('the pseudo-locale', () => {
  it('says what English says', () => {
    for (const id of Object.keys(english)) {
      for (const params of [nothingKnown, everythingKnown]) {
        expect(plain(enXA.format(id, params))).toBe(plain(en.format(id, params)));
      }
    }
  });

  it('stands in brackets, and has an accent on every letter that is not a value', () => {
    const fixed = rowTextIds.map((id) => enXA.format(id, nothingKnown));
    expect(fixed.filter((text) => !/^⟦[^⟦⟧]+⟧$/.test(text) || /[a-pr-z]/i.test(text))).toEqual([]);
  });

  it('is about two fifths longer', () => {
    const length = (messages: typeof en): number =>
      rowTextIds.reduce((sum, id) => sum + messages.format(id, nothingKnown).length, 0);
    expect(length(enXA) / length(en)).toBeCloseTo(1.4, 1);
  });

  it('keeps values as they are', () => {
    expect(enXA.format('ResourceNotFound.message', everythingKnown)).toContain('(cn-hangzhou)');
    expect(enXA.format('parameter.label', { name: 'FooBar' })).toBe('FooBar');
    expect(enXA.format('announce.failed', { severity: 'a', title: 'b' })).toBe('a: b');
  });
});

/** All that a row says. */
function sayAll(messages: typeof en, id: string): string {
  return ['title', 'message'].map((part) => messages.format(`${id}.${part}`, nothingKnown)).join(' ');
}

function plain(text: string): string {
  const letters = text.normalize('NFD').replace(/[\u0300-\u036f⟦⟧]/g, '');
  return letters.toLowerCase().replace(/([aeiouy])\1+/g, '$1');
}
