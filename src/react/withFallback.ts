import { attempt } from '../core/attempt.js';
import type { ImmMessages } from '../core/types.js';

/**
 * The same messages, with others behind them for each text that is missing or fails.
 *
 * Apps plug in messages of their own, and locales arrive late or incomplete: an error UI must not fail for want of words.
 */
export function withFallback(messages: ImmMessages, fallback: ImmMessages): ImmMessages {
  if (messages === fallback) return messages;
  return {
    locale: messages.locale,
    format(id, params) {
      const text: unknown = attempt(() => messages.format(id, params));
      return typeof text === 'string' && text ? text : fallback.format(id, params);
    },
  };
}
