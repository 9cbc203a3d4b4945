import type { ImmErrorCategory, ImmErrorParams } from '../types.js';

const patterns: readonly (readonly [key: string, pattern: RegExp])[] = [
  [
    'P',
    /[Pp]arameter ["']?([A-Z][\w.]*)["']? (?:is|that)|parsing error, ?([\w.]+) is|([A-Z][\w.]{0,99}) is mandatory|^\[([\w.]+)\] ?:/,
  ],
  ['R', /resource ["']?([A-Za-z][\w.-]*)["']? (?:is|already|does|was|can)/],
  ['max', /\((\d{1,15}) bytes|(?:more than|most|less than|up to|exceeds?|max|maximum|limit)\D{0,24}?(\d{1,15})/],
  ['name', /(?:action|version) ["']([^"'%]+)["']|header ["']?([\w-]+)["']? was/],
];

/** What the service's text names; what its code names outweighs that. */
export function namedValues(message: string, category: ImmErrorCategory): ImmErrorParams {
  const found: Record<string, string | number> = {};
  for (const [key, pattern] of patterns) {
    const value = pattern.exec(message)?.slice(1).find(Boolean);
    // The parameter of a signing failure is none that a form has a field for.
    if (value && (key !== 'P' || category === 'validation')) found[key] = key === 'max' ? Number(value) : value;
  }
  return found;
}
