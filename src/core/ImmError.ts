import { attempt } from './attempt.js';
import { findRow } from './catalog/findRow.js';
import type { ImmErrorCode } from './catalog/immCatalog.js';
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
  requestId?: string | undefined;
  hostId?: string | undefined;
  regionId?: string | undefined;
  /** The address that the service recommends. Not checked yet: `safeLink` decides whether it is shown. */
  recommend?: string | undefined;
  params?: ImmErrorParams | undefined;
  /** How long the service asks to wait, in ms. */
  retryAfterMs?: number | undefined;
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

/**
 * A failed call to IMM, as facts: what was thrown, read once.
 *
 * Made by `parseImmError`. `message` is the service's own text for developers; what a person reads comes from
 * `describeImmError`. The thrown value is kept as `cause`.
 */
export class ImmError extends Error {
  declare readonly name: 'ImmError';
  /** The service's code, an errno or an error's name; empty where there is none. */
  declare readonly code: ImmErrorCode | (string & {});
  declare readonly category: ImmErrorCategory;
  declare readonly scope: ImmErrorScope;
  declare readonly outcome: ImmErrorOutcome;
  declare readonly resolver: ImmErrorResolver;
  declare readonly status: number | undefined;
  declare readonly requestId: string | undefined;
  declare readonly hostId: string | undefined;
  declare readonly regionId: string | undefined;
  declare readonly recommend: string | undefined;
  declare readonly params: ImmErrorParams;
  declare readonly retryAfterMs: number | undefined;
  declare readonly accessDenied: ImmAccessDenied | undefined;
  declare readonly action: string | undefined;
  declare readonly operation: ImmOperation | undefined;
  declare readonly serverTime: number | undefined;
  declare readonly origin: 'task' | 'item' | undefined;
  declare readonly renewed: boolean | undefined;

  constructor(facts: ImmErrorFacts, options?: ErrorOptions) {
    const { code = '', message = '', status, origin } = facts;
    super(message, options);
    const { row, params } = findRow({ code, message, status });
    Object.assign(this, facts, {
      name: 'ImmError',
      code,
      category: row.category,
      scope: row.scope,
      // A task had begun its work before it failed.
      outcome: facts.outcome ?? (origin === 'task' ? 'unknown' : row.outcome),
      resolver: row.resolver,
      params: { ...namedValues(message, row.category), ...facts.params, ...params },
    });
  }

  /** All but `cause`, for server rendering: `parseImmError` makes an `ImmError` of it again. */
  toJSON(): object {
    return { ...this, message: this.message };
  }
}

/** Whether a value is an `ImmError`. Structural, so that it holds across two copies of the package. */
export function isImmError(value: unknown): value is ImmError {
  return !!attempt(
    () =>
      Object.prototype.toString.call(value) === '[object Error]' &&
      (value as Error).name === 'ImmError' &&
      ['code', 'category', 'outcome', 'params'].every((key) => key in (value as Error)),
  );
}
