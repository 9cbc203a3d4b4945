import { useCallback, useSyncExternalStore } from 'react';
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
  const snapshot = useSyncExternalStore(subscribe, read, read);

  if (gate) {
    const { until: at, attempt } = snapshot ?? {};
    // While its request is in the air there is nothing to hurry or to give up.
    if (at === undefined) return none;
    return { at, attempt, runNow: () => gate.runNow(lane), stop: () => gate.stop(lane) };
  }
  return scheduleOf(error) ?? none;
}

function doNothing(): void {}
