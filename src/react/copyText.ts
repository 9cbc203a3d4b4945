import type { ImmErrorContextValue } from './ImmErrorContext.js';

/** What `copyText` gives when the text is on the clipboard. */
export const copied: unique symbol = Symbol('copied');

/**
 * Puts a text on the clipboard and says so.
 *
 * @param said The message that is announced. @default 'details.copied'
 */
export async function copyText(
  text: string,
  { messages, announcer, support }: Pick<ImmErrorContextValue, 'messages' | 'announcer' | 'support'>,
  said = 'details.copied',
): Promise<typeof copied | undefined> {
  try {
    await navigator.clipboard.writeText(text);
    announcer.announce(messages.format('details.copied', {}), 'polite');
    if (said !== 'details.copied') {
      announcer.announce(messages.format(said, { group: support.dingTalkGroup }), 'polite');
    }
    return copied;
  } catch {
    // No permission, or a page that isn't secure: the text stays on screen, where it can be selected.
    return undefined;
  }
}
