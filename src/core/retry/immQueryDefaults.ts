import type { ImmError } from '../ImmError.js';
import { parseImmError } from '../parse/parseImmError.js';
import type { ImmOperation } from '../types.js';
import { gateOf } from './gatedErrors.js';
import { wasIdempotent } from './idempotentErrors.js';
import { noteKitRetry } from './kitRetries.js';
import { maxRepeats, retryDecision } from './retryDecision.js';
import { recordSchedule } from './retrySchedule.js';
import { wasStopped } from './stoppedErrors.js';

/** What of the retries can be chosen. */
export interface ImmQueryDefaultsOptions {
  /**
   * Whether carrying these mutations out twice does no harm, so that they repeat, too, when nobody knows whether they
   * were applied. For single mutations only; `withGate` knows an option of the same name. @default false
   */
  idempotent?: boolean | undefined;
  /** The clock, in ms since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** A number from 0 to below 1, for jitter. @default Math.random */
  random?: (() => number) | undefined;
}

/** The two seams of TanStack Query that the kit fills. */
export interface ImmRetryOptions {
  /** Whether the call is repeated by itself. */
  retry(failureCount: number, error: unknown): boolean;
  /** How long to wait before the repeat, in ms. */
  retryDelay(failureCount: number, error: unknown): number;
}

/** What `new QueryClient({ defaultOptions })` takes. */
export interface ImmQueryDefaults {
  /** For queries. */
  queries: ImmRetryOptions;
  /** For mutations. */
  mutations: ImmRetryOptions;
}

/**
 * Retries as the catalogue decides them, for `new QueryClient({ defaultOptions: immQueryDefaults() })`.
 *
 * Errors that aren't IMM's keep TanStack Query's own defaults: 3 repeats of a query with doubling delays, none of a
 * mutation. On a server no query is repeated, as TanStack Query has it: rendering would wait for it.
 *
 * @example
 * // A mutation that may be carried out twice.
 * useMutation({ ...immQueryDefaults({ idempotent: true }).mutations, mutationFn: updateTags });
 */
export function immQueryDefaults({
  idempotent = false,
  now = Date.now,
  random = Math.random,
}: ImmQueryDefaultsOptions = {}): ImmQueryDefaults {
  return { queries: retryOptions('query'), mutations: retryOptions('mutation') };

  function retryOptions(operation: ImmOperation): ImmRetryOptions {
    const options: ImmRetryOptions = {
      retry(failureCount, thrown) {
        if (operation === 'query' && isServer()) return false;
        const error = parseImmError(thrown);
        if (isForeign(error)) return operation === 'query' && failureCount < 3;
        if (wasStopped(thrown)) return false;
        const isIdempotent = idempotent || wasIdempotent(thrown);
        return retryDecision(error, { attempt: failureCount, operation, idempotent: isIdempotent, now, random }).retry;
      },
      // TanStack Query asks for the delay before it asks whether to retry, and before it tells anyone of the failure: so
      // this is the moment at which the deadline becomes known.
      retryDelay(failureCount, thrown) {
        const error = parseImmError(thrown);
        if (isForeign(error)) return Math.min(1000 * 2 ** failureCount, 30_000);
        // The wait is the gate's: TanStack's can't be stopped, skipped or shown truly.
        if (gateOf(thrown)) return 0;

        const { delayMs } = retryDecision(error, { attempt: failureCount, operation, now, random });
        const maxAttempts = error.category === 'throttling' ? undefined : maxRepeats;
        recordSchedule(thrown, { at: now() + delayMs, attempt: failureCount + 1, maxAttempts });
        return delayMs;
      },
    };
    noteKitRetry(options.retry);
    return options;
  }
}

// As TanStack Query knows it. What is rendered there must end, and nobody could stop the repeats of what is throttled.
function isServer(): boolean {
  return !('window' in globalThis) || 'Deno' in globalThis;
}

// Nothing about it speaks of a service or a network: an app's own bug, or another library's error.
function isForeign({ code, status }: ImmError): boolean {
  return !code && status === undefined;
}
