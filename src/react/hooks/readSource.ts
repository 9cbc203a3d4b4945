import { onlineManager } from '@tanstack/react-query';
import { ImmError } from '../../core/ImmError.js';
import type { ImmErrorState, ImmOperation } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { hasKeys } from './hasKeys.js';
import type { UseImmErrorResult } from './useImmError.js';
import { wrongSource } from './wrongSource.js';

/** Where a source stands. `paused`: it failed, and its retry waits for the network or for the tab to be shown. */
export type ImmErrorStatus = 'idle' | 'retrying' | 'failed' | 'paused';

/** What TanStack Query's `useQuery` and its kin return, as far as it is read here. */
export interface ImmQuerySource {
  readonly status: 'pending' | 'error' | 'success';
  readonly fetchStatus: 'fetching' | 'paused' | 'idle';
  readonly error: unknown;
  readonly failureCount: number;
  readonly failureReason: unknown;
  readonly errorUpdatedAt: number;
  readonly refetch: (options?: { cancelRefetch?: boolean }) => unknown;
  readonly isFetchNextPageError?: boolean;
  readonly isFetchPreviousPageError?: boolean;
  readonly fetchNextPage?: ImmQuerySource['refetch'];
  readonly fetchPreviousPage?: ImmQuerySource['refetch'];
}

/** What TanStack Query's `useMutation` returns, as far as it is read here. */
export interface ImmMutationSource {
  readonly status: 'idle' | 'pending' | 'error' | 'success';
  readonly isPaused: boolean;
  readonly error: unknown;
  readonly failureCount: number;
  readonly failureReason: unknown;
  readonly submittedAt: number;
  readonly variables: unknown;
  readonly mutate: (variables: never) => void;
  readonly reset: () => void;
  /** Finds out whether it was carried out, where a failure leaves that open: `useImmMutation` knows how. */
  readonly verify?: (() => void) | undefined;
  /** The id of a message that belongs to its failure. */
  readonly note?: string | undefined;
}

/** A source, read at one moment. */
export interface SourceReading {
  /** Tells this query or mutation from all others; absent for what is only a value. */
  identity?: unknown;
  status: ImmErrorStatus;
  /** What was thrown. It can be `null` or `undefined` and still be an error: `status` decides. */
  thrown: unknown;
  /** Tells one failure of the source from the next. */
  occurrence: unknown;
  operation: ImmOperation;
  /** What to show, where the source is a state already. */
  state?: ImmErrorState | undefined;
  /** When a query failed last: another time is another failure, or another query in its place. */
  failedAt?: number | undefined;
  /** Whether a request is in the air, or waits to be sent. */
  inFlight: boolean;
  /** Whether the last request was answered, and well. */
  hasWorked?: boolean | undefined;
  /** Repeats the request with the same input; absent where the kit can't. */
  repeat?: (() => void) | undefined;
  /** Finds out whether it was carried out; absent where the kit can't. */
  verify?: (() => void) | undefined;
  /** The id of a message that is said as well. */
  note?: string | undefined;
  /** Makes the source forget its error; absent where it can't. */
  forget?: (() => void) | undefined;
}

const nothing = {
  status: 'idle',
  thrown: undefined,
  occurrence: undefined,
  operation: 'query',
  inFlight: false,
} as const;

/** What a mutation, a query or an error value says now. */
export function readSource(source: unknown): SourceReading {
  if (isQuery(source)) return readQuery(source);
  if (isMutation(source)) return readMutation(source);
  // "No error" in the shape of a value: what `error` is before anything failed.
  if (source === null || source === undefined) return nothing;
  if (isState(source)) return readState(source);
  if (isResult(source)) return readResult(source);
  warnOnce(() => process.env.NODE_ENV !== 'production' && wrongSource(source));
  return { ...nothing, status: 'failed', thrown: source, occurrence: source };
}

function isQuery(source: unknown): source is ImmQuerySource {
  return hasKeys(source, ['fetchStatus', 'refetch', 'failureReason']);
}

function isMutation(source: unknown): source is ImmMutationSource {
  return hasKeys(source, ['mutate', 'submittedAt', 'failureReason']);
}

function isState(source: unknown): source is ImmErrorState {
  return hasKeys(source, ['title', 'actions', 'retry', 'details', 'cause', 'severity']);
}

/** Marks what `useImmError` returned, in every copy of the package; its value is the identity of what was read. */
export const resultMark: unique symbol = Symbol.for('imm-error-kit.result');

/** Whether it is what `useImmError` returned. */
export function isResult(source: unknown): source is UseImmErrorResult {
  return hasKeys(source, [resultMark]);
}

