import format from 'icu-minify/format';
import type { ImmMessages } from '../core/types.js';

/** A message as `icu-minify` compiles it. */
export type CompiledMessage = Parameters<typeof format>[0];

/** The messages of a locale by what stands before and behind the last dot of their ids. */
export type CompiledMessages = Readonly<Record<string, Readonly<Record<string, CompiledMessage>>>>;

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
export function createMessages(locale: string, compiled: CompiledMessages): ImmMessages {
  // A page of banners asks for the same texts a thousand times: an id is taken apart once.
  const known = new Map<string, CompiledMessage>();

  return {
    locale,
    format(id, params) {
      try {
        const message = known.get(id) ?? find(id);
        return typeof message === 'string' ? message : String(format(message, locale, params, { formatters }));
      } catch {
        return '';
      }
    },
  };

  // Without a message, or with `constructor` for an id, this or what follows throws: that is what the catch is for.
  function find(id: string): CompiledMessage {
    const dot = id.lastIndexOf('.');
    const message = compiled[id.slice(0, dot)]?.[id.slice(dot + 1)] as CompiledMessage;
    // Only what there is: who asks for ids that were made up would fill the memory.
    if (message !== undefined) known.set(id, message);
    return message;
  }
}
