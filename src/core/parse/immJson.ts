import type { ImmErrorFacts } from '../ImmError.js';
import { isSuccessCode } from './isSuccessCode.js';

/**
 * IMM's own answer with its five documented texts, without a search; `undefined` for any other value.
 *
 * The short way for the most frequent shape: the long way gives the same, as a test holds.
 */
export function readImmJson(value: unknown): ImmErrorFacts | undefined {
  const {
    Code: code,
    Message: message,
    RequestId: requestId,
    HostId: hostId,
    Recommend: recommend,
  } = (value ?? {}) as Record<string, unknown>;
  const texts = [code, message, requestId, hostId, recommend];
  if (!texts.every((text) => typeof text === 'string' && text && text !== 'undefined')) return undefined;
  // A failed task, a denial or a back end's envelope says more than these five.
  if (Object.keys(value as object).length > 5 || isSuccessCode(code as string)) return undefined;
  if (!/^(?!Imm Client$)[A-Z]\w*[a-z]/.test(code as string)) return undefined;
  return { code, message, requestId, hostId, recommend } as ImmErrorFacts;
}
