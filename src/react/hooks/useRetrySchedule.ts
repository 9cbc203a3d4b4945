import { useCallback, useRef, useSyncExternalStore } from 'react';
import { isInLine } from '../../core/retry/linePlaces.js';
import { scheduleOf } from '../../core/retry/retrySchedule.js';
import type { ThrottleGateLane } from '../../core/retry/ThrottleGate.js';
import { gateOf } from '../../core/retry/withGate.js';

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
  /** Gives the retry up. Only a gate can. */
  stop?: (() => void) | undefined;
}

const none: RetrySchedule = {};

/** The retry that is really scheduled for an error: the gate's if it waits at one, else TanStack Query's. */
export function useRetrySchedule(error: unknown): RetrySchedule {
  const gated = gateOf(error);
  const gate = gated?.gate;
  const lane: ThrottleGateLane | undefined = gated?.lane;

  const subscribe = useCallback((listener: () => void) => gate?.subscribe(listener) ?? doNothing, [gate]);
  const read = (): ReturnType<NonNullable<typeof gate>['getSnapshot']> | undefined => gate?.getSnapshot(lane);
  const lastDeadline = useRef<{ error?: unknown; at?: number | undefined }>({});
  const snapshot = useSyncExternalStore(subscribe, read, read);

  if (gate) {
    const { attempt, waiting = 0, until } = snapshot ?? {};
    const known = lastDeadline.current.error === error ? lastDeadline.current.at : undefined;
    // Once this request's deadline has passed it is in the air, or waits in line: a later deadline is somebody else's, and
    // a countdown that starts anew would say that nothing had been tried.
    const at = until === undefined || waiting === 0 || (known !== undefined && known <= Date.now()) ? known : until;
    lastDeadline.current = { error, at };
    return {
      // Past, it says "Trying again now", so that nothing jumps while the request is in the air.
      at,
      inLine: isInLine(error),
      attempt,
      runNow: () => gate.runNow(lane),
      stop: () => gate.stop(lane),
    };
  }
  return scheduleOf(error) ?? none;
}

function doNothing(): void {}
