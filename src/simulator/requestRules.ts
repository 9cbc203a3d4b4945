import { isFaultKind } from './faults.js';
import type { ImmFault, ImmInjection } from './types.js';

const numeric = new Set(['retryAfterMs', 'status']);

/**
 * The injection that a single request asks for, in `x-imm-inject` or `?imm-inject=`.
 *
 * The header holds a URL-encoded code, and whatever else an injection has as a query behind it:
 * `Missing%7BP%7D?P=DatasetName`, `Throttling.User?retryAfterMs=3000`.
 */
export function requestedInjection(headers: Headers, url: URL): ImmInjection | undefined {
  const header = headers.get('x-imm-inject');
  const text = header ?? url.searchParams.get('imm-inject');
  if (!text) return undefined;

  const [encoded = '', query = ''] = text.split('?', 2);
  const injection: Record<string, unknown> = { code: header === null ? encoded : decode(encoded) };
  const params: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (numeric.has(name)) injection[name] = Number(value);
    else if (name === 'message') injection.message = value;
    else params[name] = value;
  }
  // Safe: built just above from the fields of that type.
  return { ...injection, params } as ImmInjection;
}

/** The faults that a single request asks for, in `x-imm-fault` or `?imm-fault=`: `latency=500,drop-after`. */
export function requestedFaults(headers: Headers, url: URL): ImmFault[] {
  const text = headers.get('x-imm-fault') ?? url.searchParams.get('imm-fault') ?? '';
  return text
    .split(',')
    .map((part) => part.trim().split('=', 2))
    .flatMap(([kind = '', ms]) => (isFaultKind(kind) ? [{ kind, ...(ms && { ms: Number(ms) }) }] : []));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
