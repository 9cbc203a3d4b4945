import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const app = join(import.meta.dirname, 'app');

/** A block of TypeScript in the documentation. */
export interface Example {
  /** Where it stands: `docs/boundary.md, line 12`. */
  title: string;
  /** The file that it becomes: `boundary-12.tsx`. */
  file: string;
  code: string;
}

/** The pages that people read: the README, and `docs` without what is generated. */
export function pages(): string[] {
  const names = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...names.map((name) => `docs/${name}`)];
}

/** Every `ts` and `tsx` block of the documentation. */
export function readExamples(): Example[] {
  return pages().flatMap((page) => {
    // What `npm run docs:examples` has put there is a file of the tests, and run as such. Its lines stay, to be counted.
    const text = readFileSync(join(root, page), 'utf8').replace(/<!-- example:[\s\S]*?<!-- \/example -->/g, (block) =>
      block.replace(/.+/g, ''),
    );
    return [...text.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(({ 1: language, 2: code = '', index }) => {
      const line = text.slice(0, index).split('\n').length;
      return { title: `${page}, line ${line}`, file: `${basename(page, '.md')}-${line}.${language}`, code };
    });
  });
}

/**
 * Writes the examples into a folder of their own, beside what they import from the reader's app, and gives its path.
 *
 * @param change Applied to the code of each.
 */
export function writeExamples(folder: string, change = (code: string): string => code): string {
  const target = join(root, '.cache/docs', folder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(app)) writeFileSync(join(target, file), readFileSync(join(app, file)));
  for (const { file, code } of readExamples()) writeFileSync(join(target, file), change(code));
  return target;
}

/** What a comment promises becomes a check: `error.code; // → 'Timeout'` fails where it is anything else. */
export function withChecks(code: string): string {
  return code.replace(/^(.+); \/\/ → (.+)$/gm, 'globalThis.expect($1).toEqual($2);');
}
