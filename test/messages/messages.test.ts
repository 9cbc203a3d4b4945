import { describe, expect, it } from 'vitest';
import { storyLocales } from '../../.storybook/locales.js';
import { compileMessages } from '../../build/icuMessages.js';
import { localeTags } from '../../build/localeTags.js';
import { pseudoLocale } from '../../build/pseudoLocale.js';
import { locales as demoLocales } from '../../demo/locales.js';
import { formatSeconds } from '../../src/core/state/formatSeconds.js';
import type { ImmActionKind } from '../../src/core/types.js';
import { type CompiledMessage, type CompiledMessages, createMessages } from '../../src/messages/createMessages.js';
import { shipped } from '../../src/react/wrongSettings.js';
import {
  argumentsOf,
  choicesOf,
  emptyStrings,
  everythingKnown,
  loadLocales,
  nothingKnown,
  type Params,
  placeholdersOf,
  pluralsOf,
  rowIds,
  rowTextIds,
} from './loadLocales.js';

const locales = await loadLocales();
const english = locales.find(({ locale }) => locale === 'en')!;

describe('the list of locales', () => {
  it('is the same for the package, the stories, the demo and the warnings', () => {
    expect(Object.keys(storyLocales).sort()).toEqual(localeTags());
    expect(Object.keys(demoLocales).sort()).toEqual(localeTags());
    // Nobody is told to read the pseudo-locale.
    expect([...shipped, pseudoLocale].sort()).toEqual(localeTags());
  });

  it('says which are written from right to left', () => {
    for (const list of [storyLocales, demoLocales]) {
      const { ar, ...others } = list;
      expect(ar.direction).toBe('rtl');
      expect(Object.values(others).filter(({ direction }) => direction !== 'ltr')).toEqual([]);
    }
  });
});

describe.each(locales)('the messages of $locale', ({ locale, messages, texts, compiled }) => {
  const say = (id: string, params: Params): string => messages.format(id, params);

  it('name their language, by a tag that Intl knows', () => {
    expect(messages.locale).toBe(locale);
    expect(Intl.getCanonicalLocales(locale)).toEqual([locale]);
    expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale]);
    expect(formatSeconds(5, locale)).toContain(new Intl.NumberFormat(locale).format(5));
  });

  it('have exactly the ids and placeholders of English', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(english.texts));
    expect(shapesOf(compiled)).toEqual(shapesOf(english.compiled));
  });

  it('label at least the parameters and resources that English labels', () => {
    for (const id of labelTables) {
      expect(choicesOf(compiled[id])).toEqual(expect.arrayContaining(choicesOf(english.compiled[id])));
    }
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

  it('leave the outcome to the sentences that describe appends', () => {
    const outcomes = ['not-applied', 'unknown', 'task'].map((outcome) => say(`outcome.${outcome}`, {}));
    const said = rowIds.map((id) => say(`${id}.message`, everythingKnown));
    expect(said.filter((text) => outcomes.some((outcome) => text.includes(outcome)))).toEqual([]);
    expect(new Set(outcomes).size).toBe(3);
  });

  it('have a verb for every action', () => {
    const labels = actionKinds.map((kind) => say(`action.${kind}`, {}));
    expect(new Set(labels).size).toBe(actionKinds.length);
    expect(labels).not.toContain('');
    for (const id of ['action.retry-now', 'action.send-again', 'action.start-again']) expect(say(id, {})).not.toBe('');
  });

  it('label known parameters and resources, and show unknown ones as they are', () => {
    expect(say('parameter.label', { name: 'ProjectName' })).toMatch(/^(?!ProjectName$)./);
    expect(say('parameter.label', { name: 'FooBar' })).toBe('FooBar');
    expect(say('resource.label', { key: 'project', name: 'Project' })).toMatch(/^(?!Project$)./);
    expect(say('resource.label', { key: 'foobar', name: 'FooBar' }).trim()).toBe('FooBar');
  });

  it('count attempts in numbers of the language', () => {
    const said = messages.format('countdown.attempt', { attempt: 2, max: 34_567 });
    for (const number of [2, 34_567]) expect(said).toContain(new Intl.NumberFormat(locale).format(number));
  });

  it('have a form of their own for each plural that the language has', () => {
    const rules = new Intl.PluralRules(locale);
    for (const id of Object.keys(texts)) {
      const known = pluralsOf(compiled[id]);
      if (known.length === 0) continue;
      for (let count = 0; count <= 120; count++) {
        expect(known).toContain(rules.select(count));
        expect(messages.format(id, { ...everythingKnown, count, total: count })).not.toBe('');
      }
    }
    expect(messages.format('summary.title', { count: 34 })).toContain(new Intl.NumberFormat(locale).format(34));
  });

  it('give a string for hostile ids and values, and for missing values', () => {
    for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'no.such.id']) {
      expect(messages.format(id, {})).toBe('');
    }
    for (const id of Object.keys(texts)) {
      expect(typeof messages.format(id, {})).toBe('string');
      for (const hostile of ['__proto__', 'constructor', '{field}', '<b>', "'"]) {
        const params = Object.fromEntries(argumentsOf(compiled[id]).map((name) => [name, hostile]));
        expect(typeof messages.format(id, params)).toBe('string');
      }
    }
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
  'open-existing': 0,
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

/** Every placeholder of every message, with its kind and, but for the label tables, the choices it knows. */
function shapesOf(compiled: Record<string, CompiledMessage>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(compiled).map(([id, message]) => [
      id,
      labelTables.includes(id) ? argumentsOf(message) : [...new Set(placeholdersOf(message))].sort(),
    ]),
  );
}
