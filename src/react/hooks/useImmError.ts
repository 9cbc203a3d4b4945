import { useCallback, useEffect, useMemo, useState } from 'react';
import { attempt } from '../../core/attempt.js';
import { diagnosticsOf } from '../../core/diagnosticsOf.js';
import type { ImmError } from '../../core/ImmError.js';
import { parseImmError } from '../../core/parse/parseImmError.js';
import { joinSentences } from '../../core/state/joinSentences.js';
import type { ImmErrorAction, ImmErrorState, ImmOperation } from '../../core/types.js';
import { describeOnce } from '../describeOnce.js';
import { type ImmActionHandlers, type ImmErrorContextValue, useImmErrorContext } from '../ImmErrorContext.js';
import { seenAt } from '../seenAt.js';
import { bindActions, workingActions } from './bindActions.js';
import { type ImmErrorStatus, readSource, type SourceReading } from './readSource.js';
import { type LiveReading, useHeldReading } from './useHeldReading.js';
import { useRenewal } from './useRenewal.js';
import { type RetrySchedule, useRetrySchedule } from './useRetrySchedule.js';

/**
 * What errors are read from: a query, a mutation, an error value, a state, an array of them, or what
 * `useImmError` returned.
 * `null` and `undefined` mean that nothing failed.
 */
export type ImmErrorSource = unknown;

/** An action that works here: pressing it calls `run`, or follows `href`. */
export interface BoundAction extends ImmErrorAction {
  /** Does it; absent where `href` leads to it. */
  run?: (() => unknown) | undefined;
}

/** What the caller knows about the failed call, and what it does about it. */
export interface UseImmErrorOptions {
  /** What kind of call an error value comes from; queries and mutations know it themselves. @default 'query' */
  operation?: ImmOperation | undefined;
  /** What actions do here; they come before the provider's. */
  actions?: ImmActionHandlers | undefined;
  /** The app's own names of fields, by parameter or form path. */
  fieldLabels?: Readonly<Record<string, string>> | undefined;
  /** Repeats the call that an error value comes from; queries and mutations know it themselves. */
  onRetry?: (() => void) | undefined;
  /** Whether the person may hide the failure. @default true */
  dismissible?: boolean | undefined;
  /** Checks whether a mutation whose outcome is unknown was carried out. */
  onVerify?: (() => void | Promise<void>) | undefined;
  /** Whether a failure that concerns the whole page may be shown by the page's IncidentCenter alone. @default true */
  incident?: boolean | undefined;
}

/** What a person should see of a source, and the means to act on it. */
export interface UseImmErrorResult {
  /** Where the source stands. */
  status: ImmErrorStatus;
  /** The failure as facts; `null` where nothing failed. */
  error: ImmError | null;
  /** What to show; `null` where nothing failed, or where it is shown to nobody. For several sources, the worst. */
  state: ImmErrorState | null;
  /** Tells one failure of the source from the next: for queries and mutations a time, else what was thrown. */
  occurrence: unknown;
  /** Every failure of an array of sources. */
  states: readonly ImmErrorState[];
  /** Messages by form path. */
  fieldErrors: Readonly<Record<string, string>>;
  /** The actions that work here, the one to do first at the head. */
  actions: readonly BoundAction[];
  /** Whether a repeat that the person asked for is under way, or a renewal of the credentials. */
  isRepeating: boolean;
  /** Whether the page's IncidentCenter shows it, so that beside the widget a line is enough. */
  isCovered: boolean;
  /** Whether the call only read or may have changed something. */
  operation: ImmOperation;
  /** Repeats the call, or starts a scheduled retry now. */
  retry(): void;
  /** Finds out whether a mutation was carried out whose outcome is open; absent where the kit can't. */
  verify?: (() => void) | undefined;
  /** Gives up a scheduled retry, where one waits at a gate. */
  cancelRetry(): void;
  /** Hides this failure until the next one. */
  dismiss(): void;
}

/**
 * Reads what failed and tells what to show and do about it.
 *
 * @param source A query, a mutation, an error value, or an array of them.
 * @example
 * const createProject = useMutation({ mutationFn: withGate(api.createProject, gate) });
 * const { fieldErrors } = useImmError(createProject);
 */
