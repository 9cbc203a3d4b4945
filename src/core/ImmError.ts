import { attempt } from './attempt.js';
import { findRow } from './catalog/findRow.js';
import type { ImmErrorCode } from './catalog/immCatalog.js';
import { cleanFacts } from './parse/cleanFacts.js';
import { namedValues } from './parse/namedValues.js';
import type {
  ImmAccessDenied,
  ImmErrorCategory,
  ImmErrorOutcome,
  ImmErrorParams,
  ImmErrorResolver,
  ImmErrorScope,
  ImmOperation,
} from './types.js';

/** What a failed answer said, as far as it could be read. */
export interface ImmErrorFacts {
  /** The service's code, an errno or an error's name; empty where there is none. */
  code?: string | undefined;
  /** The service's text for developers, redacted. */
  message?: string | undefined;
  /** The HTTP status. */
  status?: number | undefined;
  /** The id of the request, which support asks for. */
  requestId?: string | undefined;
  /** The endpoint that answered, such as `imm.cn-hangzhou.aliyuncs.com`. */
  hostId?: string | undefined;
  /** The region that was called, such as `cn-hangzhou`. */
  regionId?: string | undefined;
  /** The address that the service recommends. Not checked yet: `safeLink` decides whether it is shown. */
  recommend?: string | undefined;
  /** The values that the answer named. */
  params?: ImmErrorParams | undefined;
  /** How long the service asks to wait, in ms. */
  retryAfterMs?: number | undefined;
  /** Why RAM refused. */
  accessDenied?: ImmAccessDenied | undefined;
  /** The API operation that failed, such as `CreateProject`. */
  action?: string | undefined;
  /** Whether the call only read or may have changed something, where the caller said it. */
  operation?: ImmOperation | undefined;
  /** The service's clock when it answered, in ms since the epoch. */
  serverTime?: number | undefined;
  /** Whether it was carried out, where a check has found that out since. */
  outcome?: ImmErrorOutcome | undefined;
  /** What failed inside an answer that is a success: an asynchronous task, or an item of a batch. */
  origin?: 'task' | 'item' | undefined;
  /** Whether new credentials were refused as well: more of them won't help. */
  renewed?: boolean | undefined;
}

const made = new WeakSet<ImmError>();

/**
 * A failed call to IMM, as facts: what was thrown, read once.
 *
 * Made by `parseImmError`. `message` is the service's own text for developers; what a person reads comes from
 * `describeImmError`. The thrown value is kept as `cause`.
 */
export class ImmError extends Error {
  /** Always the same, so that it is known across two copies of the package. */
  declare readonly name: 'ImmError';
  /** The service's code, an errno or an error's name; empty where there is none. */
  declare readonly code: ImmErrorCode | (string & {});
  /** What kind of failure it is. */
  declare readonly category: ImmErrorCategory;
  /** How far it reaches. */
  declare readonly scope: ImmErrorScope;
  /** Whether the service carried the operation out. */
  declare readonly outcome: ImmErrorOutcome;
  /** Who can make it go away. */
  declare readonly resolver: ImmErrorResolver;
  /** The HTTP status. */
  declare readonly status: number | undefined;
  /** The id of the request, which support asks for. */
  declare readonly requestId: string | undefined;
  /** The endpoint that answered. */
  declare readonly hostId: string | undefined;
  /** The region that was called. */
  declare readonly regionId: string | undefined;
  /** The address that the service recommends, not checked yet. */
  declare readonly recommend: string | undefined;
  /** The values that the answer named. */
  declare readonly params: ImmErrorParams;
  /** How long the service asks to wait, in ms. */
  declare readonly retryAfterMs: number | undefined;
  /** Why RAM refused. */
  declare readonly accessDenied: ImmAccessDenied | undefined;
  /** The API operation that failed, such as `CreateProject`. */
  declare readonly action: string | undefined;
  /** Whether the call only read or may have changed something, where the caller said it. */
  declare readonly operation: ImmOperation | undefined;
  /** The service's clock when it answered, in ms since the epoch. */
  declare readonly serverTime: number | undefined;
  /** What failed inside an answer that is a success: an asynchronous task, or an item of a batch. */
  declare readonly origin: 'task' | 'item' | undefined;
  /** Whether new credentials were refused as well. */
  declare readonly renewed: boolean | undefined;

  /** The facts are redacted and cut, whoever they come from: what holds them is shown, copied and reported. */
  constructor(facts: ImmErrorFacts, options?: ErrorOptions) {
    // Named, because an Error hides its message from who copies its facts.
    const clean = cleanFacts({ ...facts, message: facts.message });
    const { code = '', message = '', status, origin } = clean;
    super(message, options);
    made.add(this);
    const { row, params } = findRow({ code, message, status });
    Object.assign(this, clean, {
      name: 'ImmError',
      code,
      category: row.category,
      scope: row.scope,
      // A task had begun its work before it failed.
      outcome: clean.outcome ?? (origin === 'task' ? 'unknown' : row.outcome),
      resolver: row.resolver,
      params: { ...namedValues(message, row.category), ...clean.params, ...params },
    });
  }

  /** All but `cause`, for server rendering: `parseImmError` makes an `ImmError` of it again. */
  toJSON(): object {
    return { ...this, message: this.message };
  }
}

/**
 * Whether a value was made by this very class, so that its facts are clean and none of them throws. What only looks like
 * one is not: a proxy around one, an object with its prototype, one of another copy of the package.
 */
export function isOwnError(value: unknown): value is ImmError {
  // A WeakSet knows nothing of what isn't an object.
  return made.has(value as ImmError);
}

/**
 * Whether a value is an `ImmError`. Structural, so that it holds across two copies of the package.
 *
 * What `structuredClone`, `postMessage` or JSON have left of one is none: send `error.toJSON()`, and give it to
 * `parseImmError` on the other side.
 */
export function isImmError(value: unknown): value is ImmError {
  return !!attempt(
    () =>
      Object.prototype.toString.call(value) === '[object Error]' &&
      (value as Error).name === 'ImmError' &&
      ['code', 'category', 'outcome', 'params'].every((key) => key in (value as Error)),
  );
}
