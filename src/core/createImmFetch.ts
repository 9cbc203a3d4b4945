import { attempt } from './attempt.js';
import { doNothing } from './doNothing.js';
import { ImmError, isImmError, isOwnError } from './ImmError.js';
import { isSuccessCode } from './parse/isSuccessCode.js';
import { type ParseContext, parseImmError } from './parse/parseImmError.js';
import { parseImmResponse, readBody, responseError } from './parse/parseImmResponse.js';
import type { CredentialRefresh } from './retry/createCredentialRefresh.js';
import { markGated } from './retry/gatedErrors.js';
import { longestWaitOf } from './retry/retryDecision.js';
import type { ThrottleGate, ThrottleGateLane } from './retry/ThrottleGate.js';
import type { ImmOperation } from './types.js';

/** How `createImmFetch` sends and what it takes for a failure. */
export interface ImmFetchOptions {
  /** Sends the request. @default the global `fetch`, at the time of the call */
  fetch?: typeof fetch | undefined;
  /**
   * Where throttled requests wait: at most 30 s what may change something, so all but GET, HEAD and operations that are
   * called Get…, List… or …Query. Without one nothing waits.
   */
  gate?: Pick<ThrottleGate, 'run'> | undefined;
  /**
   * Renews refused credentials once for all requests, and sends each once more. Only where `fetch` itself puts the
   * credentials in, as cookies or a signature: what stands in `init` is sent again as it is. What renews them must not go
   * through this `fetch`, or it would wait for itself.
   */
  credentials?: Pick<CredentialRefresh, 'run'> | undefined;
  /**
   * How long an answer may take, in ms, waiting at the gate not counted. Of JSON it is its whole body, of a stream or a file
   * its headers. @default no limit
   */
  timeoutMs?: number | undefined;
  /** The operations whose answers have a `Code` in a success. @default ['ContextualAnswer'] */
  codeInSuccess?: readonly string[] | undefined;
  /** The region that is called, for errors that don't name it. */
  regionId?: string | undefined;
}

