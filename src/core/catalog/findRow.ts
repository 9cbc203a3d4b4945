import type { ImmErrorParams } from '../types.js';
import { type ImmCatalogRow, type ImmRowPattern, immCatalog } from './immCatalog.js';
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
  const known = matches.get(code) ?? matches.get(keyOf(code));
  // The bare code stands for a blocked project in IMM's reference, for a throttled user in what SDKs were seen to get.
  if (known && known.row.pattern !== 'Throttling') return known;

  return (code && matchRules(code, message)) || { row: rowByStatus(code, status, message), params: {} };
}

function matchRules(code: string, message: string): RowMatch | undefined {
  // Cut, because a code is anything that a server, or an attacker behind one, cares to send.
  const groups = anyRule.exec(`${code.slice(0, 300)}: ${message.slice(0, 1000)}`)?.slice(1) ?? [];
  const index = groups.findIndex((group) => group !== undefined);
  const [, name, param] = rules[index] ?? [];
  if (!name) return undefined;

  const value = groups[index];
  const match: RowMatch = { row: rowByName(name), params: param && value ? { [param]: value } : {} };
  // A page meets the same few codes again and again. Bounded, because codes may be anything. A rule that names a
  // parameter looks at the code alone.
  if (param && matches.size < 400 && code.length < 100) matches.set(code, match);
  return match;
}

// Of two rows of one pattern, the id of its words.
type RowName = ImmRowPattern | OtherRowName | 'LimitExceededError.quota' | 'LimitExceededError.count';
type Rule = readonly [pattern: RegExp, row: RowName, param?: 'P' | 'R'];

// Held against `code: message`. Each has one group, which tells what fitted: the parameter, the resource, or no matter.
const rules: readonly Rule[] = [
  [/Throttling: .*(project.{0,60}blocked|blocked.{0,60}project)/, 'Throttling'],
  [/LimitExceededError: .*(input quota)/, 'LimitExceededError.quota'],
  [/LimitExceededError: .*(resource count)/, 'LimitExceededError.count'],
  [/(LimitExceededError): /, 'LimitExceeded'],
  [/(SignatureDoesNotMatch): /, 'SignatureNotMatch'],
  [/(InvalidParameter): /, 'InvalidArgument'],
  // The console gateway's own: its session, or the token that guards its forms, is over.
  [/(ConsoleNeedLogin|PostonlyOrTokenError): /, 'InvalidSecurityTokenExpired'],

  // Names and errnos of what failed below HTTP.
  [/(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ERR_INTERNET_DISCONNECTED): /, 'Offline'],
  [/(E\w*TIMEDOUT: |(?:Request)?TimeoutError: |ECONNABORTED: timeout)/, 'ClientTimeout'],
  [/(ECONN\w+|EPIPE|NetworkError): /, 'ConnectionLost'],
  [/(AbortError): /, 'Aborted'],
  [/(ChunkLoadError): /, 'StaleAssets'],
  // The kit's own, of `withVerify`.
  [/(ImmProbablySaved): /, 'ProbablySaved'],

  [/Invalid([^:]+)\.Unsupported: /, 'Invalid{R}.Unsupported', 'R'],
  [/Invalid([^:]+)\.DownloadFailed: /, 'Invalid{R}.DownloadFailed', 'R'],
  [/InvalidJSON Array parsing error,\s?([^:]+): /, 'InvalidJSON Array parsing error, {P}', 'P'],

  // Families: what a segment of the code ends in, the particular ones before `Forbidden`.
  [
    /(?:Invalid(?:Resource|Entity)\.|(?:Invalid|Resource|Entity)\.?)?\.?Not(?:Found|Exists?)\.([^:]+): /,
    'ResourceNotFound',
    'R',
  ],
  [
    /(?:Invalid(?:Resource|Entity)\.|(?:Invalid|Resource|Entity)\.?)?([^:]*?)\.?Not(?:Found|Exists?)[.:]/,
    'ResourceNotFound',
    'R',
  ],
  [
    /(?:Invalid(?:Resource|Entity)\.|(?:Invalid|Resource|Entity)\.?)?\.?AlreadyExists?\.([^:]+): /,
    'ResourceAlreadyExists',
    'R',
  ],
  [
    /(?:Invalid(?:Resource|Entity)\.|(?:Invalid|Resource|Entity)\.?)?([^:]*?)\.?AlreadyExists?[.:]/,
    'ResourceAlreadyExists',
    'R',
  ],
  [/[^:]*(\bThrottling|\bInvalidThrottling|TooFrequent[.:])/, 'Throttling.User'],
  [/[^:]*(Overdue|InDebt|Arrears)[.:]/, 'Forbidden.AccountInDebt'],
  [/[^:]*(Suspended|Freezing)[.:]/, 'AccountSuspended'],
  [/[^:]*(Timeout)[.:]/, 'Timeout'],
  [/[^:]*\b(?:Invalid)?(ServiceUnavailable)/, 'ServiceUnavailable'],
  [/[^:]*(AccessKey|SecurityToken|Signature|InvalidCredentials)/, 'Credentials'],
  [
    /[^:]*(\b(?:Invalid)?(?:NoPermission|NoAuth|Unauthorized)[.:]|AccessDenied[.:]|\bForbidden|\bInvalidForbidden)/,
    'AccessDenied',
  ],

  [/Missing(?:Parameter\b\.?)?([^:]*): /, 'Missing{P}', 'P'],
  [/Invalid(?:Parameter\.)?([^:]+)\.Empty: /, 'Missing{P}', 'P'],
  [/Invalid(?:Parameter\.)?([^:]+?)(?:\.WrongFormat|\.NotSupported)?: /, 'Invalid{P}', 'P'],
];

