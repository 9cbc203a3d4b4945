import { findRow } from '../catalog/findRow.js';
import { ImmError, type ImmErrorFacts, isImmError } from '../ImmError.js';
import { redact } from '../redact.js';
import type { ImmAccessDenied, ImmOperation } from '../types.js';
import { known } from './answer.js';
import { cleanText } from './cleanText.js';
import { namedValues } from './namedValues.js';
import { readFacts } from './readFacts.js';

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
 * - The same object gives the same error; an `ImmError` is returned as it is.
 * - Text is redacted; `cause` keeps the original value, secrets included, so don't print it.
 * - Of a `Response` it knows status and headers only: `parseImmResponse` reads the body, too.
 */
export function parseImmError(thrown: unknown, context?: ParseContext): ImmError {
  const added = known({ ...context });
  const isObject = typeof thrown === 'object' && thrown !== null;
  const earlier = isImmError(thrown) ? thrown : isObject ? parsed.get(thrown) : undefined;
  if (earlier && addsNothing(earlier, added)) return earlier;

  const error = new ImmError(complete(earlier ?? safely(thrown), added), { cause: earlier ? earlier.cause : thrown });
  if (isObject && !isImmError(thrown)) parsed.set(thrown, error);
  return error;
}

function addsNothing(error: ImmError, added: ImmErrorFacts): boolean {
  return (Object.keys(added) as (keyof ImmErrorFacts)[]).every((key) => error[key as keyof ImmError] !== undefined);
}

function safely(thrown: unknown): ImmErrorFacts {
  try {
    return readFacts(thrown);
  } catch {
    return {};
  }
}

function complete(found: ImmErrorFacts, added: ImmErrorFacts): ImmErrorFacts {
  const code = cleanText(found.code, 200);
  const message = cleanText(found.message) ?? '';
  const { row } = findRow({ code: code ?? '', message, status: found.status });
  const hostId = cleanText(found.hostId, 300);
  return {
    ...added,
    ...known({
      code: code === 'UnreadableAnswer' && found.status ? '' : code,
      message,
      status: found.status,
      // Kept by field: their look is that of a token.
      requestId: found.requestId?.replace(/[^\w.-]/g, '').slice(0, 128),
      hostId,
      regionId: cleanText(found.regionId, 99) ?? /\bimm[\w-]*\.([a-z]{2}-[a-z\d-]{2,40})\./.exec(hostId ?? '')?.[1],
      recommend: cleanText(found.recommend, 2000),
      params: found.params ?? namedValues(message, row),
      retryAfterMs: found.retryAfterMs,
      accessDenied: found.accessDenied && cleanDenial(found.accessDenied),
      action: cleanText(found.action, 99),
      serverTime: found.serverTime,
      origin: found.origin,
      operation: found.operation,
    }),
  };
}

function cleanDenial(denial: ImmAccessDenied): ImmAccessDenied {
  const clean: ImmAccessDenied = {};
  for (const key of Object.keys(denial) as (keyof ImmAccessDenied)[]) {
    const text = denial[key];
    // Opaque by nature and no secret: an administrator needs every letter of it. ARNs likewise.
    clean[key] = key === 'encodedDiagnosticMessage' || key === 'resource' ? text : text && redact(text);
  }
  return clean;
}
