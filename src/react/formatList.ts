import { attempt } from '../core/attempt.js';

/** A list in the person's language, as a part of a sentence. */
export function formatList(items: readonly string[], locale: string): string {
  const format = (language: string): string => new Intl.ListFormat(language).format(items);
  // A locale that is no language tag belongs to messages of the app's own.
  return attempt(() => format(locale)) ?? format('en');
}
