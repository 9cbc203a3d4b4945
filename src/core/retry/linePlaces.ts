import { mark, marksOf } from './marks.js';

/**
 * What stays the same over the repeats of one request: a query's key, or the context of a mutation's run. The failure that
 * led to a repeat finds its place in line by it.
 */
export function requestOf([input, context]: readonly unknown[]): object | undefined {
  const key = isObject(input) && 'queryKey' in input ? input.queryKey : context;
  return isObject(key) ? (marksOf(key).request ?? key) : undefined;
}

/** Notes that a request stands in line at a gate. */
export function joinLine(request: object | undefined): void {
  mark(request, { isWaiting: true });
}

/** Whether a request stands in line, or is about to after a refusal. */
export function isWaiting(request: object | undefined): boolean {
  return !!marksOf(request).isWaiting;
}

/** Notes that a request was sent, or given up. */
export function leaveLine(request: object | undefined): void {
  mark(request, { isWaiting: false });
}

/** Remembers to which request this belongs: an error with which it failed, or a call made for one of its tries. */
export function noteRequest(part: object, request: unknown): void {
  if (isObject(request)) mark(part, { request });
}

/** Whether the repeat of the request that failed with this error stands in line or is about to, and was not sent yet. */
export function isInLine(error: unknown): boolean {
  return isWaiting(marksOf(error).request);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
