import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withPlainLinks } from '../../stories/docs/withPlainLinks.ts';
import { pages } from './examples.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'stories/docs');
const files = readdirSync(join(root, 'stories'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.mdx'))
  .map((file) => ({ file, text: readFileSync(join(root, 'stories', file), 'utf8') }));
const shown = files.flatMap(({ text }) =>
  [...text.matchAll(/from '(.+\.md)\?raw'/g)].map(([, path = '']) => relative(root, resolve(folder, path))),
);

describe('the pages of Storybook', () => {
  it.each(files)('has no example of its own, which nothing would check, in $file', ({ text }) => {
    expect(text.match(/^\s*(```|~~~)|<Source\b/gm)).toBeNull();
  });

  it('show pages of the documentation whose examples are checked', () => {
    expect(shown.sort()).toEqual(['docs/quick-start.md', 'docs/why.md']);
    expect(pages()).toEqual(expect.arrayContaining(shown));
  });

  it.each(shown)('name the files that %s links, none of which is in Storybook', (page) => {
    const text = readFileSync(join(root, page), 'utf8');

    expect(text).toMatch(/\]\((?!https?:)/);
    expect(withPlainLinks(text)).not.toMatch(/\]\((?!https?:|#)/);
  });

  it('keep the links to the web, and paths from the root', () => {
    expect(withPlainLinks('[a](https://a.example/b.md), [c](c.md#d), [e](../E.md), [f](#g)')).toBe(
      '[a](https://a.example/b.md), c (`docs/c.md`), e (`E.md`), [f](#g)',
    );
  });
});
