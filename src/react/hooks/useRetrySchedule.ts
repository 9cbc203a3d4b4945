import { useCallback, useRef, useSyncExternalStore } from 'react';
import { scheduleOf } from '../../core/retry/retrySchedule.js';
import type { ThrottleGateLane } from '../../core/retry/ThrottleGate.js';
import { gateOf } from '../../core/retry/withGate.js';

/** When a failed request is repeated, and what can be done about it. */
export interface RetrySchedule {
  /** When the retry starts, in ms since the epoch. */
  at?: number | undefined;
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
  const lastUntil = useRef<number>(undefined);
  const snapshot = useSyncExternalStore(subscribe, read, read);

  if (gate) {
    const { attempt, waiting = 0 } = snapshot ?? {};
    // Without anyone who waits, the gate's deadline is for whoever comes next, not for this request.
    const until = waiting > 0 ? snapshot?.until : undefined;
    if (until !== undefined) lastUntil.current = until;
    return {
      // While its request is in the air there is no deadline: the last one, now past, keeps the line on screen, and says
      // "Trying again now", so that nothing jumps.
      at: until ?? lastUntil.current,
      attempt,
      runNow: () => gate.runNow(lane),
      stop: () => gate.stop(lane),
    };
  }
  return scheduleOf(error) ?? none;
}

function doNothing(): void {}
