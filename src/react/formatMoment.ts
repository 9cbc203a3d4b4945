import { attempt } from '../core/attempt.js';

/** A moment in the person's language and time zone; empty where there is no such moment. */
export function formatMoment(at: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  const format = (language: string): string => new Intl.DateTimeFormat(language, options).format(at);
  // A locale that is no language tag belongs to messages of the app's own.
  return attempt(() => format(locale)) ?? attempt(() => format('en')) ?? '';
}
