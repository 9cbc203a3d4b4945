import type { ImmErrorParams } from '../types.js';
import { type ImmCatalogRow, type ImmErrorCode, immCatalog } from './immCatalog.js';
import { type OtherRowName, otherRows } from './otherRows.js';

/** The facts that decide a row. */
export interface RowFacts {
  code: string;
  message?: string | undefined;
  status?: number | undefined;
}

/** The row that a failure falls under, and what its code named. */
export interface RowMatch {
  row: ImmCatalogRow;
  params: ImmErrorParams;
}

/**
 * The row that decides about a failure. Pure and total.
 *
 * In this order:
 *
 * - a code that the catalogue knows, letter case and dots ignored;
 * - the rules below, the first that fits;
 * - the HTTP status alone.
 */
export function findRow({ code, message = '', status }: RowFacts): RowMatch {
  if (!code || code === 'UnreadableAnswer') return { row: rowWithoutCode(status, message, code), params: {} };

  const exact = rowsByName.get(code) ?? rowsByKey.get(keyOf(code));
  if (exact) return { row: exact, params: {} };

  const match = remembered.get(code) ?? matchRules(code, message);
  return match ?? { row: rowByName(nameByStatus(status, message) ?? 'UnknownCode'), params: {} };
}

function matchRules(code: string, message: string): RowMatch | undefined {
  // Cut, because a code is anything that a server, or an attacker behind one, cares to send.
  const subject = `${code.slice(0, 300)}: ${message.slice(0, 1000)}`;
  for (const [pattern, name, key] of rules) {
    const [whole, ...groups] = pattern.exec(subject) ?? [];
    if (whole === undefined) continue;

    const value = groups.find(Boolean);
    const match: RowMatch = { row: rowByName(name), params: key && value ? { [key]: value } : {} };
    // Bounded, because codes may be anything. A rule that captures looks at the code alone.
    if (key && remembered.size < 200 && code.length < 100) remembered.set(code, match);
    return match;
  }
  return undefined;
}

// A page meets the same few codes again and again, and the rules take longer than the rest of parsing.
const remembered = new Map<string, RowMatch>();

type RowName = ImmErrorCode | OtherRowName;
type Rule = readonly [pattern: RegExp, row: string, param?: 'P' | 'R'];

// Held against `code: message`.
const rules: readonly Rule[] = [
  // The bare code stands for a blocked project in IMM's reference, for a throttled user in what SDKs were seen to get.
  [/^Throttling: .*?(?:project.{0,60}blocked|blocked.{0,60}project)/is, 'Throttling'],
  [/^Throttling: /i, 'Throttling.User'],
  [/^Forbidden\.AccessDenied: /i, 'AccessDenied'],
  [/^ForbiddenAccessDenied: /i, 'ForbiddenAccessDenied'],
  [/^LimitExceededError: .*input quota/is, 'LimitExceededErrormessage says input quota'],
  [/^LimitExceededError: .*resource count/is, 'LimitExceededErrormessage says resource count'],
  [/^LimitExceededError: /i, 'LimitExceeded'],
  [/^SignatureDoesNotMatch: /i, 'SignatureNotMatch'],
  [/^InvalidParameter: /i, 'InvalidArgument'],
  [/^MissingParameter: /i, 'Missing{P}'],

  // Names and errnos of what failed below HTTP.
  [/^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED): /i, 'Offline'],
  [/^E\w*TIMEDOUT: |^(?:Request)?TimeoutError: |^ECONNABORTED: timeout/i, 'ClientTimeout'],
  [/^(?:ECONN\w+|EPIPE|NetworkError): /i, 'ConnectionLost'],
  [/^AbortError: /i, 'Aborted'],
  [/^ChunkLoadError: /i, 'StaleAssets'],

  [/^Invalid(.+)\.Unsupported: /i, 'Invalid{R}.Unsupported', 'R'],
  [/^Invalid(.+)\.DownloadFailed: /i, 'Invalid{R}.DownloadFailed', 'R'],
  [/^InvalidJSON Array parsing error,\s?([^:]+): /i, 'InvalidJSON Array parsing error, {P}', 'P'],

  // Families: what a segment of the code ends in, the particular ones before `Forbidden`.
  [/^(?:Invalid|Resource|Entity)?([^:]*?)\.?Not(?:Found|Exists?)(?:\.([^:]+))?: /i, 'ResourceNotFound', 'R'],
  [/^(?:Invalid|Resource|Entity)?([^:]*?)\.?AlreadyExists?(?:\.([^:]+))?: /i, 'ResourceAlreadyExists', 'R'],
  [/^[^:]*(?:\bThrottling|\bInvalidThrottling|TooFrequent[.:])/i, 'Throttling.User'],
  [/^[^:]*(?:Overdue|InDebt|Arrears)[.:]/i, 'Forbidden.AccountInDebt'],
  [/^[^:]*(?:Suspended|Freezing)[.:]/i, 'AccountSuspended'],
  [/^[^:]*Timeout[.:]/i, 'Timeout'],
  [/^[^:]*\b(?:Invalid)?ServiceUnavailable/i, 'ServiceUnavailable'],
  [/^(?:InvalidCredentials: |[^:]*(?:AccessKey|SecurityToken|Signature))/i, 'Credentials'],
  [
    /^[^:]*(?:\b(?:Invalid)?(?:NoPermission|NoAuth|Unauthorized)[.:]|AccessDenied[.:]|\bForbidden|\bInvalidForbidden)/i,
    'AccessDenied',
  ],

  [/^Missing(?:Parameter\.)?([^:]+): /i, 'Missing{P}', 'P'],
  [/^Invalid(?:Parameter\.)?([^:]+)\.Empty: /i, 'Missing{P}', 'P'],
  [/^Invalid(?:Parameter\.)?([^:]+?)(?:\.WrongFormat|\.NotSupported)?: /i, 'Invalid{P}', 'P'],
];

