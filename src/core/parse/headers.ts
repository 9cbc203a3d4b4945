import type { ImmErrorFacts } from '../ImmError.js';
import { fieldsOf, get, textOf } from './fields.js';

const DAY = 86_400_000;

/** What the headers of an answer say: a `Headers`, axios's, or a plain object in any letter case. */
export function readHeaders(headers: unknown): ImmErrorFacts {
  if (typeof headers !== 'object' || !headers) return {};

  const read = typeof get(headers, 'get') === 'function' ? (name: string) => call(headers, name) : fieldsOf(headers);
  const header = (name: string): string => textOf(read(name)) ?? '';
  const requestId = header('x-acs-request-id') || header('x-oss-request-id');
  const date = Date.parse(header('date'));
  const retryAfterMs = waitOf(header('x-acs-retry-after')) ?? waitOf(standardWait(header('retry-after'), date));
  return {
    ...(requestId && { requestId }),
    ...(date && { serverTime: date }),
    ...(retryAfterMs && { retryAfterMs }),
  };
}

/** A wait in ms; zero, negative and absurd ones are none. */
export function waitOf(value: unknown): number | undefined {
  const ms = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof ms === 'number' && ms > 0 && ms <= DAY ? Math.ceil(ms) : undefined;
}

// A date is held against the server's own clock, so that a wrong clock here doesn't shift the wait.
function standardWait(value: string, now: number): number {
  return /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - (now || Date.now());
}

function call(headers: object, name: string): unknown {
  try {
    return (headers as Headers).get(name);
  } catch {
    return undefined;
  }
}
