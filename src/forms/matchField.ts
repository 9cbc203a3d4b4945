import type { ImmErrorField } from '../core/types.js';

/** The app's own names of fields, by parameter (`Sources.1.URI`) or form path (`sources[0].uri`); a part stands for all in it. */
export type FieldPaths = Readonly<Record<string, string>>;

/** A longer name is no form's, and not worth a search for what it lies in. */
const longestName = 1000;

/**
 * The field of a form that a parameter belongs to; `undefined` where none is on screen.
 *
 * In this order: what the app's own map says; the field of that name, letter case and brackets ignored; the nearest
 * field that holds it, such as `sources` for `Sources.1.URI`; the first field inside it, such as `file.uri` for `File`.
 */
export function matchField(
  { parameter, path }: Pick<ImmErrorField, 'parameter' | 'path'>,
  names: readonly string[],
  fieldPaths: FieldPaths = {},
): string | undefined {
  const byKey = new Map(names.map((name) => [keyOf(name), name]));
  const wanted = keyOf(mappedPath(fieldPaths, parameter, path));
  const exact = byKey.get(wanted);
  if (exact !== undefined || wanted.length > longestName) return exact;

  const segments = wanted.split('.');
  for (let length = segments.length - 1; length > 0; length--) {
    const around = byKey.get(segments.slice(0, length).join('.'));
    if (around !== undefined) return around;
  }
  for (const [key, name] of byKey) if (key.startsWith(`${wanted}.`)) return name;
  return undefined;
}

// The longest part that the map knows counts; what follows it stays as it is.
function mappedPath(fieldPaths: FieldPaths, parameter: string, path: string): string {
  const mapped = new Map(Object.entries(fieldPaths).map(([from, to]) => [keyOf(from), to]));
  const known = mapped.get(parameter.toLowerCase());
  if (known !== undefined || mapped.size === 0 || path.length > longestName) return known ?? path;

  const segments = keyOf(path).split('.');
  const parameters = parameter.toLowerCase().split('.');
  for (let length = segments.length; length > 0; length--) {
    const to = mapped.get(segments.slice(0, length).join('.')) ?? mapped.get(parameters.slice(0, length).join('.'));
    if (to !== undefined) return [to, ...segments.slice(length)].join('.');
  }
  return path;
}

// `Sources[0].URI`, `sources.0.uri` and `sources[0]["uri"]` are one field, written in three libraries' ways.
function keyOf(name: string): string {
  return name
    .replace(/\[\s*["']?/g, '.')
    .replace(/["']?\s*\]/g, '')
    .replace(/^\./, '')
    .toLowerCase();
}
