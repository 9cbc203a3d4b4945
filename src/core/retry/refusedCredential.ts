import { findRow } from '../catalog/findRow.js';
import type { ImmError } from '../ImmError.js';
import { parseImmError } from '../parse/parseImmError.js';

/** The failure, if it is one that new credentials can help: its row's first action is `refresh-credentials`. */
export function refusedCredential(thrown: unknown): ImmError | undefined {
  const error = parseImmError(thrown);
  return findRow(error).row.primaryAction === 'refresh-credentials' ? error : undefined;
}
