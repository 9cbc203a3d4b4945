import { attempt } from '../attempt.js';
import type { ImmError } from '../ImmError.js';
import { parseImmError } from '../parse/parseImmError.js';
import type { ImmOperation } from '../types.js';
import { warnOnce } from '../warnOnce.js';
import type { CredentialRefresh } from './createCredentialRefresh.js';
import { gateOf, markGated } from './gatedErrors.js';
import { markIdempotent } from './idempotentErrors.js';
import { isRepeatedByKit } from './kitRetries.js';
import { isWaiting, joinLine, leaveLine, noteRequest, requestOf } from './linePlaces.js';
import { operationOf, signalOf } from './queryInput.js';
import { longestMutationWait, longestWaitOf } from './retryDecision.js';
import { markStopped, wasStopped } from './stoppedErrors.js';
import type { ThrottleGate, ThrottleGateLane } from './ThrottleGate.js';

/** Where the function belongs at the gate. */
export interface WithGateOptions<Input> {
  /** The API operation, such as `ListProjects`: what is throttled by action closes only this lane. */
  action?: string | undefined;
  /** The IMM project, or how to find it in the query's context or the mutation's variables. */
  project?: string | ((input: Input) => string | undefined) | undefined;
  /** A mutation waits by itself at most 30 s, hidden or offline, too. @default 'query' where the input is a query's context, else 'mutation' */
  operation?: ImmOperation | undefined;
  /**
   * Whether carrying this mutation out twice does no harm: `immQueryDefaults` then repeats it, too, when nobody knows
   * whether it was applied. @default false
   */
  idempotent?: boolean | ((input: Input) => boolean) | undefined;
  /** Renews refused credentials once for all requests, and repeats each once. */
  credentials?: Pick<CredentialRefresh, 'run'> | undefined;
}

/** The last refusal of each run of a mutation. */
const refusals = new WeakMap<object, { error: ImmError; at: number }>();

/** A wait that is over sooner needs no words, in ms. */
const longestUntold = 1000;

/**
 * Makes a `queryFn` or `mutationFn` of TanStack Query wait at a gate while the service throttles.
 *
 * Rejects with an `ImmError`. The wait is here and not in TanStack's `retryDelay`, so that it can be stopped, skipped
 * and shown truly; `immQueryDefaults` repeats a refused call at once, and the call waits in line. A query that finds the
 * gate closed, as after a reload, fails once without being sent, so that its wait is seen from the beginning.
 *
 * @example
 * useQuery({ queryKey: ['projects'], queryFn: withGate(listProjects, gate, { action: 'ListProjects' }) });
 */
export function withGate<Args extends readonly unknown[], Data>(
  fn: (...args: Args) => Data | PromiseLike<Data>,
  gate: ThrottleGate,
  options: WithGateOptions<Args[0]> = {},
): (...args: Args) => Promise<Data> {
  const given = typeof attempt(() => gate.run) === 'function' ? gate : undefined;
  const place = given ?? noGate;
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      !given &&
      "[imm-error-kit] withGate was given no gate. Its requests don't wait while IMM throttles, so IMM refuses them for longer. Pass the one gate of your app: withGate(fn, gate), with gate = createThrottleGate().",
  );
  return async (...args) => {
    const { action, project, operation = operationOf(args), idempotent = false, credentials } = options;
    const lane: ThrottleGateLane = { action };
    const request = requestOf(args);
    let isIdempotent = false;
    // A request that was refused waits for its repeat already, and has been told so.
    const isFirst = !isWaiting(request);
    try {
      isIdempotent = typeof idempotent === 'function' ? idempotent(args[0]) : idempotent;
      lane.project = typeof project === 'function' ? project(args[0]) : project;
      endIfLate(request, operation);
      const call = {
        ...lane,
        operation,
        idempotent: isIdempotent,
        maxWaitMs: longestWaitOf(operation),
        // Read only by what has to wait: TanStack Query throws the answer of an unmounted query away, once its signal was
        // read.
        get signal() {
          return signalOf(args[0]);
        },
        get tellAfterMs() {
          return isFirst ? untoldMsOf(args[0]) : undefined;
        },
      };
      const send = (): Data | PromiseLike<Data> => {
        leaveLine(request);
        return fn(...args);
      };
      const pass = (): Promise<Data> => {
        joinLine(request);
        return place.run(send, call);
      };
      return await (credentials ? credentials.run(pass, call) : pass());
    } catch (thrown) {
      const error = toGatedError(thrown, given, lane);
      notePlace(error, request);
      if (isIdempotent) markIdempotent(error);
      throw error;
    }
  };
}

function untoldMsOf(context: unknown): number | undefined {
  return isRepeatedByKit(context) ? longestUntold : undefined;
}

/** Without a gate, requests go on as they would without `withGate`. */
const noGate: Pick<ThrottleGate, 'run'> = { run: async (task) => task() };

function toGatedError(thrown: unknown, gate: ThrottleGate | undefined, lane: ThrottleGateLane): ImmError {
  const error = parseImmError(thrown, { action: lane.action });
  if (gate) markGated(error, { gate, lane });
  // Reading the action into it can make a new error of the one that the gate has marked.
  if (wasStopped(thrown)) markStopped(error);
  return error;
}

// TanStack Query holds the repeat back while the tab is hidden or offline, for hours if need be. By then the person may have
// gone on to something that contradicts it.
function endIfLate(request: object | undefined, operation: ImmOperation): void {
  const refusal = request && refusals.get(request);
  if (!refusal || operation === 'query' || Date.now() - refusal.at <= longestMutationWait) return;
  markStopped(refusal.error);
  throw refusal.error;
}

function notePlace(error: ImmError, request: object | undefined): void {
  noteRequest(error, request);
  // A refused request comes back at once. Were it to stand in line only then, each failure would be rendered twice.
  if (!gateOf(error) || wasStopped(error)) {
    leaveLine(request);
    return;
  }
  joinLine(request);
  // Only TanStack's own context stays with one run: an app may call the function itself, with one object for all calls.
  if (request && 'mutationKey' in request) refusals.set(request, { error, at: Date.now() });
}
