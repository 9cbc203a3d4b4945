import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const rows = text('README.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split(' | '));

interface SizeLimit {
  name: string;
  limit: string;
}

const limits: readonly SizeLimit[] = JSON.parse(text('package.json'))['size-limit'];

/** What the README says of the part that a limit is for: both begin with its name. */
function rowOf({ name }: SizeLimit): string[] {
  const row = rows.find(
    ([what = '']) => what.startsWith(`| \`${name.match(/^[\w.]+/)?.[0]}\``) && /brotli$/.test(what),
  );
  if (!row) throw new Error(`The figures of the README don't name the size of ${name}.`);
  return row;
}

// The limits are what CI holds the package to. A figure far below its limit is of a version that is gone.
describe('the sizes that the documentation names', () => {
  it.each(limits)('are in the README near the limit of $name', (each) => {
    const [, size = ''] = rowOf(each);

    expect(size).toMatch(/^\d+\.\d+ kB$/);
    expect(parseFloat(size)).toBeLessThanOrEqual(parseFloat(each.limit));
    expect(parseFloat(size)).toBeGreaterThanOrEqual(parseFloat(each.limit) - 0.2);
  });

  it.each(limits.filter(({ name }) => name.includes('goal')))('stand beside the goal of $name', (each) => {
    const [, , goal] = rowOf(each);

    expect(each.name).toContain(`(goal ${goal})`);
  });

  it('are in the page that says when not to use it', () => {
    const banner = limits.find(({ name }) => name.startsWith('ErrorBanner'));

    expect(text('docs/why.md')).toContain(
      `**Your bundle has no room for about ${Math.round(parseFloat(banner!.limit))} kB.**`,
    );
  });
});
