import type { ImmErrorParams } from '../types.js';
import { type ImmCatalogRow, type ImmErrorCode, immCatalog } from './immCatalog.js';
import { type OtherRowName, otherRowAliases, otherRows } from './otherRows.js';

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
 * - `Invalid{R}.Unsupported`, `Invalid{R}.DownloadFailed` and the JSON-array form;
 * - the family of a segment, the last segment first, so that `Forbidden.AccountSuspended` is about the account;
 * - `Missing{P}`, `InvalidParameter.{P}` and `Invalid{P}`;
 * - the HTTP status alone.
 */
export function findRow({ code, message = '', status }: RowFacts): RowMatch {
  if (!code || code === 'UnreadableAnswer') return { row: rowWithoutCode(status, message, code), params: {} };

  const exact = findExact(code, message);
  if (exact) return { row: exact, params: {} };

  return (
    matchResource(code) ??
    matchFamily(code) ??
    matchParameter(code) ?? { row: rowByName(nameByStatus(status, message) ?? 'UnknownCode'), params: {} }
  );
}

type RowName = ImmErrorCode | 'Missing{P}' | 'Invalid{P}' | OtherRowName;

const rowsByName = new Map<string, ImmCatalogRow>();
const rowsByKey = new Map<string, ImmCatalogRow>();
for (const row of [...otherRows, ...immCatalog]) {
  rowsByName.set(row.pattern + (row.variant ?? ''), row);
  if (!row.pattern.includes('{') && !row.variant) rowsByKey.set(keyOf(row.pattern), row);
}
for (const [alias, name] of Object.entries(otherRowAliases)) rowsByKey.set(alias, rowByName(name));

// The gateway spells one code in several ways (`InvalidAccessKeyId.NotFound`, `InvalidAccessKeyIDNotFound`).
function keyOf(code: string): string {
  return code.toLowerCase().replaceAll('.', '');
}

function rowByName(name: RowName | string): ImmCatalogRow {
  return rowsByName.get(name) as ImmCatalogRow;
}

function findExact(code: string, message: string): ImmCatalogRow | undefined {
  const row = rowsByName.get(code) ?? rowsByKey.get(keyOf(code));
  const name = row?.pattern ?? code;

  switch (name) {
    case 'Throttling':
      // The bare code stands for a blocked project in IMM's reference, for a throttled user in what SDKs were seen to get.
      return /project[^.]*blocked|blocked[^.]*project/i.test(message) ? row : rowByName('Throttling.User');
    case 'ForbiddenAccessDenied':
      return code.includes('.') ? rowByName('AccessDenied') : row;
    default:
      break;
  }
  if (row) return row;

  switch (keyOf(code)) {
    case 'limitexceedederror':
      if (/input quota/i.test(message)) return rowByName('LimitExceededErrormessage says input quota');
      if (/resource count/i.test(message)) return rowByName('LimitExceededErrormessage says resource count');
      return rowByName('LimitExceeded');
    case 'signaturedoesnotmatch':
      return rowByName('SignatureNotMatch');
    case 'invalidparameter':
      return rowByName('InvalidArgument');
    case 'missingparameter':
      return rowByName('Missing{P}');
    default:
      return undefined;
  }
}

function matchResource(code: string): RowMatch | undefined {
  const [, resource, what] = /^Invalid(.+)\.(Unsupported|DownloadFailed)$/i.exec(code) ?? [];
  if (resource && what) {
    const name = /^u/i.test(what) ? 'Invalid{R}.Unsupported' : 'Invalid{R}.DownloadFailed';
    return { row: rowByName(name), params: { R: resource } };
  }

  const [, parameter] = /^InvalidJSON Array parsing error,\s*(.+)$/i.exec(code) ?? [];
  return parameter ? { row: rowByName('InvalidJSON Array parsing error, {P}'), params: { P: parameter } } : undefined;
}

const families: readonly (readonly [RegExp, RowName])[] = [
  [/Not(Found|Exists?)$/i, 'ResourceNotFound'],
  [/Already(Exists?)$/i, 'ResourceAlreadyExists'],
  [/^(Invalid)?Throttling|TooFrequent$/i, 'Throttling.User'],
  [/^(Invalid)?(NoPermission|NoAuth|Unauthorized|Forbidden.*)$|AccessDenied$/i, 'AccessDenied'],
  [/(Overdue|InDebt|Arrears)$/i, 'Forbidden.AccountInDebt'],
  [/(Suspended|Freezing)$/i, 'AccountSuspended'],
  [/Timeout$/i, 'Timeout'],
  [/^(Invalid)?ServiceUnavailable/i, 'ServiceUnavailable'],
  [/^InvalidCredentials$|AccessKey|SecurityToken|Signature/i, 'Credentials'],
];

function matchFamily(code: string): RowMatch | undefined {
  // Bounded: a code is anything that a server, or an attacker behind one, cares to send.
  const segments = code.split('.', 16);
  for (let index = segments.length - 1; index >= 0; index--) {
    const segment = segments[index] ?? '';
    const [pattern, name] = families.find(([family]) => family.test(segment)) ?? [];
    if (!pattern || !name) continue;

    const rest = [...segments.slice(0, index), segment.replace(pattern, ''), ...segments.slice(index + 1)];
    const resource = rest
      .filter(Boolean)
      .join('.')
      .replace(/^Invalid/i, '')
      .replace(/^(Resource|Entity)$/i, '');
    return { row: rowByName(name), params: resource && name.startsWith('Resource') ? { R: resource } : {} };
  }
  return undefined;
}

function matchParameter(code: string): RowMatch | undefined {
  const [, missing] = /^Missing(?:Parameter\.)?\.?(.+)$/i.exec(code) ?? [];
  if (missing) return { row: rowByName('Missing{P}'), params: { P: missing } };

  const [, invalid, empty] =
    /^Invalid(?:Parameter\.)?\.?(.+?)(?:\.(Empty)|\.WrongFormat|\.NotSupported)?$/i.exec(code) ?? [];
  if (!invalid) return undefined;
  return { row: rowByName(empty ? 'Missing{P}' : 'Invalid{P}'), params: { P: invalid } };
}

function nameByStatus(status: number | undefined, message: string): RowName | undefined {
  switch (status) {
    case 401:
      return 'Credentials';
    case 403:
      return /authori[sz]|permission|权限|授权/i.test(message) ? 'AccessDenied' : undefined;
    case 404:
      return 'ResourceNotFound';
    case 405:
      return 'HTTPMethodNotAllowed';
    case 408:
    case 504:
      return 'Timeout';
    case 409:
      return 'StatusConflict';
    case 412:
      return 'PreconditionFailed';
    case 413:
      return 'EntityTooLarge';
    case 415:
      return 'UnsupportedMediaType';
    case 429:
      return 'Throttling.User';
    case 500:
      return 'InternalError';
    default:
      return status !== undefined && status >= 500 && status < 600 ? 'ServiceUnavailable' : undefined;
  }
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
