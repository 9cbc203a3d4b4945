import { attempt } from '../attempt.js';
import { ImmError, type ImmErrorFacts } from '../ImmError.js';
import type { ImmOperation } from '../types.js';
import { cleanFacts } from './cleanFacts.js';
import { readOssMessage } from './ossMessage.js';
import { readFacts } from './readFacts.js';
import { readSdkMessage } from './sdkMessage.js';

/** What the caller knows about the failed call and the answer may not say. */
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

/**
 * The facts in anything that was thrown.
 *
 * Never throws and never waits. Knows the answers of IMM, its gateways and OSS, the errors of Alibaba Cloud's SDKs and
 * of HTTP clients, and what back ends make of them; anything else becomes `network`, `aborted` or `unknown`.
 *
 * - The same object gives the same error; an `ImmError` is returned as it is, or as a copy where the context adds to it.
 * - Text is redacted; `cause` keeps the original value, secrets included, so don't print it.
 * - Of a `Response` it knows status and headers only: `parseImmResponse` reads the body, too.
 */
export function parseImmError(thrown: unknown, context: ParseContext = {}): ImmError {
  // One of another copy of the package is read like anything else: nothing vouches that what it holds is clean.
  const known = attempt(() => thrown instanceof ImmError) ? (thrown as ImmError) : parsed.get(thrown as object);
  if (known && addsNothing(known, context)) return known;

  if (known) return new ImmError({ ...cleanFacts(context), ...known, message: known.message }, { cause: known.cause });

  return readImmError(thrown, context, thrown);
}

/** Reads `value` on behalf of what was thrown, which becomes the error's `cause`. */
export function readImmError(value: unknown, context: ParseContext, cause: unknown): ImmError {
  const error = new ImmError({ ...cleanFacts(context), ...factsOf(value) }, { cause });
  if (typeof cause === 'object' && cause) parsed.set(cause, error);
  return error;
}

function addsNothing(error: ImmError, context: ParseContext): boolean {
  return (['action', 'regionId', 'operation'] as const).every((key) => !context[key] || error[key]);
}

function factsOf(thrown: unknown): ImmErrorFacts {
  const read: ImmErrorFacts = attempt(() => readFacts(thrown)) ?? {};
  const raw = read.code === 'Imm Client' ? { ...read, ...readOssMessage(read) } : read;
  // The message of an ImmError was read before: what still looks like decoration belongs to the text.
  const facts = cleanFacts('name' in raw ? raw : { ...raw, ...readMessage(raw) });
  const region = /\bimm[\w-]*\.([a-z]{2}-[a-z\d-]+)\./.exec(facts.hostId ?? '')?.[1];
  return region ? { regionId: region, ...facts } : facts;
}

// What the answer's fields say counts more than its text, but for the text itself.
function readMessage({ code, ...told }: ImmErrorFacts): ImmErrorFacts {
  const said = readSdkMessage(told.message);
  const isAnswer = code && !(code === 'UnreadableAnswer' && (told.status || said.code));
  return { code: undefined, ...said, ...told, ...(isAnswer && { code }), message: said.message };
}