/** A `fetch` that rejects with an `ImmError`. */
export type ImmFetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` that rejects with an `ImmError` on every failed answer, and adds nothing else.
 *
 * Fails on a status that isn't a success, and on a 200 that has a `Code` other than `''`, `0`, `200`, `OK` or `Success`,
 * in any letter case, no `Status` and no `TaskId`. The body of what it resolves with, and of the error's `cause`, is still
 * readable; the end of a stream, such as one of JSON lines, is not waited for. `Action` and `ProjectName` may stand in the
 * address or in a form that `init` has as its body.
 *
 * @example
 * const immFetch = createImmFetch({ gate: createThrottleGate(), timeoutMs: 10_000 });
 * const response = await immFetch('/imm?Action=ListProjects');
 */
export function createImmFetch(options: ImmFetchOptions = {}): ImmFetch {
  const { gate, credentials } = options;
  return async (input, init) => {
    const signal = signalOf(input, init);
    const context: ParseContext = { regionId: options.regionId };
    const lane: ThrottleGateLane = {};
    try {
      Object.assign(lane, laneOf(input, init));
      context.action = lane.action;
      // A stream can be sent once only.
      const renewal = init?.body instanceof ReadableStream ? undefined : credentials;
      const task = (): Promise<Response> => send(renewal ? copyOf(input) : input, init, signal, context, options);
      const operation = operationOf(input, init, lane.action);
      const maxWaitMs = longestWaitOf(operation);
      const pass = gate ? () => gate.run(task, { signal, maxWaitMs, ...lane }) : task;
      return await (renewal ? renewal.run(pass, { signal, operation }) : pass());
    } catch (thrown) {
      // A gate of another copy of the package rejects with that one's errors.
      const error = isImmError(thrown) ? parseImmError(thrown) : toError(thrown, signal, context);
      // So that the repeat waits here alone, and not before that by a timer of TanStack Query's, too.
      if (isWhole(gate)) markGated(error, { gate, lane });
      throw error;
    }
  };
}

function toError(thrown: unknown, signal: AbortSignal | undefined, context: ParseContext): ImmError {
  return signal?.aborted ? abortError(signal.reason, context) : parseImmError(thrown, context);
}

function isWhole(gate: ImmFetchOptions['gate']): gate is ThrottleGate {
  return !!gate && 'getSnapshot' in gate;
}

function signalOf(input: RequestInfo | URL, init: RequestInit | undefined): AbortSignal | undefined {
  return init?.signal ?? (input instanceof Request ? input.signal : undefined);
}

// The body of a request is gone once it was sent.
function copyOf(input: RequestInfo | URL): RequestInfo | URL {
  return input instanceof Request ? input.clone() : input;
}

// What IMM's operations are called that change nothing. Consoles send these by POST, too.
const reads = /^(?:Batch)?(?:Get|List|Query)|Query$/;

// Where nothing tells what a POST does, it is taken for a change.
function operationOf(input: RequestInfo | URL, init: RequestInit | undefined, action = ''): ImmOperation {
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
  return /^(?:get|head)$/i.test(method) || reads.test(action) ? 'query' : 'mutation';
}

async function send(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  signal: AbortSignal | undefined,
  context: ParseContext,
  { fetch: sendRequest = globalThis.fetch, timeoutMs, codeInSuccess = ['ContextualAnswer'] }: ImmFetchOptions,
): Promise<Response> {
  const limit = limitTime(signal, timeoutMs);
  try {
    const response = await sendRequest(input, { ...init, signal: limit.signal ?? null });
    if (!response.ok) throw await parseImmResponse(response, context);
    if (codeInSuccess.includes(context.action ?? '')) return response;

    const body = await readJson(response);
    limit.signal?.throwIfAborted();
    if (hasFailed(body)) throw responseError(response, body, context);
    return response;
  } catch (error) {
    throw isOwnError(error) ? error : toError(error, signal, context);
  } finally {
    limit.end();
  }
}

// Callers abort with any reason, but an aborted request is always shown to nobody, unless it was a time-out.
function abortError(reason: unknown, context: ParseContext): ImmError {
  const error = parseImmError(reason, context);
  if (error.category === 'aborted' || error.category === 'timeout') return error;
  return new ImmError({ ...context, code: 'AbortError', message: error.message }, { cause: reason });
}

// The caller's signal counts on, while the body is read, too; only the time-out ends with the answer.
function limitTime(
  signal: AbortSignal | undefined,
  timeoutMs = Number.POSITIVE_INFINITY,
): { signal: AbortSignal | undefined; end: () => void } {
  // A timer that is set to longer rings at once.
  if (!(timeoutMs < 2 ** 31)) return { signal, end: doNothing };

  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DOMException(`No answer within ${timeoutMs} ms.`, 'TimeoutError'));
  }, timeoutMs);
  return {
    signal: signal ? AbortSignal.any([signal, controller.signal]) : controller.signal,
    end: () => clearTimeout(timer),
  };
}

function laneOf(input: RequestInfo | URL, init: RequestInit | undefined): ThrottleGateLane {
  const request = input instanceof Request ? input : undefined;
  const address = request?.url ?? String(input);
  const query = new URLSearchParams(address.slice(address.indexOf('?') + 1));
  const headers = new Headers(init?.headers ?? request?.headers);
  const form = formOf(init?.body, headers);
  return {
    action: textOf(query.get('Action') ?? headers.get('x-acs-action') ?? form?.get('Action')),
    project: textOf(query.get('ProjectName') ?? form?.get('ProjectName')),
  };
}

// Of a Request the body can't be read without a wait, nor of a stream without taking it away.
function formOf(body: unknown, headers: Headers): URLSearchParams | FormData | undefined {
  if (body instanceof URLSearchParams || body instanceof FormData) return body;
  const isForm = typeof body === 'string' && /form-urlencoded/i.test(headers.get('content-type') ?? '');
  return isForm ? new URLSearchParams(body) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

// Types of JSON whose answers end. That of lines, of sequences and of streams may never.
const wholeJson = /^(?![^;]*\bstream\+)[^;]*\bjson(?![\w-])/i;
// Back ends often send JSON as text, as a page or as nothing at all. What they send so and is none goes on at once.
const maybeJson = /^(?:text\/(?:plain|html)\b|$)/i;

async function readJson(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? '';
  if (wholeJson.test(type)) return response.clone().text();
  return maybeJson.test(type) ? readBody(response, isUndecided) : '';
}

// Whether more of a text can make it a failure: not once a success is whole, nor the first line of several.
function isUndecided(text: string): boolean {
  const begun = text.trim();
  // Parses only what can be whole, or a long text would be parsed with each of its pieces.
  if (begun.endsWith('}') && parseJson(begun)) return hasFailed(begun);
  const [line = '', next] = begun.split('\n', 2);
  return /^(?:\{|$)/.test(line) && (next === undefined || !parseJson(line));
}

function parseJson(text: string): unknown {
  return attempt(() => JSON.parse(text));
}

function hasFailed(body: string): boolean {
  const answer = parseJson(body);
  if (typeof answer !== 'object' || !answer) return false;

  const fields = new Map(Object.entries(answer).map(([key, value]) => [key.toLowerCase(), value]));
  const code = fields.get('code') ?? '';
  return !isSuccessCode(String(code)) && !fields.has('status') && !fields.has('taskid');
}
