/** Longer text is not parsed whole: its first part says what failed. */
export const MAX_TEXT = 1_000_000;
export const HEAD = 65_536;

/** The value of a JSON text; `undefined` where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The plain pairs of a JSON text that is cut off or stands inside a sentence. */
export function scanPairs(text: string): object {
  const pairs: Record<string, unknown> = Object.create(null);
  for (const [, name = '', value = ''] of text.slice(0, HEAD).matchAll(/"(\w{1,64})"\s{0,8}:\s{0,8}("(?:[^"\\]|\\.)*"|\d{1,15})/g)) {
    pairs[name] ??= parseJson(value);
  }
  return pairs;
}
