import { mark, marksOf } from './marks.js';

/** When a failed request is repeated by a timer that nobody can stop or skip: TanStack Query's own. */
export interface RetryScheduleEntry {
  /** When the repeat starts, in ms since the epoch. */
  at: number;
  /** Which repeat it is, counted from 1. */
  attempt: number;
  /** How many there will be at most; absent where there is no limit. */
  maxAttempts?: number | undefined;
}

/** Remembers when the request that failed with this error is repeated. Values that aren't objects can't be remembered. */
export function recordSchedule(error: unknown, schedule: RetryScheduleEntry): void {
  mark(error, { schedule });
}

/** When the request that failed with this error is repeated, if that is known. */
export function scheduleOf(error: unknown): RetryScheduleEntry | undefined {
  return marksOf(error).schedule;
}