export function useImmError(source: ImmErrorSource, options: UseImmErrorOptions = {}): UseImmErrorResult {
  const context = useImmErrorContext();
  const ready = isResult(source) ? source : undefined;
  const readings = readAll(ready ? null : source);
  const { announcer, messages } = context;
  const announce = useCallback(
    (id: string, askedAt?: number) => announcer.announce(messages.format(id, {}), 'polite', askedAt),
    [announcer, messages],
  );
  const [dismissed, setDismissed] = useState<readonly SourceReading[]>([]);
  const wasDismissed = (reading: SourceReading): boolean => dismissed.some((each) => isSameFailure(each, reading));
  // Of several sources, one that is dismissed or cancelled must not stand in front of the others.
  const open =
    readings.length < 2 ? readings : readings.filter((reading) => !wasDismissed(reading) && !wasCancelled(reading));
  const held = useHeldReading(worstOf(open.length > 0 ? open : readings), announce);
  const schedule = useRetrySchedule(held.reading.thrown);
  const live = withItsWait(held, schedule);
  const isOpen = live.reading.status !== 'idle' && !wasDismissed(live.reading);
  const { thrown, occurrence } = live.reading;
  // A text or `null` has no identity of its own: each render would make another error of it, and report it again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: thrown twice, the same text is two failures
  const parsed = useMemo(() => (isOpen ? parseImmError(thrown) : null), [isOpen, thrown, occurrence]);
  // What was cancelled has failed nobody.
  const error = parsed?.category === 'aborted' ? null : parsed;
  const operation = operationOf(live.reading, error, options);
  const described = error && toState(error, live.reading, schedule, operation, context, options);
  const { state, isRenewing } = useRenewal(described, onRenewedOf(live, options));

  useReport(error, state, context, () => ({ result: whole, identity: live.reading.identity }));
  if (ready) return withActions(ready, options);

  const retry = (): void => {
    if (schedule.runNow && live.reading.status !== 'failed') schedule.runNow();
    else live.repeat(options.onRetry);
  };
  const { verify } = live.reading;
  const dismiss = (): void => {
    // Those that are over need no remembering.
    setDismissed([...readings.filter(wasDismissed), live.reading]);
    live.reading.forget?.();
  };
  const result = {
    status: error ? statusOf(live, isRenewing) : 'idle',
    error,
    state,
    occurrence: live.reading.occurrence,
    states: open
      .filter((reading) => reading.status !== 'idle')
      .map((reading) => {
        // Described once: a single source is by far the most common.
        if (state && reading === live.reading) return state;
        const failure = parseImmError(reading.thrown);
        return toState(failure, reading, {}, operationOf(reading, failure, options), context, options);
      })
      .filter((each) => each !== null),
    fieldErrors: Object.fromEntries((state?.fields ?? []).map((field) => [field.path, field.message])),
    isRepeating: live.isHeld || isRenewing,
    isCovered: isCoveredBy(context, state, options),
    operation,
    retry,
    verify: verify && (() => live.check(verify)),
    cancelRetry: () => schedule.stop?.(),
    dismiss,
  } satisfies Omit<UseImmErrorResult, 'actions'>;

  const whole = {
    ...result,
    actions: state && error ? bindActions(state, error, live.reading, schedule, result, context, options) : [],
    [resultMark]: true,
  } as UseImmErrorResult;
  return whole;
}

const resultMark = Symbol.for('imm-error-kit.result');

function isResult(source: unknown): source is UseImmErrorResult {
  return !!attempt(() => typeof source === 'object' && source !== null && resultMark in source);
}

// A component may know more ways out than the form that has read its source, and may offer fewer.
function withActions(
  result: UseImmErrorResult,
  { actions: given = {}, dismissible = true }: UseImmErrorOptions,
): UseImmErrorResult {
  const { state } = result;
  const handlers: ImmActionHandlers = dismissible ? given : { ...given, dismiss: null };
  if (!state || Object.keys(handlers).length === 0) return result;

  const actions = workingActions(state, ({ kind }) => {
    const handler = handlers[kind];
    if (handler) return { run: () => handler(state) };
    const { href, run } = result.actions.find((action) => action.kind === kind) ?? {};
    return { href, run: handler === null ? undefined : run };
  });
  return { ...result, actions };
}

function readAll(source: unknown): SourceReading[] {
  return Array.isArray(source) ? source.map(readSource) : [readSource(source)];
}

const urgency: Readonly<Record<ImmErrorStatus, number>> = { failed: 3, paused: 2, retrying: 1, idle: 0 };

