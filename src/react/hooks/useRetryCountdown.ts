import { useSyncExternalStore } from 'react';
import { formatSeconds } from '../../core/state/formatSeconds.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { secondsUntil } from '../secondsUntil.js';
import { subscribeNothing } from '../subscribeNothing.js';
import { subscribeTicker } from '../ticker.js';
import { type ImmErrorSource, useImmError } from './useImmError.js';

/** A countdown to the retry that is really scheduled. */
export interface RetryCountdownState {
  /** Whether a retry is scheduled. */
  isCounting: boolean;
  /** When it starts, in ms since the epoch. */
  at?: number | undefined;
  /** Full seconds that are left, never fewer than 0. */
  secondsLeft: number;
  /** Whether it stands in line at a gate: when no second is left, others may still go first. */
  inLine: boolean;
  /** The time left in words, such as `5 seconds`. */
  text: string;
  /** Which repeat comes next, counted from 1. */
  attempt?: number | undefined;
  /** How many repeats there will be at most; absent where there is no limit. */
  maxAttempts?: number | undefined;
  /** Starts the retry now; absent where that can't be done. */
  retryNow?: (() => void) | undefined;
  /** Gives the retry up; absent where that can't be done. */
  stop?: (() => void) | undefined;
}

/** Counts down to a source's scheduled retry. Re-renders once a second while it counts, and not otherwise. */
export function useRetryCountdown(source: ImmErrorSource): RetryCountdownState {
  const { locale } = useImmErrorContext();
  const { state, actions } = useImmError(source);
  const { at, attempt, maxAttempts, inLine = false } = state?.retry ?? {};
  const secondsLeft = useSecondsLeft(at);
  const find = (kind: 'retry' | 'stop'): (() => void) | undefined => {
    const run = actions.find((action) => action.kind === kind)?.run;
    return run && (() => void run());
  };

  return {
    isCounting: at !== undefined,
    at,
    secondsLeft,
    inLine,
    text: formatSeconds(secondsLeft, locale),
    attempt,
    maxAttempts,
    retryNow: find('retry'),
    stop: find('stop'),
  };
}

function useSecondsLeft(at: number | undefined): number {
  const read = (): number => (at === undefined ? 0 : secondsUntil(at, Date.now()));
  return useSyncExternalStore(at === undefined ? subscribeNothing : subscribeTicker, read, () => 0);
}
