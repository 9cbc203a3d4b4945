import { attempt } from '../attempt.js';
import { findRow } from '../catalog/findRow.js';
import type { ImmCatalogRow } from '../catalog/immCatalog.js';
import { doNothing } from '../doNothing.js';
import type { ImmError, ImmErrorFacts } from '../ImmError.js';
import { parseImmError } from '../parse/parseImmError.js';
import type { ImmOperation } from '../types.js';
import { outcomeOf } from './outcomeOf.js';
import { refusedCredential } from './refusedCredential.js';
import { longestMutationWait } from './retryDecision.js';

/** What of a renewal can be chosen. */
export interface CredentialRefreshOptions {
  /** Gets new credentials: of the console's own server, or by a sign-in window. Has to settle; rejects where there are none. */
  onRefreshCredentials: () => unknown;
}

/** What is known of a task that needs credentials. */
export interface CredentialRunOptions {
  /** A mutation is repeated only if it was not applied, and if new credentials came within 30 s. @default 'query' */
  operation?: ImmOperation | undefined;
  /** Whether carrying a mutation out twice does no harm. @default false */
  idempotent?: boolean | undefined;
  /** Gives the wait for new credentials up; the task itself has to listen for it, too. */
  signal?: AbortSignal | undefined;
}

/** Where the renewal stands. The same object until something changes, as `useSyncExternalStore` asks. */
export interface CredentialSnapshot {
  /** Whether new credentials are being fetched. */
  readonly isRefreshing: boolean;
  /** How often they were renewed. */
  readonly generation: number;
}

/** The one place where all requests of a page get new credentials. */
export interface CredentialRefresh {
  /**
   * Runs the task, and once more with new credentials if its own were refused.
   *
   * Waits while credentials are being renewed. Rejects with the first refusal if there are no new ones, with the second,
   * marked as `renewed`, if they were refused as well.
   */
  run<T>(task: () => T | PromiseLike<T>, options?: CredentialRunOptions): Promise<T>;
  /** Gets new credentials because the person asks: once for all who ask meanwhile, after a refusal of new ones, too. */
  refresh(): Promise<void>;
  /**
   * Resolves to whether a request that failed like this, with the credentials of `generation`, is worth repeating.
   * One that was repeated already, after a renewal, is not.
   */
  repair(thrown: unknown, generation: number, isRepeated?: boolean): Promise<boolean>;
  /** A request with the credentials of `generation` was answered, so they are good. */
  noteAnswer(generation: number): void;
  /** Where the renewal stands. */
  getSnapshot(): CredentialSnapshot;
  /** Calls back after each change of the snapshot. Returns the function that ends it. */
  subscribe(listener: () => void): () => void;
}

/**
 * Renews credentials once for many failures, and repeats each failed request once.
 *
 * Only for rows of the catalogue whose first action is `refresh-credentials`. Never a loop: where new credentials are
 * refused, or none are given, nothing is renewed by itself until the person asks. A renewal that failed for lack of a
 * network refused nothing: the next refusal starts another one.
 *
 * Give it to `withGate`, `withCredentials` or `createImmFetch`, and to `<ImmErrorProvider credentials>`. TanStack Query's
 * own `retry` can't do this: it decides at once, and its timer waits for no promise.
 *
 * @example
 * const credentials = createCredentialRefresh({
 *   onRefreshCredentials: async () => {
 *     const response = await fetch('/session', { method: 'POST' });
 *     // `fetch` itself resolves on a 401.
 *     if (!response.ok) throw new Error('There is no new session.');
 *   },
 * });
 * useQuery({ queryKey: ['projects'], queryFn: withCredentials(listProjects, credentials) });
 */
