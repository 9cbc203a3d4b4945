import { readFileSync } from 'node:fs';
import compile from 'icu-minify/compile';
import { storyLocales } from '../../.storybook/locales.js';
import { localeTags } from '../../build/localeTags.js';
import { pseudoLocale, pseudoMessage } from '../../build/pseudoLocale.js';
import { messageIdOf } from '../../src/core/catalog/findRow.js';
import { immCatalog } from '../../src/core/catalog/immCatalog.js';
import { otherRows } from '../../src/core/catalog/otherRows.js';
import type { ImmMessages } from '../../src/core/types.js';
import type { CompiledMessage } from '../../src/messages/createMessages.js';

export type Params = Record<string, string>;

/** One locale, as its file has it and as an app gets it. */
export interface Locale {
  locale: string;
  /** The ICU texts by id: English's own for the pseudo-locale. */
  texts: Record<string, string>;
  compiled: Record<string, CompiledMessage>;
  messages: ImmMessages;
}

export const rowIds: readonly string[] = [...immCatalog, ...otherRows].map(messageIdOf);
export const rowTextIds: readonly string[] = rowIds.flatMap((id) => [`${id}.title`, `${id}.message`]);

export const nothingKnown: Params = {
  field: 'none',
  parameter: '',
  resource: 'none',
  max: 'none',
  name: 'none',
  region: 'none',
};
export const emptyStrings: Params = { field: '', parameter: '', resource: '', max: '', name: '', region: '' };
export const everythingKnown: Params = {
  field: 'Project name',
  parameter: 'ProjectName',
  resource: 'project',
  max: '10,000',
  name: 'x-acs-date',
  region: 'cn-hangzhou',
};

/** Every locale of the package, loaded as Storybook loads it: by its public name. */
export async function loadLocales(): Promise<Locale[]> {
  const loaders: Readonly<Record<string, { load(): Promise<{ messages: ImmMessages }> }>> = storyLocales;
  // One without a loader is missed by the test that compares the lists.
  const known = localeTags().filter((locale) => loaders[locale]);
  return Promise.all(known.map(async (locale) => localeOf(locale, await loaders[locale]!.load())));
}

function localeOf(locale: string, { messages }: { messages: ImmMessages }): Locale {
  const isPseudo = locale === pseudoLocale;
  const texts = textsOf(isPseudo ? 'en' : locale);
  const compiled = Object.entries(texts).map(([id, text]) => [
    id,
    isPseudo ? pseudoMessage(compile(text)) : compile(text),
  ]);
  return { locale, texts, compiled: Object.fromEntries(compiled), messages };
}

export function textsOf(locale: string): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`../../src/messages/${locale}.json`, import.meta.url), 'utf8'));
}

/** The choices that the selects of a message know. */
export function choicesOf(message: unknown): string[] {
  return placeholdersOf(message).flatMap((placeholder) => placeholder.split(' ').slice(2));
}

/** The names of the values that a message takes. */
export function argumentsOf(message: unknown): string[] {
  return [...new Set(placeholdersOf(message).map((placeholder) => placeholder.split(' ')[0] ?? ''))].sort();
}

/** `name kind choice…` for each placeholder of a compiled message, nested ones too. */
export function placeholdersOf(message: unknown): string[] {
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

/** The plural categories that a compiled message has a form for. */
export function pluralsOf(message: unknown): string[] {
  if (!Array.isArray(message)) return [];
  return message.flatMap((node: unknown) => {
    if (!Array.isArray(node)) return [];
    const [, kind, choices] = node;
    if (typeof choices !== 'object' || choices === null) return [];
    return [...(kind === pluralKind ? Object.keys(choices) : []), ...Object.values(choices).flatMap(pluralsOf)];
  });
}

// How icu-minify marks a select and a plural: the second of `[name, kind, choices]`. Its type keeps the mark to itself.
const [[, selectKind]] = compile('{x, select, other {}}') as unknown as [[name: string, kind: number]];
const [[, pluralKind]] = compile('{x, plural, other {}}') as unknown as [[name: string, kind: number]];
