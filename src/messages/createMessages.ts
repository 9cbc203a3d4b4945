import format from 'icu-minify/format';
import type { ImmMessages } from '../core/types.js';

/** A message as `icu-minify` compiles it. */
export type CompiledMessage = Parameters<typeof format>[0];

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
};

/**
 * The words of one locale, over messages that were compiled at build time.
 *
 * Never throws: an unknown id, a missing value or a broken message gives an empty string, and the caller falls back.
 */
export function createMessages(locale: string, compiled: Readonly<Record<string, CompiledMessage>>): ImmMessages {
  return {
    locale,
    format(id, params) {
      // `constructor` and its kin are ids that an attacker could name.
      if (!Object.hasOwn(compiled, id)) return '';
      try {
        return String(format(compiled[id] ?? '', locale, params, { formatters }));
      } catch {
        return '';
      }
    },
  };
}
