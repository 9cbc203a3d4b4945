import type { UseImmErrorResult } from './useImmError.js';

/**
 * Whether a failure may come while a person does something else, so that it must not take the focus: a query is fetched
 * in the background, and a retry is still to come.
 */
export function comesByItself({
  status,
  operation,
  occurrence,
}: Pick<UseImmErrorResult, 'status' | 'operation' | 'occurrence'>): boolean {
  // A query's failures are told apart by a time, those of an error value by the value.
  return status === 'retrying' || status === 'paused' || (operation === 'query' && typeof occurrence === 'number');
}
