import { attempt } from '../attempt.js';
import type { ImmError } from '../ImmError.js';
import { type ParseContext, parseImmError, readImmError } from './parseImmError.js';

/**
 * The facts in a failed answer, its body included.
 *
 * Reads a clone: the caller's copy, which becomes the error's `cause`, stays readable. Of a body that was read before,
 * breaks off, or takes more than 10 s, what is there counts, with status and headers. Never rejects: what is no response
 * is read as `parseImmError` does.
 */
export async function parseImmResponse(response: Response, context: ParseContext = {}): Promise<ImmError> {
  if (!attempt(() => response.clone)) return parseImmError(response, context);

  const body = await readBody(response);
  return responseError(response, body, context);
}

/** The same where the body is known already. */
export function responseError(response: Response, body: string, context: ParseContext): ImmError {
  const answer = attempt(() => ({ status: response.status, headers: response.headers, body }));
  return readImmError(answer ?? body, context, response);
}

const MAX_LENGTH = 1_000_000;
const MAX_WAIT = 10_000;

/** What there is of a body, read as long as more of it is wanted, by what has come so far. Never rejects. */
export async function readBody(response: Response, isMoreWanted = (_: string): boolean => true): Promise<string> {
  let text = '';
  try {
    const copy = response.clone();
    const reader = copy.body?.getReader?.();
    // Polyfills of fetch, as in React Native, have no stream, and that of node-fetch has no reader.
    if (!reader) return await inTime(copy.text());

    // A canceled reader ends the loop below. It must not be awaited: a clone is canceled when both copies are.
    const cancel = (): void => void reader.cancel().catch(() => {});
    const timer = setTimeout(cancel, MAX_WAIT);
    try {
      const decoder = new TextDecoder();
      while (text.length <= MAX_LENGTH && isMoreWanted(text)) {
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

function inTime(text: Promise<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, MAX_WAIT, '');
    text.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
