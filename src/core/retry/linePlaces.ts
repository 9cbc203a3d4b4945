// By what stays the same over the repeats of a request: the failure that led to a repeat has to find it.
const waiting = new WeakSet<object>();
const requests = new WeakMap<object, object>();

/** What stays the same over the repeats of one request: a query's key, or the context of a mutation's run. */
export function requestOf([input, context]: readonly unknown[]): object | undefined {
  const key = isObject(input) && 'queryKey' in input ? input.queryKey : context;
  return isObject(key) ? (requests.get(key) ?? key) : undefined;
}

/** Notes that a request stands in line at a gate. */
export function joinLine(request: object | undefined): void {
  if (request) waiting.add(request);
}

/** Whether a request stands in line, or is about to after a refusal. */
export function isWaiting(request: object | undefined): boolean {
  return !!request && waiting.has(request);
}

/** Notes that a request was sent, or given up. */
export function leaveLine(request: object | undefined): void {
  if (request) waiting.delete(request);
}

/** Remembers to which request this belongs: an error with which it failed, or a call made for one of its tries. */
export function noteRequest(part: object, request: unknown): void {
  if (isObject(request)) requests.set(part, request);
}

/** Whether the repeat of the request that failed with this error stands in line or is about to, and was not sent yet. */
export function isInLine(error: unknown): boolean {
  return isObject(error) && isWaiting(requests.get(error));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
