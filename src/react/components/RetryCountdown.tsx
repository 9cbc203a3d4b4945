import { type HTMLAttributes, type ReactNode, useEffect, useRef } from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { formatSeconds } from '../formatSeconds.js';
import { type ImmErrorSource, useImmError } from '../hooks/useImmError.js';
import { type ImmErrorContextValue, useImmErrorContext } from '../ImmErrorContext.js';
import { secondsUntil } from '../secondsUntil.js';
import { subscribeTicker } from '../ticker.js';
import { ActionButton } from './ActionButton.js';

export interface RetryCountdownProps extends HTMLAttributes<HTMLDivElement> {
  /** What failed: anything that `useImmError` takes. */
  source?: ImmErrorSource;
  /** A state to show as it is, instead of `source`. */
  state?: ImmErrorState | null | undefined;
  /** Leaves out the buttons, where they stand elsewhere. @default false */
  bare?: boolean | undefined;
}

/** Counts down to the retry that is really scheduled. Renders nothing where none is. */
export function RetryCountdown({ source, state, bare = false, className, ...rest }: RetryCountdownProps): ReactNode {
  const context = useImmErrorContext();
  const { state: shown, actions, status } = useImmError(source ?? state);
  const at = shown?.retry.at;
  const isPaused = status === 'paused';
  const text = useRef<HTMLSpanElement>(null);
  const { messages } = context;

  // The ticker writes the text node itself: a thousand countdowns cost a thousand text changes a second, no render.
  useEffect(() => {
    if (at === undefined || isPaused) return undefined;
    let spoken = secondsUntil(at, Date.now());
    const update = (now: number): void => {
      const seconds = secondsUntil(at, now);
      if (text.current) text.current.textContent = textOf(seconds, context);
      if (marks.some((mark) => seconds <= mark && spoken > mark && spoken - seconds < 5)) {
        context.announcer.announce(textOf(seconds, context), 'polite');
      }
      spoken = seconds;
    };
    update(Date.now());
    return subscribeTicker(update);
  }, [at, isPaused, context]);

  if (!shown || (at === undefined && !isPaused)) return null;
  const { attempt, maxAttempts } = shown.retry;
  const root = {
    ...rest,
    className: className ? `imm-countdown ${className}` : 'imm-countdown',
    'data-part': 'countdown',
  };
  if (isPaused || at === undefined) return <div {...root}>{messages.format(pauseReason(), {})}</div>;

  return (
    <div {...root}>
      {/* A timer's live region is off by default: it isn't read out each second. */}
      <span ref={text} role="timer" data-part="countdown-text" suppressHydrationWarning>
        {textOf(secondsUntil(at, Date.now()), context)}
      </span>
      {attempt !== undefined && maxAttempts !== undefined && (
        <span data-part="countdown-attempt">{messages.format('countdown.attempt', { attempt, max: maxAttempts })}</span>
      )}
      {!bare && (
        <div className="imm-actions">
          {actions
            .filter((action) => action.kind === 'retry' || action.kind === 'stop')
            .map((action) => (
              <ActionButton key={action.kind} action={action} />
            ))}
        </div>
      )}
    </div>
  );
}

// TanStack Query holds a retry back while the network or the person is away.
function pauseReason(): string {
  return navigator.onLine ? 'countdown.paused' : 'countdown.offline';
}

/** Seconds left at which the time is spoken; the banner itself speaks at the start. */
const marks = [60, 30, 10, 0];

function textOf(seconds: number, { messages, locale }: ImmErrorContextValue): string {
  if (seconds <= 0) return messages.format('countdown.now', {});
  return messages.format('countdown.retrying-in', { time: formatSeconds(seconds, locale) });
}