function worstOf(readings: readonly SourceReading[]): SourceReading {
  return readings.reduce(
    (worst, reading) => (urgency[reading.status] > urgency[worst.status] ? reading : worst),
    readings[0] ?? readSource(null),
  );
}

// Two sources can fail in the same millisecond, and one can fail twice with the same value.
function isSameFailure(a: SourceReading, b: SourceReading): boolean {
  return Object.is(a.occurrence, b.occurrence) && Object.is(a.thrown, b.thrown);
}

function wasCancelled({ status, thrown }: SourceReading): boolean {
  return status !== 'idle' && parseImmError(thrown).category === 'aborted';
}

function operationOf(reading: SourceReading, error: ImmError | null, { operation }: UseImmErrorOptions): ImmOperation {
  return reading.operation === 'mutation' ? 'mutation' : (operation ?? error?.operation ?? 'query');
}

// A repeat that the person asked for may have to wait at a gate as well: then there is a time to show, and to skip.
// TanStack Query's own time is over by then: it belongs to the repeat before.
function withItsWait(held: LiveReading, { at, runNow }: RetrySchedule): LiveReading {
  if (!held.isHeld || at === undefined || !runNow) return held;
  return { ...held, isHeld: false, reading: { ...held.reading, status: 'retrying' } };
}

// Queries and mutations are repeated where the credentials are renewed. That knows neither the queries of a client below
// the provider nor those that only run when asked; a query that it repeats already isn't sent twice, a mutation would be.
function onRenewedOf({ reading }: LiveReading, { onRetry }: UseImmErrorOptions): (() => void) | undefined {
  if (!reading.repeat) return onRetry;
  return reading.operation === 'query' ? reading.repeat : undefined;
}

function statusOf({ reading }: LiveReading, isRenewing: boolean): ImmErrorStatus {
  return isRenewing ? 'retrying' : reading.status;
}

function toState(
  error: ImmError,
  reading: SourceReading,
  schedule: RetrySchedule,
  operation: ImmOperation,
  context: ImmErrorContextValue,
  options: UseImmErrorOptions,
): ImmErrorState | null {
  if (reading.state) return reading.state;
  if (error.category === 'aborted') return null;

  const { messages, reword } = context;
  const described = describeOnce(error, context, operation, options.fieldLabels);
  const note = reading.note ? messages.format(reading.note, {}) : '';
  const state = note ? { ...described, message: joinSentences(described.message, note) } : described;
  if (state.retry.kind !== 'automatic') return reword(state);
  if (reading.status === 'failed') return reword(withoutAutomaticRetry(state, messages.format('action.retry', {})));

  const { at, inLine, attempt, maxAttempts } = schedule;
  return reword({ ...state, severity: 'info', retry: { kind: 'automatic', at, inLine, attempt, maxAttempts } });
}

// Nothing repeats the call any more: saying so by a button that the person presses is the truth.
function withoutAutomaticRetry(state: ImmErrorState, label: string): ImmErrorState {
  const actions = state.actions
    .filter((action) => action.kind !== 'stop')
    .map((action) => (action.kind === 'retry' && label ? { ...action, label } : action));
  return { ...state, actions, retry: { kind: 'manual' } };
}

function isCoveredBy(
  { incidents }: ImmErrorContextValue,
  state: ImmErrorState | null,
  { incident = true }: UseImmErrorOptions,
): boolean {
  return incident && !!state && !!incidents?.covers(state);
}

const reported = new WeakSet<ImmError>();

function useReport(
  error: ImmError | null,
  state: ImmErrorState | null,
  { onReport, incidents }: ImmErrorContextValue,
  seen: () => { result: UseImmErrorResult; identity: unknown },
): void {
  // Stands for this hook; never read, and no other is the same object.
  const [reporter] = useState(() => ({}));

  useEffect(() => {
    if (!error || !state) return incidents?.withdraw(reporter);
    // The details may be opened much later.
    seenAt(error);
    if (onReport && !reported.has(error)) {
      reported.add(error);
      // A reporter that fails must not take the message down with it.
      attempt(() => onReport({ state, diagnostics: diagnosticsOf(error) }));
    }
    const { result, identity = error } = seen();
    if (result.isCovered) incidents?.report(reporter, identity, result);
    else incidents?.withdraw(reporter);
  });

  useEffect(() => () => incidents?.withdraw(reporter), [incidents, reporter]);
}
