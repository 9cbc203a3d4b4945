import { attempt } from '../attempt.js';
import type { GatedError } from './gatedErrors.js';
import type { RetryScheduleEntry } from './retrySchedule.js';

/** What is remembered of an error, of a request or a part of one, or of a function. */
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
  /** Of a `retry`: whether it is one of `immQueryDefaults`. */
  isKitRetry?: boolean;
}

const sharedKey: unique symbol = Symbol.for('imm-error-kit.marks');
const none: Marks = {};
// Beside what they belong to: that may be frozen, and what stands on an error is shown and copied.
const marks = /* @__PURE__ */ sharedMarks();

/** What is remembered of anything. */
export function marksOf(value: unknown): Readonly<Marks> {
  // A WeakMap knows nothing of what isn't an object.
  return marks.get(value as object) ?? none;
}

/** Remembers this, too. Of what isn't an object, nothing can be remembered. */
export function mark(value: unknown, news: Marks): void {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return;
  marks.set(value, { ...marksOf(value), ...news });
}

// One for all copies of the package: the QueryClient may be a shell's, and the gate that of a part of its page.
function sharedMarks(): WeakMap<object, Marks> {
  const own = new WeakMap<object, Marks>();
  // A page may have frozen its global object.
  return attempt(() => ((globalThis as { [sharedKey]?: typeof own })[sharedKey] ??= own)) ?? own;
}
