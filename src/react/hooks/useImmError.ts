import { useCallback, useMemo, useState } from 'react';
import type { ImmError } from '../../core/ImmError.js';
import { parseImmError } from '../../core/parse/parseImmError.js';
import { joinSentences } from '../../core/state/joinSentences.js';
import type { ImmErrorAction, ImmErrorSeverity, ImmErrorState, ImmOperation } from '../../core/types.js';
import { describeOnce } from '../describeOnce.js';
import { type ImmActionHandlers, type ImmErrorContextValue, useImmErrorContext } from '../ImmErrorContext.js';
import { bindActions, workingActions } from './bindActions.js';
import { type ImmErrorStatus, isResult, readSource, resultMark, type SourceReading } from './readSource.js';
import { type LiveReading, useHeldReading } from './useHeldReading.js';
import { useRenewal } from './useRenewal.js';
import { useReport } from './useReport.js';
import { type RetrySchedule, useRetrySchedule } from './useRetrySchedule.js';
import { useSteadyReadings } from './useSteadyReadings.js';

/**
 * What errors are read from: a query, a mutation, an error value, a state, what `useImmError` returned, or an array
 * of them.
 * `null` and `undefined` mean that nothing failed.
 */
export type ImmErrorSource = unknown;

/** An action that works here: pressing it calls `run`, or follows `href`. */
export interface BoundAction extends ImmErrorAction {
  /** Does it; absent where `href` leads to it. */
  run?: (() => unknown) | undefined;
}

/** What the caller knows about the failed call, and what it does about it. */
export interface ImmErrorSourceOptions {
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

/** What `useImmError` takes beside the source. */
export interface UseImmErrorOptions extends ImmErrorSourceOptions {
  /**
   * Whether what was cancelled is shown, too: for a message that stands in place of what was to be there, where nothing
   * would be a hole. @default false
   */
  showAborted?: boolean | undefined;
}

/** What a person should see of a source, and the means to act on it. */
export interface UseImmErrorResult {
  /** Where the source stands. */
  status: ImmErrorStatus;
  /** The failure as facts; `null` where nothing failed. */
  error: ImmError | null;
  /**
   * What to show; `null` where nothing failed, or where it is shown to nobody. For several sources, the worst of those that
   * the page's IncidentCenter doesn't show, else of all.
   */
  state: ImmErrorState | null;
  /** Tells one failure of the source from the next: for queries and mutations a time, else what was thrown. */
  occurrence: unknown;
  /** Every failure of an array of sources, whoever shows it. */
  states: readonly ImmErrorState[];
  /** Messages by form path. */
  fieldErrors: Readonly<Record<string, string>>;
  /** The actions that work here, the one to do first at the head. */
  actions: readonly BoundAction[];
  /** Whether a repeat that the person asked for is under way, or a renewal of the credentials. */
  isRepeating: boolean;
  /** Whether the page's IncidentCenter shows it, of several sources all, so that beside the widget a line is enough. */
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
 * Of several sources, each failure that concerns the whole page goes to the page's IncidentCenter, where there is one, with
 * its own repeat; the worst of the others is told here. Where it takes all, the worst of all is told, as covered.
 *
 * @param source A query, a mutation, an error value, or an array of them.
 * @example
 * const createProject = useMutation({ mutationFn: withGate(api.createProject, gate) });
 * const { fieldErrors } = useImmError(createProject);
 */
export function useImmError(source: ImmErrorSource, options: UseImmErrorOptions = {}): UseImmErrorResult {
  const context = useImmErrorContext();
  const ready = isResult(source) ? source : undefined;
  const readings = useSteadyReadings(readAll(ready ? null : source));
  const { announcer, messages } = context;
  const announce = useCallback(
    (id: string, askedAt?: number) => announcer.announce(messages.format(id, {}), 'polite', askedAt),
    [announcer, messages],
  );
  const [dismissed, setDismissed] = useState<readonly SourceReading[]>([]);
  const wasDismissed = (reading: SourceReading): boolean => dismissed.some((each) => isSameFailure(each, reading));
  const open = openOf(readings, wasDismissed);
  const stateOf = (reading: SourceReading): ImmErrorState | null => {
    const failure = parseImmError(reading.thrown);
    return toState(failure, reading, {}, operationOf(reading, failure, options), context, options);
  };
  // What it shows must not stand in front of what only this place can show.
  const desk = options.incident === false ? undefined : context.incidents;
  const front = desk?.besideOf(open, stateOf) ?? open;
  const held = useHeldReading(worstOf(front.length > 0 ? front : readings, stateOf), readings, announce);
  const schedule = useRetrySchedule(held.reading.thrown, held.reading.status === 'paused');
  const live = withItsWait(held, schedule);
  const isOpen = live.reading.status !== 'idle' && !wasDismissed(live.reading);
  const { thrown, occurrence } = live.reading;
  // A text or `null` has no identity of its own: each render would make another error of it, and report it again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: thrown twice, the same text is two failures
  const parsed = useMemo(() => (isOpen ? parseImmError(thrown) : null), [isOpen, thrown, occurrence]);
  const error = shownOf(parsed, options);
  const operation = operationOf(live.reading, error, options);
  const described = error && toState(error, live.reading, schedule, operation, context, options);
  // Of several sources, the desk reads each by itself: it is repeated there.
  const isElsewhere = readings.length > 1 && desk?.covers(described);
  const { state, isRenewing } = useRenewal(described, onRenewedOf(live, options, isElsewhere));

  useReport(error, state, desk, { source, options, context, identity: live.reading.identity }, () => whole);
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
    states: statesOf(open, live.reading, state, stateOf),
    fieldErrors: Object.fromEntries((state?.fields ?? []).map((field) => [field.path, field.message])),
    isRepeating: live.isHeld || isRenewing,
    isCovered: !!desk?.covers(state),
    operation,
    retry,
    verify: verify && (() => live.check(verify)),
    cancelRetry: () => schedule.stop?.(),
    dismiss,
  } satisfies Omit<UseImmErrorResult, 'actions'>;

