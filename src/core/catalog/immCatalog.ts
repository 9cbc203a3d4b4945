import type {
  ImmActionKind,
  ImmErrorCategory,
  ImmErrorOutcome,
  ImmErrorResolver,
  ImmErrorScope,
  ImmRetryKind,
} from '../types.js';

/** What the kit decides for one error code: a row of the catalogue. */
export interface ImmCatalogRow {
  /** The code, where `{P}` stands for a parameter path and `{R}` for a resource type. */
  pattern: string;
  /** Tells two rows with one pattern apart by the answer's message. */
  variant?: string | undefined;
  /** The documented HTTP status. A hint for the simulator, never a condition. */
  status: number | undefined;
  /** What kind of failure it is. */
  category: ImmErrorCategory;
  /** How far it reaches. */
  scope: ImmErrorScope;
  /** Whether the service carried the operation out. */
  outcome: ImmErrorOutcome;
  /** Whether trying again can help. */
  retry: ImmRetryKind;
  /** The first wait in ms, where the service names none. */
  delayMs?: number | undefined;
  /** Who can make it go away. */
  resolver: ImmErrorResolver;
  /** What to offer first; `none` for failures that are shown to nobody. */
  primaryAction: ImmActionKind | 'none';
  /** What to offer second, where the first is for support alone. */
  secondaryAction?: ImmActionKind | 'none' | undefined;
}

/** A row as the tables write it: the columns in the order of `ImmCatalogRow`, the delay in seconds, 0 for none. */
export type CatalogLine = readonly [
  pattern: string,
  variant: string,
  status: number,
  category: ImmErrorCategory,
  scope: ImmErrorScope,
  outcome: ImmErrorOutcome,
  retry: ImmRetryKind,
  delaySeconds: number,
  resolver: ImmErrorResolver,
  primaryAction: ImmActionKind | 'none',
];

export function toRow(line: CatalogLine): ImmCatalogRow {
  const [pattern, variant, status, category, scope, outcome, retry, delay, resolver, primaryAction] = line;
  return {
    pattern,
    ...(variant && { variant }),
    status: status || undefined,
    category,
    scope,
    outcome,
    retry,
    ...(delay && { delayMs: delay * 1000 }),
    resolver,
    primaryAction,
  };
}

