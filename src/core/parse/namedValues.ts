import type { ImmCatalogRow } from '../catalog/immCatalog.js';

const quoted = String.raw`["'\u2018\u201c\[]?([A-Za-z][\w.-]{0,99})`;

const parameter = [
  new RegExp(`parameter ${quoted}["']? ?(?:is|that|of|must|should|can|$)`, 'i'),
  /parsing error,\s?([\w.]{1,99}) is/i,
  /\b([A-Z][\w.]{0,99}) is mandatory/,
  /^\[([\w.]{1,99})\]\s?:/,
];
const resource = [new RegExp(`resource ${quoted}["']? (?:is|already|does|was|can)`, 'i')];
const max = [/\((\d{1,15}) bytes\)/i, /(?:no more than|at most|less than|up to|exceeds?|max(?:imum)?(?: value)?|limit)\D{0,24}?(\d{1,15})/i];
const name = [/(?:action|version) ["']([^"'%]{1,99})["']/i, /header ["']?([\w-]{1,99})["']? was/i];

/** What the service's text names. Facts of the code outweigh them. */
export function namedValues(message: string, row: ImmCatalogRow): Record<string, string | number> {
  const found: Record<string, string | number> = {};
  const put = (key: string, value: string | number | undefined): void => {
    if (value) found[key] = value;
  };
  // Only where words are about a field: `parameter signature method` of a signing failure is none.
  if (row.category === 'validation') put('P', first(parameter, message));
  put('R', first(resource, message));
  if (row.category === 'validation' || row.category === 'quota') put('max', Number(first(max, message)));
  put('name', first(name, message));
  return found;
}

function first(patterns: readonly RegExp[], text: string): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found) return found;
  }
  return undefined;
}
