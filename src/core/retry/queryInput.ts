import type { ImmOperation } from '../types.js';

/** What the function is called for: TanStack Query gives a `queryFn` its context, and a `mutationFn` its variables. */
export function operationOf(args: readonly unknown[]): ImmOperation {
  return isQueryContext(args[0]) ? 'query' : 'mutation';
}

/** What gives a query up. TanStack Query notes that it was read. */
export function signalOf(input: unknown): AbortSignal | undefined {
  return isQueryContext(input) ? input.signal : undefined;
}

function isQueryContext(input: unknown): input is { signal: AbortSignal } {
  return typeof input === 'object' && input !== null && 'queryKey' in input && 'signal' in input;
}
