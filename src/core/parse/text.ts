/** Longer text is not parsed whole: its head says what failed. */
const MAX_TEXT = 1_000_000;
export const HEAD = 65_536;

/**
 * The beginning of a text that is too long. The word that the cut goes through is left out, or as much as a word ever is
 * long: of half a secret nobody sees that it is one.
 */
export function headOf(text: string): string {
  if (text.length <= HEAD) return text;
  const start = HEAD - 4096;
  const lastBreak = text.slice(start, HEAD).search(/\s\S*$/);
  return text.slice(0, start + Math.max(lastBreak, 0));
}

/** Whether a text looks like JSON (also as a JSON string) or markup, not like a sentence. */
export function isEnvelope(text: string): boolean {
  return /^"?(?:[{<]|\[\s*[{"\]])/.test(text);
}

/** Whether a text that looks like markup is a piece of it, not a document. */
export function isFragment(text: string): boolean {
  return /^<(?![!?]|html|error)/i.test(text);
}

/** The value of a JSON text. Of one that is too long or cut off: its plain pairs. */
export function parseJson(text: string): unknown {
  try {
    if (text.length <= MAX_TEXT) return JSON.parse(text);
  } catch {
    // Cut off on its way: what came whole still counts.
  }
  return pairsOf(text.slice(0, HEAD).matchAll(/"(\w+)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(\d+))/g));
}

/** An object of name and value, which is in any of the groups that follow; the first of a name wins. */
export function pairsOf(matches: Iterable<RegExpExecArray>, decode = (text: string): string => text): object {
  const pairs: Record<string, string | undefined> = Object.create(null);
  for (const [, name = '', ...values] of matches) pairs[name] ??= decode(values.find(Boolean) ?? '');
  return pairs;
}
