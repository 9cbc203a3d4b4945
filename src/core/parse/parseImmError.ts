import { attempt } from '../attempt.js';
import { ImmError, type ImmErrorFacts, isOwnError } from '../ImmError.js';
import type { ImmOperation } from '../types.js';
import { isBelowHttp } from './network.js';
import { readOssMessage } from './ossMessage.js';
import { readFacts } from './readFacts.js';
import { readSdkMessage } from './sdkMessage.js';

/** What the caller knows about the failed call and the answer may not say. A later context outweighs an earlier one. */
export interface ParseContext {
  /** The API operation, such as `CreateProject`. */
  action?: string | undefined;
  /** The region, such as `cn-hangzhou`. */
  regionId?: string | undefined;
  /** Whether the call only read or may have changed something. */
  operation?: ImmOperation | undefined;
}

// React compares by identity: the same thrown object has to give the same error on each render.
const parsed = new WeakMap<object, ImmError>();
// The last copy of an error with another context, for the same reason.
const copies = new WeakMap<ImmError, ImmError>();
// What of an error only its caller said, so that a later one knows better.
const given = new WeakMap<ImmErrorFacts, ParseContext>();

/**
 * The facts in anything that was thrown.
 *
 * Never throws and never waits. Knows the answers of IMM, its gateways and OSS, the errors of Alibaba Cloud's SDKs and
 * of HTTP clients, and what back ends make of them; anything else becomes `network`, `aborted` or `unknown`.
 *
 * - The same object gives the same error; an `ImmError` is returned as it is. Where the context adds to it, or says
 *   otherwise than an earlier context, it is a copy; what the answer itself said outweighs any context.
 * - Of an answer with a status of 400 or more, the service's code and the status count: a name or errno in it, such as
 *   `AbortError`, is of what failed behind whoever answered.
 * - Text is redacted; `cause` keeps the original value, secrets included, so don't print it.
 * - Of a `Response` it knows status and headers only: `parseImmResponse` reads the body, too.
 */
export function parseImmError(thrown: unknown, context: ParseContext = {}): ImmError {
  const known = isOwnError(thrown) ? thrown : parsed.get(thrown as object);
  if (!known) return readImmError(thrown, context, thrown);

  return [known, copies.get(known)].find((error) => error && !newsOf(context, error)) ?? copyWith(context, known);
}

/** Reads `value` on behalf of what was thrown, which becomes the error's `cause`. */
export function readImmError(value: unknown, context: ParseContext, cause: unknown): ImmError {
  const facts = factsOf(value);
  const news = newsOf(context, facts);
  const error = new ImmError({ ...facts, ...news }, { cause });
  if (news) given.set(error, news);
  if (typeof cause === 'object' && cause) parsed.set(cause, error);
  return error;
}

/**
 * What a context says that isn't known yet; `undefined` where that is nothing. What the answer itself said stays. But where
 * anyone knows that something may have been changed, that outweighs who says that it was only read.
 */
function newsOf(context: ParseContext, facts: ImmErrorFacts): ParseContext | undefined {
  const before = given.get(facts);
  let news: ParseContext | undefined;
  for (const key of ['action', 'regionId', 'operation'] as const) {
    const said = context[key];
    const isSafer = key === 'operation' && said === 'mutation';
    if (said && said !== facts[key] && (!facts[key] || before?.[key] || isSafer)) news = { ...news, [key]: said };
  }
  return news;
}

function copyWith(context: ParseContext, known: ImmError): ImmError {
  const news = newsOf(context, known);
  const error = new ImmError({ ...known, ...news, message: known.message }, { cause: known.cause });
  given.set(error, { ...given.get(known), ...news });
  copies.set(known, error);
  return error;
}

function factsOf(thrown: unknown): ImmErrorFacts {
  const read: ImmErrorFacts = attempt(() => readFacts(thrown)) ?? {};
  const raw = read.code === 'Imm Client' ? { ...read, ...readOssMessage(read) } : read;
  // The message of an ImmError was read before: what still looks like decoration belongs to the text.
  const facts = 'name' in raw ? raw : readMessage(raw);
  // An answer came, so its status says more than what failed on the way to somewhere else.
  if (hasFailed(facts) && isBelowHttp(facts.code)) facts.code = '';
  const region = /\bimm[\w-]*\.([a-z]{2}-[a-z\d-]+)\./.exec(facts.hostId?.slice(0, 300) ?? '')?.[1];
  return region ? { regionId: region, ...facts } : facts;
}

// What the answer's fields say counts more than its text, but for the text itself.
function readMessage({ code, origin, ...told }: ImmErrorFacts): ImmErrorFacts {
  const said = readSdkMessage(told.message);
  const isAnswer = code && !(code === 'UnreadableAnswer' && (told.status || said.code));
  return {
    ...said,
    ...told,
    code: isAnswer ? code : said.code,
    // Where the answer itself has failed, it is no success with a failed task or item in it.
    origin: hasFailed(told) ? undefined : origin,
    message: said.message,
  };
}

function hasFailed({ status = 0 }: ImmErrorFacts): boolean {
  return status >= 400;
}