  const whole = {
    ...result,
    actions: state && error ? bindActions(state, error, live.reading, schedule, result, context, options) : [],
    [resultMark]: live.reading.identity,
  } as UseImmErrorResult;
  return whole;
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

function statesOf(
  open: readonly SourceReading[],
  shown: SourceReading,
  state: ImmErrorState | null,
  stateOf: (reading: SourceReading) => ImmErrorState | null,
): ImmErrorState[] {
  return (
    open
      .filter(({ status }) => status !== 'idle')
      // Described once: a single source is by far the most common.
      .map((reading) => (state && reading === shown ? state : stateOf(reading)))
      .filter((each) => each !== null)
  );
}

const urgency: Readonly<Record<ImmErrorStatus, number>> = { failed: 3, paused: 2, retrying: 1, idle: 0 };
const gravity: Readonly<Record<ImmErrorSeverity, number>> = { error: 0.2, warning: 0.1, info: 0 };

function worstOf(
  [first = readSource(null), ...others]: readonly SourceReading[],
  stateOf: (reading: SourceReading) => ImmErrorState | null,
): SourceReading {
  // Of a single source, which is by far the most common, nothing has to be told apart.
  if (others.length === 0) return first;

  const weigh = (reading: SourceReading): number =>
    urgency[reading.status] + (reading.status === 'idle' ? 0 : gravity[stateOf(reading)?.severity ?? 'info']);
  return others.reduce((worst, reading) => (weigh(reading) > weigh(worst) ? reading : worst), first);
}

// Of several sources, one that is dismissed or cancelled must not stand in front of the others.
function openOf(
  readings: readonly SourceReading[],
  wasDismissed: (reading: SourceReading) => boolean,
): readonly SourceReading[] {
  return readings.length < 2 ? readings : readings.filter((each) => !wasDismissed(each) && !wasCancelled(each));
}

// Two sources can fail in the same millisecond, and one can fail twice with the same value.
function isSameFailure(a: SourceReading, b: SourceReading): boolean {
  return Object.is(a.occurrence, b.occurrence) && Object.is(a.thrown, b.thrown);
}

function wasCancelled({ status, thrown }: SourceReading): boolean {
  return status !== 'idle' && parseImmError(thrown).category === 'aborted';
}

// What was cancelled has failed nobody.
function shownOf(error: ImmError | null, { showAborted }: UseImmErrorOptions): ImmError | null {
  return error?.category === 'aborted' && !showAborted ? null : error;
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
function onRenewedOf(
  { reading }: LiveReading,
  { onRetry }: UseImmErrorOptions,
  isElsewhere: boolean | undefined,
): (() => void) | undefined {
  if (isElsewhere) return undefined;
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
  if (!shownOf(error, options)) return null;

  const { messages, reword } = context;
  // A person may have a mutation wait longer than it would by itself: then the countdown says the time.
  const isScheduled = reading.status !== 'failed';
  const described = describeOnce(error, context, operation, options.fieldLabels, isScheduled);
  if (error.category === 'aborted') return reword(withRetryAlone(described, messages.format('action.retry', {})));
  const note = reading.note ? messages.format(reading.note, {}) : '';
  const state = note ? { ...described, message: joinSentences(described.message, note) } : described;
  if (state.retry.kind !== 'automatic') return reword(state);
  if (reading.status === 'failed') return reword(withoutAutomaticRetry(state, messages.format('action.retry', {})));

  const { at, inLine, attempt, maxAttempts } = schedule;
  return reword({ ...state, severity: 'info', retry: { kind: 'automatic', at, inLine, attempt, maxAttempts } });
}

// What was cancelled is shown to nobody, so the catalogue has nothing to do about it.
function withRetryAlone(state: ImmErrorState, label: string): ImmErrorState {
  return { ...state, actions: [{ kind: 'retry', label, primary: true }], retry: { kind: 'manual' } };
}

// Nothing repeats the call any more: saying so by a button that the person presses is the truth.
function withoutAutomaticRetry(state: ImmErrorState, label: string): ImmErrorState {
  const actions = state.actions
    .filter((action) => action.kind !== 'stop')
    .map((action) => (action.kind === 'retry' && label ? { ...action, label } : action));
  return { ...state, actions, retry: { kind: 'manual' } };
}
