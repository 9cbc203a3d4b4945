import { attempt } from '../core/attempt.js';
import type { ImmMessages } from '../core/types.js';
import { warnOnce } from '../core/warnOnce.js';

/**
 * The same messages, with others behind them for each text that is missing or fails.
 *
 * Apps plug in messages of their own, and locales arrive late or incomplete: an error UI must not fail for want of words.
 */
export function withFallback(messages: ImmMessages, fallback: ImmMessages): ImmMessages {
  const isUsable = typeof attempt(() => messages.format) === 'function';
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      !isUsable &&
      "[imm-error-kit] `messages` of ImmErrorProvider has no function `format`. Its words can't be used, so English is shown. Pass what a module of imm-error-kit/locales/* exports as `messages`, such as `loaded.messages`, and await the `import()` before that.",
  );
  if (messages === fallback || !isUsable) return fallback;
  return {
    locale: messages.locale,
    format(id, params) {
      const text: unknown = attempt(() => messages.format(id, params));
      return typeof text === 'string' && text ? text : fallback.format(id, params);
    },
  };
}
