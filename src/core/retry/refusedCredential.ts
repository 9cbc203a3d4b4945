import { findRow } from '../catalog/findRow.js';
import type { ImmError } from '../ImmError.js';
import { parseImmError } from '../parse/parseImmError.js';

/**
 * The failure, if it is one that new credentials can help: its row's first action is `refresh-credentials`. The call that
 * answered with a failed task or item was not refused, so repeating it by itself would be wrong.
 */
export function refusedCredential(thrown: unknown): ImmError | undefined {
  const error = parseImmError(thrown);
  return !error.origin && findRow(error).row.primaryAction === 'refresh-credentials' ? error : undefined;
}
