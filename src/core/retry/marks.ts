import type { GatedError } from './gatedErrors.js';
import type { RetryScheduleEntry } from './retrySchedule.js';

/** What is remembered of an error, of a request, or of a part of one. */
export interface Marks {
  /** At which gate the repeat waits. */
  gated?: GatedError;
  /** Whether the person gave the repeats up. */
  isStopped?: boolean;
  /** Whether carrying it out twice does no harm. */
  isIdempotent?: boolean;
  /** When TanStack Query's own timer repeats it. */
  schedule?: RetryScheduleEntry;
  /** To which request it belongs. */
  request?: object;
  /** Of a request: whether it stands in line. */
  isWaiting?: boolean;
}

const none: Marks = {};
// Beside what they belong to: that may be frozen, and what stands on an error is shown and copied.
const marks = new WeakMap<object, Marks>();

/** What is remembered of anything. */
export function marksOf(value: unknown): Readonly<Marks> {
  // A WeakMap knows nothing of what isn't an object.
  return marks.get(value as object) ?? none;
}

/** Remembers this, too. */
export function mark(value: object, news: Marks): void {
  marks.set(value, { ...marksOf(value), ...news });
}