// All in one, because a pattern after the other takes longer than the rest of parsing. The first that fits wins.
const anyRule = new RegExp(`^(?:${rules.map(([pattern]) => pattern.source).join('|')})`, 'is');

// By code. The other rows' names are the kit's own: a service whose code is `Aborted` must not have its failure hidden.
const matches = new Map<string, RowMatch>();
const rowsByName = new Map<string, ImmCatalogRow>();
for (const row of otherRows) rowsByName.set(row.pattern, row);
for (const row of immCatalog) {
  const name = row.variant ? messageIdOf(row) : row.pattern;
  rowsByName.set(name, row);
  matches.set(name, { row, params: {} }).set(keyOf(name), { row, params: {} });
}

// The gateway spells one code in several ways (`InvalidAccessKeyId.NotFound`, `InvalidAccessKeyIDNotFound`). But
// `Forbidden.AccessDenied` and `ForbiddenAccessDenied` are two.
function keyOf(code: string): string {
  return code.toLowerCase().replace(/\.(?!accessdenied)/g, '');
}

function rowByName(name: RowName): ImmCatalogRow {
  // Every name that this file writes is a row's: a test tries each.
  return rowsByName.get(name) as ImmCatalogRow;
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
  // Where an SDK's text is all that is left, IMM's throttling is a 400 without a code.
  if (/denied due to .{0,20}(?:flow control|throttling)/i.test(message)) return 'Throttling.User';
  if (status === 403) return /authori[sz]|permission|权限|授权/i.test(message) ? 'AccessDenied' : undefined;
  return namesByStatus[status] ?? (status >= 500 && status < 600 ? 'ServiceUnavailable' : undefined);
}

function rowByStatus(code: string, status: number | undefined, message: string): ImmCatalogRow {
  const name = nameByStatus(status, message);
  if (code && code !== 'UnreadableAnswer') return rowByName(name ?? 'UnknownCode');

  // An answer that no IMM wrote: the status tells the kind of failure, but nothing vouches for what was done.
  const unreadable = rowByName('UnreadableAnswer');
  const { scope, outcome, delayMs, resolver, primaryAction } = unreadable;
  if (name) {
    const row = rowByName(name);
    return { ...row, scope, outcome, delayMs, resolver, primaryAction, secondaryAction: row.primaryAction };
  }
  return code || status ? unreadable : rowByName('AppBug');
}

/** The id under which a row's words stand in the messages: its code without placeholders, such as `Invalid.Unsupported`. */
export function messageIdOf(row: ImmCatalogRow): string {
  const [code = ''] = row.pattern.replace(/\{.\}/, '').split(' ');
  return row.variant ? `${code}.${row.variant.split(' ').at(-1)}` : code;
}