export function createCredentialRefresh({ onRefreshCredentials }: CredentialRefreshOptions): CredentialRefresh {
  const listeners = new Set<{ call: () => void }>();
  let snapshot: CredentialSnapshot = { isRefreshing: false, generation: 0 };
  let renewal: Promise<void> | undefined;
  // Whether a request was answered since the last renewal, and whether the kit has tried what it can.
  let isProven = true;
  let isSpent = false;
  // What was refused after a renewal, too, or by the renewal. An answer to another request says nothing about it: the
  // next renewal would be as vain, and a page that asks every five seconds would renew every five seconds.
  const hopeless = new Set<ImmCatalogRow>();

  return {
    run,
    refresh() {
      isSpent = false;
      hopeless.clear();
      return renew();
    },
    repair,
    noteAnswer,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      // Wrapped, so that one function given twice is called twice, and each ends for itself.
      const entry = { call: listener };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };

  async function run<T>(task: Task<T>, options: CredentialRunOptions = {}): Promise<T> {
    // A mutation is sent all the same: refused it has an error to show, should the wait become too long.
    if (renewal && options.operation !== 'mutation') await unlessAborted(renewal.catch(doNothing), options);
    const first = await send(task);
    if (!first.refusal) return first.answer;

    const { refusal, generation } = first;
    if (!mayRepeat(refusal, options)) throw refusal;
    const repaired = repair(refusal, generation);
    const wait = options.operation === 'mutation' ? orTooLate(repaired) : repaired;
    if (!(await unlessAborted(wait, options))) throw refusal;

    const second = await send(task);
    if (!second.refusal) return second.answer;
    giveUp(second.refusal);
    throw second.refusal;
  }

  async function send<T>(task: Task<T>): Promise<Sent<T>> {
    const { generation } = snapshot;
    try {
      const answer = await task();
      noteAnswer(generation);
      return { answer };
    } catch (thrown) {
      const error = parseImmError(thrown);
      if (refusedCredential(error)) return { refusal: error, generation };
      // Turned away for another reason: so the credentials were taken.
      if (error.category !== 'credentials' && outcomeOf(error) === 'answered') noteAnswer(generation);
      throw thrown;
    }
  }

  async function repair(thrown: unknown, generation: number, isRepeated = false): Promise<boolean> {
    const error = refusedCredential(thrown);
    // Renewed already: a wrapper within has done all this.
    if (!error || error.renewed) return false;
    if (!renewal) {
      // Sent before the last renewal: the new ones were not tried yet.
      if (generation < snapshot.generation && !isSpent) return true;
      if (isVain(error, isRepeated)) return false;
    }
    return renew().then(
      () => true,
      (failure: unknown) => {
        if (isRefusal(failure)) hopeless.add(findRow(error).row);
        return false;
      },
    );
  }

  function isVain(error: ImmError, isRepeated: boolean): boolean {
    if (isRepeated || !isProven) giveUp(error);
    return isSpent || hopeless.has(findRow(error).row);
  }

  function noteAnswer(generation: number): void {
    if (generation !== snapshot.generation) return;
    isProven = true;
    isSpent = false;
  }

  function giveUp(error: ImmError): void {
    if (!isProven) isSpent = true;
    hopeless.add(findRow(error).row);
    // On the very error: who parses what was thrown once more is given the same one, and finds the mark. A frozen one takes
    // none, and is thrown as it is.
    attempt(() => Object.assign(error, { renewed: true } satisfies Pick<ImmErrorFacts, 'renewed'>));
  }

  function renew(): Promise<void> {
    // Not at once: a listener that asks for a renewal would start another one.
    renewal ??= Promise.resolve()
      .then(callRefresh)
      .then(
        () => {
          isProven = false;
          end({ isRefreshing: false, generation: snapshot.generation + 1 });
        },
        (error: unknown) => {
          isSpent ||= isRefusal(error);
          end({ ...snapshot, isRefreshing: false });
          throw error;
        },
      );
    return renewal;
  }

  async function callRefresh(): Promise<void> {
    change({ ...snapshot, isRefreshing: true });
    await onRefreshCredentials();
  }

  function end(next: CredentialSnapshot): void {
    renewal = undefined;
    change(next);
  }

  function change(next: CredentialSnapshot): void {
    snapshot = Object.freeze(next);
    // An app's own that fails must not make a failure of the renewal.
    for (const { call } of [...listeners]) attempt(call);
  }
}

type Task<T> = () => T | PromiseLike<T>;

/** How a request ended: answered, or with its credentials refused. Any other failure is thrown. */
type Sent<T> = { answer: T; refusal?: undefined } | { refusal: ImmError; generation: number };

// Where no answer came, nobody has refused new credentials: the next renewal may get them.
function isRefusal(thrown: unknown): boolean {
  const { category } = parseImmError(thrown);
  return category !== 'network' && category !== 'timeout';
}

function mayRepeat({ outcome }: ImmError, { operation, idempotent }: CredentialRunOptions): boolean {
  return operation !== 'mutation' || outcome === 'not-applied' || idempotent === true;
}

// The signal is read only here, where there is something to wait for: TanStack Query throws the answer of an unmounted
// query away, once its signal was read.
async function unlessAborted<T>(wait: Promise<T>, options: CredentialRunOptions): Promise<T> {
  const { signal } = options;
  if (!signal) return wait;
  let abort = doNothing;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([wait, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

// Later, the person may have gone on to something that contradicts the mutation.
async function orTooLate(repaired: Promise<boolean>): Promise<boolean> {
  const refusedAt = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), longestMutationWait);
  });
  try {
    const canHelp = await Promise.race([repaired, tooLate]);
    // While a computer sleeps, no timer runs.
    return canHelp && Date.now() - refusedAt <= longestMutationWait;
  } finally {
    clearTimeout(timer);
  }
}
