import { attempt } from '../attempt.js';
import type { ImmErrorFacts } from '../ImmError.js';
import { redact } from '../redact.js';
import { headOf } from './text.js';

// Their look is that of a token, and they are none. An administrator or support needs every letter.
const kept = /^(?:requestId|resource|encodedDiagnosticMessage)$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control and bidi characters are what is taken out.
const invisible = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The same facts, fit to be shown: redacted, without control and bidi characters, and cut. Absent ones are left out, and
 * what is deeper than the values of `params`: it is none of the kit's, and may never end.
 */
export function cleanFacts(facts: object, isInner = false): ImmErrorFacts {
  const clean: Record<string, unknown> = {};
  for (const [key, value] of attempt(() => Object.entries(facts)) ?? []) {
    const isObject = value && typeof value === 'object';
    const shown = isObject ? !isInner && cleanFacts(value, true) : cleanValue(key, value);
    if (shown) clean[key] = shown;
  }
  return clean;
}

// Redacts before it cuts, because half a secret isn't recognised.
function cleanValue(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return typeof value === 'number' || value === true ? value : undefined;

  const plain = headOf(value).replace(invisible, '');
  return (kept.test(key) ? plain : redact(plain)).slice(0, key === 'message' ? 16_000 : 4000).trim();
}
