import { redact } from '../redact.js';
import { HEAD } from './json.js';

/**
 * A text that may be shown: redacted, without control and bidi characters, and cut.
 *
 * Redacts before it cuts, and drops what stands at the first cut, because a secret in two halves isn't recognised.
 */
export function cleanText(text: string | undefined, max = 16_000): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const plain = text?.slice(0, HEAD).replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');
  return plain && redact(plain).slice(0, max).trim();
}