// A table of lines, not of objects: a reviewer can hold it against the service's reference at a glance.
// biome-ignore format: one line a row
const lines = [
  ['InvalidArgument', '', 400, 'validation', 'field', 'not-applied', 'after-fix', 0, 'user', 'edit-fields'],
  ['Missing{P}', '', 400, 'validation', 'field', 'not-applied', 'after-fix', 0, 'user', 'edit-fields'],
  ['LimitExceededError', 'message says input quota', 400, 'validation', 'field', 'not-applied', 'after-fix', 0, 'user', 'edit-fields'],
  ['LimitExceededError', 'message says resource count', 400, 'quota', 'operation', 'not-applied', 'after-fix', 0, 'administrator', 'request-quota'],
  ['Invalid{P}', '', 400, 'validation', 'field', 'not-applied', 'after-fix', 0, 'user', 'edit-fields'],
  ['ResourceAlreadyExists', '', 400, 'conflict', 'resource', 'not-applied', 'after-fix', 0, 'user', 'edit-fields'],
  ['ResourceNotFound', '', 400, 'not-found', 'resource', 'not-applied', 'after-fix', 0, 'user', 'open-list'],
  ['InvalidJSON Array parsing error, {P}', '', 400, 'validation', 'field', 'not-applied', 'after-fix', 0, 'user', 'edit-fields'],
  ['MalformedPOSTRequest', '', 400, 'request', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['AccessDenied', '', 403, 'permission', 'operation', 'not-applied', 'after-fix', 0, 'administrator', 'request-permission'],
  ['Throttling.Api', '', 400, 'throttling', 'operation', 'not-applied', 'automatic', 1, 'service', 'retry'],
  ['Throttling.User', '', 400, 'throttling', 'session', 'not-applied', 'automatic', 1, 'service', 'retry'],
  ['StatusConflict', '', 409, 'conflict', 'resource', 'not-applied', 'after-fix', 0, 'user', 'reload'],
  ['Invalid{R}.Unsupported', '', 400, 'validation', 'field', 'not-applied', 'after-fix', 0, 'user', 'edit-fields'],
  ['Invalid{R}.DownloadFailed', '', 400, 'validation', 'field', 'not-applied', 'manual', 0, 'user', 'edit-fields'],
  ['Forbidden.AccountNotFound', '', 403, 'account', 'account', 'not-applied', 'after-fix', 0, 'user', 'switch-account'],
  ['Forbidden.AccountInDebt', '', 403, 'account', 'account', 'not-applied', 'after-fix', 0, 'administrator', 'open-billing'],
  ['Forbidden.ServiceRole', '', 403, 'permission', 'account', 'not-applied', 'after-fix', 0, 'administrator', 'open-service-role'],
  ['Forbidden.RiskControl', '', 403, 'account', 'account', 'not-applied', 'never', 0, 'administrator', 'contact-support'],
  ['Forbidden', '', 403, 'permission', 'operation', 'not-applied', 'after-fix', 0, 'administrator', 'request-permission'],
  ['StateConflict', '', 400, 'conflict', 'resource', 'not-applied', 'manual', 5, 'service', 'retry'],
  ['Timeout', '', 408, 'timeout', 'operation', 'unknown', 'automatic', 1, 'service', 'retry'],
  ['InternalError', '', 500, 'unavailable', 'operation', 'unknown', 'automatic', 1, 'service', 'retry'],
  ['HTTPMethodNotAllowed', '', 405, 'request', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['ServiceUnavailable', '', 503, 'unavailable', 'region', 'unknown', 'automatic', 2, 'service', 'retry'],
  ['ServiceUnavailable.RegionMaintaining', '', 503, 'unavailable', 'region', 'not-applied', 'automatic', 60, 'service', 'retry'],
  ['STSAccessError', '', 400, 'permission', 'account', 'not-applied', 'after-fix', 0, 'administrator', 'open-service-role'],
  ['OSSAccessError', '', 400, 'permission', 'resource', 'not-applied', 'after-fix', 0, 'administrator', 'open-service-role'],
  ['Throttling', '', 403, 'throttling', 'resource', 'not-applied', 'automatic', 60, 'service', 'retry'],
  ['ContentMD5NotMatched', '', 400, 'request', 'operation', 'not-applied', 'manual', 0, 'user', 'retry'],
  ['EntityTooLarge', '', 400, 'validation', 'field', 'not-applied', 'after-fix', 0, 'user', 'edit-fields'],
  ['IllegalTimestamp', '', 400, 'credentials', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['IncompleteSignature', '', 400, 'credentials', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['InvalidAction', '', 400, 'request', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['InvalidProtocolNeedSsl', '', 400, 'request', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['InvalidSecurityTokenExpired', '', 400, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'refresh-credentials'],
  ['InvalidSecurityTokenMalformed', '', 400, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'refresh-credentials'],
  ['InvalidSecurityTokenMismatchWithAccessKey', '', 400, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'refresh-credentials'],
  ['InvalidSignatureMethod', '', 400, 'credentials', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['InvalidTimeStampExpired', '', 400, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'check-clock'],
  ['InvalidTimeStampFormat', '', 400, 'credentials', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['MissingRequiredHeader', '', 400, 'request', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['SignatureNonceUsed', '', 400, 'credentials', 'operation', 'unknown', 'automatic', 1, 'service', 'retry'],
  ['SignatureNotMatch', '', 400, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'refresh-credentials'],
  ['UnsupportedAction', '', 400, 'request', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['UnsupportedAPIVersion', '', 400, 'request', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['ForbiddenAccessDenied', '', 403, 'permission', 'account', 'not-applied', 'never', 0, 'administrator', 'contact-support'],
  ['ForbiddenAccessKeyDisabled', '', 403, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'refresh-credentials'],
  ['ForbiddenProductDisabled', '', 403, 'account', 'account', 'not-applied', 'after-fix', 0, 'administrator', 'activate-service'],
  ['InvalidAccessKeyID', '', 403, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'refresh-credentials'],
  ['InvalidAccessKeyIDInactive', '', 403, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'refresh-credentials'],
  ['UnsupportedSignatureMethod', '', 403, 'credentials', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['UnsupportedSignatureType', '', 403, 'credentials', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['InvalidAccessKeyIDNotFound', '', 404, 'credentials', 'session', 'not-applied', 'after-fix', 0, 'user', 'refresh-credentials'],
  ['PreconditionFailed', '', 412, 'conflict', 'resource', 'not-applied', 'after-fix', 0, 'user', 'reload'],
  ['UnsupportedMediaType', '', 415, 'request', 'operation', 'not-applied', 'never', 0, 'developer', 'copy-diagnostics'],
  ['QuotaExhausted.CU', '', 0, 'throttling', 'resource', 'not-applied', 'automatic', 1, 'service', 'retry'],
  ['SDK.InvalidRegionId', '', 0, 'request', 'region', 'not-applied', 'after-fix', 0, 'user', 'switch-region'],
] as const;

/**
 * One row for every code that IMM documents, in the order of its reference.
 *
 * The same row drives the words, the buttons, the retry policy and the simulator.
 *
 * @see https://www.alibabacloud.com/help/en/imm/developer-reference/error-handling-1
 */
export const immCatalog: readonly ImmCatalogRow[] = lines.map(toRow);

/** The documented codes that stand for themselves; codes with a parameter or resource name in them are strings. */
export type ImmErrorCode = Exclude<ImmRowPattern, `${string}{${string}`>;

/** What names a documented row, but for two of one pattern. */
export type ImmRowPattern = (typeof lines)[number][0];
