import { messageIdOf } from '../core/catalog/findRow.js';
import { type ImmCatalogRow, type ImmErrorCode, immCatalog } from '../core/catalog/immCatalog.js';
import type { ImmError } from '../core/ImmError.js';
import type { ParseContext } from '../core/parse/parseImmError.js';
import { responseError } from '../core/parse/parseImmResponse.js';
import type { FailureBody } from '../simulator/createAnswer.js';
import { defaultRoles } from '../simulator/defaults.js';
import { describeFailure } from '../simulator/describeFailure.js';
import type { ImmInjection } from '../simulator/types.js';
import { checkCode } from './checkCode.js';

/** The JSON of a failed answer, as IMM writes it: `RequestId`, `HostId`, `Code`, `Message`, `Recommend`. */
export interface ImmFixtureBody extends FailureBody {}

/** A failed answer, as IMM would send it. */
export interface ImmFixture {
  /** Names it among all rows, as a title of a test: `AccessDenied`, `LimitExceededError.quota`. */
  name: string;
  /** The HTTP status. */
  status: number;
  /** The headers, such as `x-acs-request-id` and `x-acs-retry-after`. */
  headers: Readonly<Record<string, string>>;
  /** What was answered. It is a `source` as it stands: `<ErrorBanner source={fixture.body} />`. */
  body: ImmFixtureBody;
  /** A fresh response with this status, these headers and this body. */
  toResponse(): Response;
  /** What `createImmFetch` rejects with when it gets this answer. */
  toError(context?: ParseContext): ImmError;
}

/** What of a fixture can be chosen. The rest is what the simulator would say. */
export interface ImmFixtureOptions extends Omit<ImmInjection, 'code'> {
  /** The operation that was refused. @default 'CreateProject' */
  action?: string | undefined;
  /** The region that answers. @default 'cn-hangzhou' */
  region?: string | undefined;
  /** @default a fixed id, so that snapshots stay the same */
  requestId?: string | undefined;
}

const fixedRequestId = 'D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E';

/**
 * The answer that IMM gives for a code: a documented one, a pattern of the catalogue such as `Missing{P}`, a row's message
 * id such as `LimitExceededError.count`, or any other code that a gateway may make up.
 *
 * Made by the simulator, so it can't differ from what the simulator sends.
 *
 * @example const denied = immFixture('AccessDenied', { action: 'DeleteProject' });
 */
export function immFixture(code: ImmErrorCode | (string & {}), options: ImmFixtureOptions = {}): ImmFixture {
  checkCode('immFixture', code);
  const { action = 'CreateProject', region = 'cn-hangzhou', requestId = fixedRequestId, ...injection } = options;
  const url = new URL(`https://imm.${region}.aliyuncs.com/?Action=${encodeURIComponent(action)}`);
  const envelope = { method: 'POST', url, headers: new Headers(), action, region, xml: false };
  const answer = describeFailure({ ...injection, code }, { envelope, roles: defaultRoles, requestId });
  const { status, body } = answer;
  const headers = {
    'content-type': 'application/json;charset=utf-8',
    'x-acs-request-id': requestId,
    ...answer.headers,
  };
  const text = JSON.stringify(body);
  const toResponse = (): Response => new Response(text, { status, headers });

  return {
    name: code,
    status,
    headers,
    body,
    toResponse,
    toError: (context) => responseError(toResponse(), text, { action, ...context }),
  };
}

/**
 * The answer of every row of the catalogue, in its order.
 *
 * @example it.each(immFixtures)('shows $name', ({ body }) => { … });
 */
export const immFixtures: readonly ImmFixture[] = immCatalog.map(fixtureOfRow);

function fixtureOfRow(row: ImmCatalogRow): ImmFixture {
  return { ...immFixture(row.pattern, { variant: row.variant }), name: row.variant ? messageIdOf(row) : row.pattern };
}
