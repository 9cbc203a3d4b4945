import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withExamples } from '../../scripts/docExamples.mjs';
import { markedFiles } from '../../scripts/propTables.mjs';

describe('the examples in the documentation', () => {
  // `npm run docs:examples` writes them.
  it.each(markedFiles())('are in %s the files that are run', (file) => {
    const text = readFileSync(file, 'utf8');

    expect(withExamples(text)).toBe(text);
  });

  it('are all of them such files in the page about testing', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/testing.md'), 'utf8');
    const blocks = page.match(/^```tsx?$/gm);

    expect(blocks?.length).toBeGreaterThan(3);
    expect(page.match(/^<!-- example:/gm)).toHaveLength(blocks?.length ?? 0);
  });

  it('refuse a marker without a file', () => {
    expect(() => withExamples('<!-- example:nowhere.ts -->\n<!-- /example -->')).toThrow('There is no test/nowhere.ts');
  });
});