// One of several sources. A form's fields may say all of its failure: then nothing is left of it.
function readResult(result: UseImmErrorResult & { [resultMark]?: unknown }): SourceReading {
  const { status, error, state, occurrence, operation, isRepeating, actions, verify, dismiss } = result;
  if (!state) return nothing;
  return {
    identity: result[resultMark],
    status,
    thrown: error,
    occurrence,
    operation,
    state,
    inFlight: isRepeating,
    repeat: actions.find(({ kind }) => kind === 'retry')?.run,
    verify,
    forget: dismiss,
  };
}

const errorsOfStates = new WeakMap<ImmErrorState, ImmError>();

/** Says of which error a state is, so that it stays the same failure though it is described anew. */
export function noteError(state: ImmErrorState, error: ImmError): void {
  errorsOfStates.set(state, error);
}

function readState(state: ImmErrorState): SourceReading {
  const { details, permission } = state;
  const thrown =
    errorsOfStates.get(state) ??
    new ImmError({ ...details, recommend: details.recommend ?? details.recommendHref, accessDenied: permission });
  noteError(state, thrown);
  return {
    ...nothing,
    status: state.retry.at === undefined ? 'failed' : 'retrying',
    thrown,
    occurrence: thrown,
    state,
  };
}

// TanStack Query forgets the error of a query without data the moment that it is fetched again, be it by a poll.
const lastErrors = new WeakMap<object, { failedAt: number; thrown: unknown }>();

function readQuery(query: ImmQuerySource): SourceReading {
  const { status, fetchStatus, failureCount, refetch, errorUpdatedAt: failedAt } = query;
  const inFlight = fetchStatus !== 'idle';
  const base = {
    operation: 'query',
    failedAt,
    inFlight,
    // Two components may show one query: the second press must not cancel what the first has started.
    repeat: () => void fetchOf(query)({ cancelRefetch: false }),
    identity: refetch,
    // Asked for without a network: nothing happens until there is one.
    note: fetchStatus === 'paused' && failureCount === 0 ? 'form.paused' : undefined,
  } as const;

  if (inFlight && failureCount > 0) {
    const thrown = query.failureReason;
    return { ...base, status: fetchStatus === 'paused' ? 'paused' : 'retrying', thrown, occurrence: thrown };
  }
  if (status === 'error') lastErrors.set(refetch, { failedAt, thrown: query.error });
  else if (!inFlight || lastErrors.get(refetch)?.failedAt !== failedAt) lastErrors.delete(refetch);
  const last = lastErrors.get(refetch);
  if (last) return { ...base, status: 'failed', thrown: last.thrown, occurrence: failedAt };
  return { ...nothing, ...base, hasWorked: status === 'success' && !inFlight };
}

// Of a list of pages, the one that failed.
function fetchOf(query: ImmQuerySource): ImmQuerySource['refetch'] {
  const { isFetchNextPageError, fetchNextPage, isFetchPreviousPageError, fetchPreviousPage, refetch } = query;
  const ofPage = (isFetchNextPageError && fetchNextPage) || (isFetchPreviousPageError && fetchPreviousPage);
  return ofPage || refetch;
}

// As Chromium says it. A text, not an error: each submit makes one of its own of it, each render of a submit the same.
const offline = '{"message":"net::ERR_INTERNET_DISCONNECTED"}';

function readMutation(mutation: ImmMutationSource): SourceReading {
  const { status, isPaused, failureCount, submittedAt } = mutation;
  // It may wait for another one of its scope as well, which is nothing to speak of.
  const isOffline = isPaused && !onlineManager.isOnline();
  const base = {
    operation: 'mutation',
    occurrence: submittedAt,
    inFlight: status === 'pending',
    // Only ever what was sent before, so its type is right.
    repeat: () => mutation.mutate(mutation.variables as never),
    forget: () => mutation.reset(),
    identity: mutation.mutate,
    verify: mutation.verify,
    note: isOffline ? 'form.paused' : mutation.note,
  } as const;

  // Submitted without a network: nothing has failed, but nothing happens either until there is one.
  if (status === 'pending' && isOffline && failureCount === 0) {
    return { ...base, status: 'paused', thrown: offline };
  }
  if (status === 'pending' && failureCount > 0) {
    return { ...base, status: isPaused ? 'paused' : 'retrying', thrown: mutation.failureReason };
  }
  if (status === 'error') return { ...base, status: 'failed', thrown: mutation.error };
  return { ...nothing, ...base, hasWorked: status === 'success' };
}
