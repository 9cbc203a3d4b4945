import { findRow } from './catalog/findRow.js';
import type { ImmErrorCode } from './catalog/immCatalog.js';
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
  /** What failed inside an answer that is a success: an asynchronous task, or an item of a batch. */
  origin?: 'task' | 'item' | undefined;
}

/**
 * A failed call to IMM, as facts: what was thrown, read once.
 *
 * Made by `parseImmError`. `message` is the service's own text for developers; what a person reads comes from
 * `describeImmError`. The thrown value is kept as `cause`.
 */
export class ImmError extends Error {
  override readonly name = 'ImmError' as const;
  /** The service's code, an errno or an error's name; empty where there is none. */
  readonly code: ImmErrorCode | (string & {});
  readonly category: ImmErrorCategory;
  readonly scope: ImmErrorScope;
  readonly outcome: ImmErrorOutcome;
  readonly resolver: ImmErrorResolver;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly hostId: string | undefined;
  readonly regionId: string | undefined;
  readonly recommend: string | undefined;
  readonly params: ImmErrorParams;
  readonly retryAfterMs: number | undefined;
  readonly accessDenied: ImmAccessDenied | undefined;
  readonly action: string | undefined;
  readonly operation: ImmOperation | undefined;
  readonly serverTime: number | undefined;
  readonly origin: 'task' | 'item' | undefined;

  constructor(facts: ImmErrorFacts, options?: ErrorOptions) {
    const { code = '', message = '', status } = facts;
    super(message, options);
    const { row, params } = findRow({ code, message, status });
    this.code = code;
    this.category = row.category;
    this.scope = row.scope;
    // An asynchronous task had begun its work.
    this.outcome = facts.origin === 'task' ? 'unknown' : row.outcome;
    this.resolver = row.resolver;
    this.status = status;
    this.requestId = facts.requestId;
    this.hostId = facts.hostId;
    this.regionId = facts.regionId;
    this.recommend = facts.recommend;
    this.params = { ...facts.params, ...params };
    this.retryAfterMs = facts.retryAfterMs;
    this.accessDenied = facts.accessDenied;
    this.action = facts.action;
    this.operation = facts.operation;
    this.serverTime = facts.serverTime;
    this.origin = facts.origin;
  }
}

/** Whether a value is an `ImmError`. Structural, so that it holds across two copies of the package. */
export function isImmError(value: unknown): value is ImmError {
  try {
    return (
      (value instanceof Error || Object.prototype.toString.call(value) === '[object Error]') &&
      (value as Error).name === 'ImmError' &&
      ['code', 'category', 'outcome', 'params'].every((key) => key in (value as Error))
    );
  } catch {
    // A revoked or hostile proxy: reading it throws.
    return false;
  }
}
