import { readdirSync } from 'node:fs';
import { pseudoLocale } from './pseudoLocale.ts';

/** The BCP 47 tag of every locale that the package offers: one for each file of `src/messages`, and the pseudo-locale. */
export function localeTags(): string[] {
  const files = readdirSync(new URL('../src/messages', import.meta.url)).filter((file) => file.endsWith('.json'));
  return [...files.map((file) => file.slice(0, -'.json'.length)), pseudoLocale].sort();
}
