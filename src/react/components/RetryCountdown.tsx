import {
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  type RefAttributes,
  useEffect,
  useRef,
} from 'react';
import { formatSeconds } from '../../core/state/formatSeconds.js';
import type { ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import type { Announcer } from '../announcer.js';
import { useAnnounceError } from '../hooks/useAnnounceError.js';
import { type ImmErrorSource, useImmError } from '../hooks/useImmError.js';
import { type ImmErrorContextValue, useImmErrorContext } from '../ImmErrorContext.js';
import { secondsUntil } from '../secondsUntil.js';
import { subscribeTicker } from '../ticker.js';
import { ActionButton } from './ActionButton.js';
import { bothGiven } from './bothGiven.js';

/** What `RetryCountdown` takes: the attributes of its root as well. */
export interface RetryCountdownProps extends HTMLAttributes<HTMLDivElement> {
  /** What failed: anything that `useImmError` takes. */
  source?: ImmErrorSource;
  /** A state to show as it is, instead of `source`. */
  state?: ImmErrorState | null | undefined;
  /** Leaves out the buttons, where they stand elsewhere. @default false */
  bare?: boolean | undefined;
}

/** Counts down to the retry that is really scheduled. Renders nothing where none is. */
export const RetryCountdown: ForwardRefExoticComponent<RetryCountdownProps & RefAttributes<HTMLDivElement>> =
  forwardRef(function RetryCountdown(
    { source, state, bare = false, className, ...rest }: RetryCountdownProps,
    ref: Ref<HTMLDivElement>,
  ): ReactNode {
    warnOnce(() => process.env.NODE_ENV !== 'production' && bothGiven('RetryCountdown', source, state));
    const context = useImmErrorContext();
    const result = useImmError(source ?? state);
    const { state: shown, actions, status } = result;
    const { at, attempt, maxAttempts, inLine = false } = shown?.retry ?? {};
    // What stands in a banner is announced by it.
    useAnnounceError(bare || at === undefined ? silence : result);
    const isPaused = status === 'paused';
    const text = useRef<HTMLSpanElement>(null);
    const { messages } = context;

    // The ticker writes the text node itself: a thousand countdowns cost a thousand text changes a second, no render.
    useEffect(() => {
      if (at === undefined || isPaused) return undefined;
      let spoken = secondsUntil(at, Date.now());
      const update = (now: number): void => {
        const seconds = secondsUntil(at, now);
        if (seconds === spoken) return;
        write(text.current, textOf(seconds, inLine, context));
        if (isMark(seconds, spoken)) speak(textOf(seconds, inLine, context), now, context);
        spoken = seconds;
      };
      write(text.current, textOf(spoken, inLine, context));
      return subscribeTicker(update);
    }, [at, inLine, isPaused, context]);

    if (!shown || (at === undefined && !isPaused)) return null;
    const root = {
      ...rest,
      ref,
      className: className ? `imm-countdown ${className}` : 'imm-countdown',
      'data-part': 'countdown',
    };
    if (isPaused || at === undefined) return <div {...root}>{messages.format(pauseReason(), {})}</div>;

    return (
      <div {...root}>
        {/* A timer's live region is off by default: it isn't read out each second. */}
        <span ref={text} role="timer" data-part="countdown-text" suppressHydrationWarning>
          {textOf(secondsUntil(at, Date.now()), inLine, context)}
        </span>
        {attempt !== undefined && maxAttempts !== undefined && (
          <span data-part="countdown-attempt">
            {messages.format('countdown.attempt', { attempt, max: maxAttempts })}
          </span>
        )}
        {!bare && (
          <div className="imm-actions" data-part="actions">
            {actions
              .filter((action) => action.kind === 'retry' || action.kind === 'stop')
              .map((action) => (
                <ActionButton key={action.kind} action={action} />
              ))}
          </div>
        )}
      </div>
    );
  });

const silence = { state: null, operation: 'query', isRepeating: false } as const;

// TanStack Query holds a retry back while the network or the person is away.
function pauseReason(): string {
  // On a server, Node 20 has no navigator.
  return globalThis.navigator?.onLine === false ? 'countdown.offline' : 'countdown.paused';
}

/** Seconds left at which the time is spoken; the banner itself speaks at the start. */
const marks = [60, 30, 10, 0];

// Not if it was jumped over in a sleep: then it is news of the past.
function isMark(seconds: number, before: number): boolean {
  return before - seconds < 5 && marks.some((mark) => seconds <= mark && before > mark);
}

// A little less than between the last two marks, as ticks are not to the millisecond.
const quietMs = 9500;
const spokenAt = new WeakMap<Announcer, number>();

// Of many countdowns one speaks: each in its turn, they would speak every second.
function speak(text: string, now: number, { announcer }: ImmErrorContextValue): void {
  const last = spokenAt.get(announcer) ?? Number.NEGATIVE_INFINITY;
  // The clock can be set back.
  if (now >= last && now - last < quietMs) return;
  spokenAt.set(announcer, now);
  announcer.announce(text, 'polite');
}

// A text that changes is cheaper than a new one. But an extension that translates the page puts elements in its place.
function write(element: HTMLElement | null, text: string): void {
  const node = element?.firstChild;
  if (node?.nodeType === Node.TEXT_NODE && !node.nextSibling) node.nodeValue = text;
  else if (element) element.textContent = text;
}

const texts = new WeakMap<ImmErrorContextValue, Map<number, string>>();

// Many countdowns have as many seconds left: most of a tick would go into wording the same few times again and again.
function textOf(seconds: number, inLine: boolean, context: ImmErrorContextValue): string {
  if (seconds <= 0 && inLine) return context.messages.format('countdown.in-line', {});
  const known = texts.get(context) ?? new Map<number, string>();
  texts.set(context, known);
  const text = known.get(seconds) ?? wordsOf(seconds, context);
  if (known.size < 1000) known.set(seconds, text);
  return text;
}

function wordsOf(seconds: number, { messages, locale }: ImmErrorContextValue): string {
  if (seconds <= 0) return messages.format('countdown.now', {});
  return messages.format('countdown.retrying-in', { time: formatSeconds(seconds, locale) });
}
