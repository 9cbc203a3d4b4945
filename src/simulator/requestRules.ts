import { isFaultKind } from './faults.js';
import type { ImmFault, ImmInjection } from './types.js';

/**
 * The injection that a single request asks for, in `x-imm-inject` or `?imm-inject=`.
 *
 * The header holds a URL-encoded code, and whatever else an injection has as a query behind it:
 * `Missing%7BP%7D?P=DatasetName`, `Throttling.User?retryAfterMs=3000`.
 * Only 400 to 599 is taken for a status: otherwise the documented one stays.
 */
export function requestedInjection(headers: Headers, url: URL): ImmInjection | undefined {
  const header = headers.get('x-imm-inject');
  const text = header ?? url.searchParams.get('imm-inject');
  if (!text) return undefined;

  const [encoded = '', query = ''] = text.split('?', 2);
  const injection: ImmInjection = { code: header === null ? encoded : decode(encoded) };
  const params: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === 'retryAfterMs') injection.retryAfterMs = Number(value);
    else if (name === 'status') injection.status = statusIn(value);
    else if (name === 'message') injection.message = value;
    else params[name] = value;
  }
  return { ...injection, params };
}

/** The faults that a single request asks for, in `x-imm-fault` or `?imm-fault=`: `latency=500,drop-after`. */
export function requestedFaults(headers: Headers, url: URL): ImmFault[] {
  const text = headers.get('x-imm-fault') ?? url.searchParams.get('imm-fault') ?? '';
  return text
    .split(',')
    .map((part) => part.trim().split('=', 2))
    .flatMap(([kind = '', ms]) => (isFaultKind(kind) ? [{ kind, ...(ms && { ms: Number(ms) }) }] : []));
}

function statusIn(text: string): number | undefined {
  return /^[45]\d\d$/.test(text) ? Number(text) : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
