import { readdirSync, readFileSync } from 'node:fs';

const expected = 'test/package/exports.json';

/**
 * Imports every entry of the built package by its public name, as an app would, and compares what it exports
 * with the list that the tests hold the source to. Gives whether all are as listed, and says which aren't.
 */
export async function checkExports() {
  const listed = JSON.parse(readFileSync(expected, 'utf8'));
  const problems = (await Promise.all(publicEntries().map((entry) => problemOf(entry, listed)))).filter(Boolean);
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log(`Every entry exports what ${expected} lists.`);
  return problems.length === 0;
}

function publicEntries() {
  const { name, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  // Of what was built, as the pseudo-locale has no file in the source.
  const locales = readdirSync('dist/locales').filter((file) => file.endsWith('.js'));
  return Object.keys(exports)
    .filter((entry) => !/\.(css|json)$/.test(entry))
    .flatMap((entry) => (entry === './locales/*' ? locales.map((file) => `./locales/${file.slice(0, -3)}`) : entry))
    .map((entry) => name + entry.slice(1));
}

async function problemOf(entry, listed) {
  const names = listed[entry] ?? (entry.includes('/locales/') ? ['messages'] : []);
  try {
    const found = Object.keys(await import(entry)).sort();
    if (found.join() === names.join()) return undefined;
    return `${entry} exports [${found.join(', ')}], but [${names.join(', ')}] is listed.`;
  } catch (error) {
    return `${entry} can't be imported: ${error}`;
  }
}
