import { useCallback, useRef, useSyncExternalStore } from 'react';
import { doNothing } from '../../core/doNothing.js';
import { type GatedError, gateOf } from '../../core/retry/gatedErrors.js';
import { isInLine } from '../../core/retry/linePlaces.js';
import { scheduleOf } from '../../core/retry/retrySchedule.js';

/** When a failed request is repeated, and what can be done about it. */
export interface RetrySchedule {
  /** When the retry starts, in ms since the epoch. */
  at?: number | undefined;
  /** Whether it stands in line at a gate: when the time is over, others may still go first. */
  inLine?: boolean | undefined;
  /** Which repeat comes next, counted from 1. */
  attempt?: number | undefined;
  maxAttempts?: number | undefined;
  /** Starts the retry now. Only a gate can: TanStack Query's own timer can't be skipped. */
  runNow?: (() => void) | undefined;
  /** Gives the retry up. Only a gate can, and only what waits at it. */
  stop?: (() => void) | undefined;
}

const none: RetrySchedule = {};

/**
 * The retry that is really scheduled for an error: the gate's if it waits at one, else TanStack Query's.
 *
 * @param isPaused Whether TanStack Query holds it back, as without a network: it isn't at the gate then, which could neither
 * stop nor start it.
 */
export function useRetrySchedule(error: unknown, isPaused: boolean): RetrySchedule {
  const { gate, lane }: Partial<GatedError> = gateOf(error) ?? {};
  const subscribe = useCallback((listener: () => void) => gate?.subscribe(listener, lane) ?? doNothing, [gate, lane]);
  // A text of what is shown, which stays the same while that does: how many wait is not.
  const readShown = (): string => {
    if (!gate) return '';
    const { until, attempt } = gate.getSnapshot(lane);
    return `${until} ${attempt} ${isInLine(error)}`;
  };
  const lastDeadline = useRef<{ error?: unknown; at?: number | undefined }>({});
  useSyncExternalStore(subscribe, readShown, readShown);

  if (gate) {
    const { until, attempt } = gate.getSnapshot(lane);
    const known = lastDeadline.current.error === error ? lastDeadline.current.at : undefined;
    // Once this request's deadline has passed it is in the air, or waits in line: a later deadline is somebody else's, and
    // a countdown that starts anew would say that nothing had been tried.
    const at = until === undefined || (known !== undefined && known <= Date.now()) ? known : until;
    lastDeadline.current = { error, at };
    return {
      // Past, it says "Trying again now", so that nothing jumps while the request is in the air.
      at,
      inLine: isInLine(error),
      attempt,
      ...(!isPaused && { runNow: () => gate.runNow(lane), stop: () => gate.stop(lane) }),
    };
  }
  return scheduleOf(error) ?? none;
}
