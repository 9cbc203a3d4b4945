import {
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { type ImmErrorSource, useImmError } from '../hooks/useImmError.js';
import { subscribeTicker } from '../ticker.js';
import { bothGiven } from './bothGiven.js';

/** What `RetryProgress` takes: the attributes of its `<progress>` as well. */
export interface RetryProgressProps extends HTMLAttributes<HTMLProgressElement> {
  /** What failed: anything that `useImmError` takes. */
  source?: ImmErrorSource;
  /** A state to show as it is, instead of `source`. */
  state?: ImmErrorState | null | undefined;
}

/**
 * How much of the wait for a scheduled retry is over, as a bar beside `RetryCountdown`, whose words say the same to a
 * screen reader. Moves once a second, and needs neither animation nor inline style. Renders nothing where none is.
 */
export const RetryProgress: ForwardRefExoticComponent<RetryProgressProps & RefAttributes<HTMLProgressElement>> =
  forwardRef(function RetryProgress(
    { source, state, ...rest }: RetryProgressProps,
    ref: Ref<HTMLProgressElement>,
  ): ReactNode {
    warnOnce(() => process.env.NODE_ENV !== 'production' && bothGiven('RetryProgress', source, state));
    const { state: shown, status } = useImmError(source ?? state);
    const at = shown?.retry.at;
    return at === undefined || status === 'paused' ? null : <Bar {...rest} at={at} forwardedRef={ref} />;
  });

interface BarProps extends HTMLAttributes<HTMLProgressElement> {
  at: number;
  forwardedRef: Ref<HTMLProgressElement>;
}

function Bar({ at, forwardedRef, className, ...rest }: BarProps): ReactNode {
  const bar = useRef<HTMLProgressElement>(null);
  // Once, and only while the bar is there: a ref that is ended by what it returned never expects `null`.
  useImperativeHandle(forwardedRef, () => bar.current as HTMLProgressElement, []);

  useEffect(() => {
    const start = Date.now();
    const update = (now: number): void => {
      // What is over already when it is first seen, is full.
      if (bar.current) bar.current.value = at > start ? Math.max(0, Math.min(1, (now - start) / (at - start))) : 1;
    };
    update(start);
    return subscribeTicker(update);
  }, [at]);

  return (
    <progress
      aria-hidden="true"
      {...rest}
      ref={bar}
      max={1}
      className={className ? `imm-progress ${className}` : 'imm-progress'}
      data-part="progress"
    />
  );
}
