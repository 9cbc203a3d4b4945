import { type ReactNode, useState } from 'react';
import type { BoundAction } from '../hooks/useImmError.js';
import { useImmErrorContext } from '../ImmErrorContext.js';

export interface ActionButtonProps {
  action: BoundAction;
  /** The request that failed: what was copied of one isn't copied of the next. */
  requestId?: string | undefined;
  /** Whether what it does is under way. It stays focusable meanwhile. */
  isBusy?: boolean | undefined;
}

/** One action: a button where something is done here, a link where a page opens. */
export function ActionButton({ action, requestId = '', isBusy = false }: ActionButtonProps): ReactNode {
  const { messages, support } = useImmErrorContext();
  const { kind, label, href, primary, run } = action;
  const [answers, setAnswers] = useState<Readonly<Record<string, unknown>>>({});
  const answer = answers[requestId];
  // What was done shows on the button itself: a clipboard that fills without a sign looks like a button that is broken.
  const press = async (): Promise<void> => setAnswers({ [requestId]: await run?.() });
  const shared = { className: 'imm-action', 'data-part': 'action', 'data-kind': kind, 'data-primary': primary };

  if (href) {
    // What was entered here stays, and the app's own pages open as its other links do.
    const isElsewhere = /^https?:/i.test(href);
    return (
      <a {...shared} href={href} {...(isElsewhere && { target: '_blank', rel: 'noopener noreferrer' })}>
        {label}
        {isElsewhere && <span className="imm-visually-hidden"> {messages.format('action.new-tab', {})}</span>}
      </a>
    );
  }
  return (
    // Not `disabled`: a disabled button loses the focus, and a keyboard user with it.
    <button type="button" {...shared} aria-disabled={isBusy || undefined} onClick={() => !isBusy && void press()}>
      {(typeof answer === 'symbol' && messages.format(String(answer.description), { group: support.dingTalkGroup })) ||
        label}
    </button>
  );
}