// These share their key with a rule that has to look at the message or at the dot.
const decidedByRules = /^(?:Throttling|ForbiddenAccessDenied)$/;

const rowsByName = new Map<string, ImmCatalogRow>();
const rowsByKey = new Map<string, ImmCatalogRow>();
const allRows = new Map<string, ImmCatalogRow>();
for (const row of [...otherRows, ...immCatalog]) {
  const { pattern, variant = '' } = row;
  allRows.set(pattern + variant, row);
  if (pattern.includes('{') || variant || decidedByRules.test(pattern)) continue;
  rowsByName.set(pattern, row);
  rowsByKey.set(keyOf(pattern), row);
}

// The gateway spells one code in several ways (`InvalidAccessKeyId.NotFound`, `InvalidAccessKeyIDNotFound`).
function keyOf(code: string): string {
  return code.toLowerCase().replaceAll('.', '');
}

function rowByName(name: string): ImmCatalogRow {
  // Every name that this file writes is a row's: a test tries each.
  return allRows.get(name) as ImmCatalogRow;
}

const namesByStatus: Readonly<Record<number, RowName>> = {
  401: 'Credentials',
  404: 'ResourceNotFound',
  405: 'HTTPMethodNotAllowed',
  408: 'Timeout',
  409: 'StatusConflict',
  412: 'PreconditionFailed',
  413: 'EntityTooLarge',
  415: 'UnsupportedMediaType',
  429: 'Throttling.User',
  500: 'InternalError',
  504: 'Timeout',
};

function nameByStatus(status = 0, message: string): RowName | undefined {
  if (status === 403) return /authori[sz]|permission|权限|授权/i.test(message) ? 'AccessDenied' : undefined;
  return namesByStatus[status] ?? (status >= 500 && status < 600 ? 'ServiceUnavailable' : undefined);
}

function rowWithoutCode(status: number | undefined, message: string, code: string): ImmCatalogRow {
  if (status === undefined && !code) return rowByName('AppBug');

  // An answer that no IMM wrote: the status tells the kind of failure, but nothing vouches for what was done.
  const name = nameByStatus(status, message);
  const unreadable = rowByName('UnreadableAnswer');
  if (!name) return unreadable;

  const { scope, outcome, delayMs, resolver, primaryAction } = unreadable;
  return { ...rowByName(name), scope, outcome, delayMs, resolver, primaryAction };
}

/** The id under which a row's words stand in the messages: its code without placeholders, such as `Invalid.Unsupported`. */
export function messageIdOf(row: ImmCatalogRow): string {
  const [code = ''] = row.pattern.replace(/\{.\}/, '').split(' ');
  return row.variant ? `${code}.${row.variant.split(' ').at(-1)}` : code;
}
