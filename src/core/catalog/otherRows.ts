import { type ImmCatalogRow, toRow } from './immCatalog.js';

// What never reached IMM, carries no documented code, or belongs to a family of codes that no documented row speaks for.
// biome-ignore format: one line a row
const lines = [
  ['Offline', '', 0, 'network', 'session', 'not-applied', 'automatic', 1, 'user', 'retry'],
  ['ConnectionLost', '', 0, 'network', 'session', 'unknown', 'automatic', 1, 'user', 'retry'],
  ['ClientTimeout', '', 0, 'timeout', 'operation', 'unknown', 'automatic', 1, 'service', 'retry'],
  ['Aborted', '', 0, 'aborted', 'operation', 'unknown', 'never', 0, 'user', 'none'],
  ['StaleAssets', '', 0, 'unknown', 'session', 'not-applied', 'manual', 0, 'user', 'reload'],
  ['UnreadableAnswer', '', 0, 'unknown', 'operation', 'unknown', 'manual', 1, 'service', 'copy-diagnostics'],
  ['AppBug', '', 0, 'unknown', 'operation', 'unknown', 'manual', 0, 'developer', 'retry'],
  ['UnknownCode', '', 0, 'unknown', 'operation', 'unknown', 'manual', 0, 'service', 'retry'],
  ['Credentials', '', 0, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'refresh-credentials'],
  ['AccountSuspended', '', 0, 'account', 'account', 'not-applied', 'after-fix', 0, 'administrator', 'contact-support'],
  ['LimitExceeded', '', 0, 'validation', 'field', 'not-applied', 'after-fix', 0, 'user', 'edit-fields'],
  ['ProbablySaved', '', 0, 'conflict', 'resource', 'unknown', 'manual', 0, 'user', 'edit-fields'],
] as const;

/** The name of a row that no documented code has. */
export type OtherRowName = (typeof lines)[number][0];

/** The rows for failures that IMM's reference does not list. */
export const otherRows: readonly ImmCatalogRow[] = lines.map(toRow);
