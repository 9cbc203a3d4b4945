import { attempt } from '../core/attempt.js';
import type { ImmErrorContextValue } from './ImmErrorContext.js';

/**
 * Puts a text on the clipboard and says so, or that it couldn't. Call it while a press of the person is handled.
 *
 * Gives a symbol, as no app's own handler does: its description is the id of the message that says how it went.
 *
 * @param copied The message that says it.
 */
export async function copyText(
  text: string,
  { messages, announcer, support }: Pick<ImmErrorContextValue, 'messages' | 'announcer' | 'support'>,
  copied = 'details.copied',
): Promise<symbol> {
  let id = copied;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No permission, or a page that isn't secure, where there is no clipboard at all.
    if (!writeByCommand(text)) id = 'details.not-copied';
  }
  announcer.announce(messages.format(id, { group: support.dingTalkGroup }), 'polite');
  return Symbol(id);
}

// The command copies what a listener gives it. So nothing is put into the page, where a modal dialog would keep it from
// being selected, and the focus stays.
function writeByCommand(text: string): boolean {
  // A browser that refuses the command asks no listener.
  let wasAsked = false;
  const give = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    // The page's own listeners would put theirs in its place.
    event.stopImmediatePropagation();
    wasAsked = true;
  };
  document.addEventListener('copy', give, true);
  attempt(() => {
    const selection = getSelection();
    const ours = selection?.isCollapsed ? selection : undefined;
    // Safari has nothing to copy where nothing is selected.
    ours?.selectAllChildren(document.body);
    document.execCommand('copy');
    ours?.empty();
  });
  document.removeEventListener('copy', give, true);
  return wasAsked;
}
