import type { ImmError } from '../ImmError.js';
import { type ParseContext, readImmError } from './parseImmError.js';

/**
 * The facts in a failed answer, its body included.
 *
 * Reads a clone: the caller's copy, which becomes the error's `cause`, stays readable. Of a body that was read before,
 * breaks off, or takes more than 10 s, what is there counts, with status and headers. Never rejects.
 */
export async function parseImmResponse(response: Response, context: ParseContext = {}): Promise<ImmError> {
  const body = await readBody(response);
  return responseError(response, body, context);
}

/** The same where the body is known already. */
export function responseError(response: Response, body: string, context: ParseContext): ImmError {
  return readImmError({ status: response.status, headers: response.headers, body }, context, response);
}

const MAX_LENGTH = 1_000_000;

/** What there is of a body, as long as what came so far looks like what is wanted. Never rejects. */
export async function readBody(response: Response, wanted: RegExp = /^/): Promise<string> {
  let text = '';
  try {
    const reader = response.clone().body?.getReader();
    if (!reader) return text;

    // A canceled reader ends the loop below. It must not be awaited: a clone is canceled when both copies are.
    const cancel = (): void => void reader.cancel().catch(() => {});
    const timer = setTimeout(cancel, 10_000);
    try {
      const decoder = new TextDecoder();
      while (text.length <= MAX_LENGTH && wanted.test(text)) {
        const { done, value } = await reader.read();
        if (done) break;
        text += decoder.decode(value, { stream: true });
      }
    } finally {
      clearTimeout(timer);
      cancel();
    }
  } catch {
    // Read before, or broken off: what came so far still counts.
  }
  return text;
}
