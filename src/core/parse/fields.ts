/** Looks a property up by its lower-case name, whatever letter case the object has. */
export type Fields = (name: string) => unknown;

const MAX_KEYS = 256;

/** A property's value; `undefined` where reading it throws, as with hostile getters and revoked proxies. */
export function get(value: unknown, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** The properties of an object, inherited ones too: what DOMException and Response say sits on their prototypes. */
export function fieldsOf(value: object): Fields {
  const keys = new Map<string, string>();
  try {
    let left = MAX_KEYS;
    for (const key in value) {
      if (left-- === 0) break;
      const name = key.toLowerCase().replaceAll('_', '');
      if (!keys.has(name)) keys.set(name, key);
    }
  } catch {
    // A proxy that won't list its keys: what can be asked for by name still counts.
  }
  return (name) => get(value, keys.get(name) ?? name);
}

/** A text that says something. SDKs write absent values into templates, so `undefined` is none. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text && text !== 'undefined' && text !== 'null' && !/^%s$/.test(text)
    ? text
    : undefined;
}

/** The first of these fields that holds a text. */
export function firstText(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textOf(fields(name));
    if (text) return text;
  }
  return undefined;
}
