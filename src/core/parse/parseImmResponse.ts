import type { ImmError } from '../ImmError.js';
import { type ParseContext, parseImmError } from './parseImmError.js';

/**
 * The facts in a failed answer, its body included.
 *
 * Reads a clone: the caller's copy stays readable. A body that was read before, or breaks off, leaves status and headers.
 * Never rejects.
 */
export async function parseImmResponse(response: Response, context?: ParseContext): Promise<ImmError> {
  let body: unknown;
  try {
    body = await response.clone().text();
  } catch {
    body = undefined;
  }
  return parseImmError({ status: response.status, headers: response.headers, body }, context);
}
