import { findRow } from '../catalog/findRow.js';
import type { ImmCatalogRow } from '../catalog/immCatalog.js';
import { parseImmError } from '../parse/parseImmError.js';
import type { ImmOperation } from '../types.js';
import { saneWait } from './saneWait.js';

/** What is known of the failed call. */
export interface RetryDecisionOptions {
  /** How many repeats there were already: 0 after the first failure. */
  attempt: number;
  /** Whether the call only read or may have changed something. @default what `parseImmError` was told, else 'query' */
  operation?: ImmOperation | undefined;
  /** Whether carrying a mutation out twice does no harm. @default false */
  idempotent?: boolean | undefined;
  /** The clock, in ms since the epoch. Part of the signature for callers that share one; a wait is a duration. */
  now?: (() => number) | undefined;
  /** A number from 0 to below 1, for jitter. @default Math.random */
  random?: (() => number) | undefined;
}

/** Whether and when a failed call is repeated, and why. */
export interface RetryDecision {
  /** Whether the kit repeats the request by itself. */
  retry: boolean;
  /** How long to wait before the repeat, in ms; where `retry` is false, the wait that a button should suggest. */
  delayMs: number;
  /** Why, for logs and tests. */
  reason: string;
}

/** How often a failure that isn't throttling is repeated. */
export const maxRepeats = 3;

const longestBackoff = 20_000;
/** How long a mutation waits by itself, in ms. Later, the person may have gone on to something that contradicts it. */
export const longestMutationWait = 30_000;

/** How long a call waits by itself, in ms; `undefined` where as long as it takes. */
export function longestWaitOf(operation: ImmOperation): number | undefined {
  return operation === 'mutation' ? longestMutationWait : undefined;
}

/**
 * How long the service or the row has a repeat wait, in ms. A row's delay is a promise, too, so its length decides what is
 * too long, not the jitter's luck.
 */
export function askedWaitOf({ delayMs = 0 }: ImmCatalogRow, retryAfterMs: number | undefined): number {
  return saneWait(retryAfterMs) ?? delayMs;
}

/**
 * Whether and when a failed request is repeated. Pure; takes anything thrown.
 *
 * - Only rows whose retry is automatic repeat: throttling without limit, all others 3 times.
 * - What failed inside an answer that is a success, a task or an item of a batch, never repeats.
 * - A mutation repeats only if it was certainly not applied, or is `idempotent`, and waits at most 30 s.
 * - A wait that the service names wins over the row's, if it is a sane number. If the repeat is throttled again, the longer
 *   of both is waited.
 * - Otherwise the wait is random between 0 and the row's first delay, doubled for each repeat, at most 20 s.
 */
export function retryDecision(error: unknown, options: RetryDecisionOptions): RetryDecision {
  const failure = parseImmError(error);
  const { operation = failure.operation, idempotent, random = Math.random } = options;
  // Not a number where the caller has lost count.
  const attempt = options.attempt >= 0 ? options.attempt : Number.POSITIVE_INFINITY;
  const { code, message, status, retryAfterMs, origin } = failure;
  const { row } = findRow({ code, message, status });
  const named = saneWait(retryAfterMs);
  const delayMs = delayOf(row, named, attempt, random());

  if (row.retry !== 'automatic') return { retry: false, delayMs, reason: row.retry };
  // The call itself succeeded: what would be sent once more is not what failed.
  if (origin) return { retry: false, delayMs, reason: 'manual' };
  if (operation === 'mutation') {
    if (row.outcome !== 'not-applied' && !idempotent) return { retry: false, delayMs, reason: 'outcome-unknown' };
    if (askedWaitOf(row, named) > longestMutationWait) return { retry: false, delayMs, reason: 'wait-too-long' };
  }
  const isThrottled = row.category === 'throttling';
  if (attempt >= maxRepeats && !isThrottled) return { retry: false, delayMs, reason: 'attempts-used-up' };
  const reason = isThrottled ? 'throttled' : 'automatic';
  return { retry: true, delayMs, reason: named === undefined ? reason : 'server-wait' };
}

function delayOf(row: ImmCatalogRow, named: number | undefined, attempt: number, luck: number): number {
  const own = backoff(row.delayMs ?? 0, attempt, luck);
  // A named wait that was too short for the last repeat may be so for all, and repeats of throttled calls have no end.
  const isThrottledAgain = row.category === 'throttling' && attempt > 0;
  return isThrottledAgain ? Math.max(named ?? 0, own) : (named ?? own);
}

function backoff(firstDelay: number, attempt: number, luck: number): number {
  return Math.round(Math.min(longestBackoff, firstDelay * 2 ** Math.min(attempt, 30)) * luck);
}
