import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf } from './linksOf.ts';

const root = join(import.meta.dirname, '../..');
const files = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...markdownIn('docs')];

// Whether what they lead to is packed is asked in test/package/packed.
describe('the links of the documentation', () => {
  it.each(files)('lead to what is there, in %s', (file) => {
    const page = resolve(root, file);
    const broken = linksOf(readFileSync(page, 'utf8')).filter(({ path, fragment }) => {
      const target = path ? resolve(dirname(page), path) : page;
      return !existsSync(target) || (fragment && !anchorsOf(readFileSync(target, 'utf8')).includes(fragment));
    });

    expect(broken).toEqual([]);
  });

  it.each(['README.md', 'docs/README.md'])('lead from %s to every page', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md') && name !== 'README.md');

    expect(pages.filter((name) => !text.includes(`${file === 'README.md' ? 'docs/' : ''}${name})`))).toEqual([]);
  });
});

describe('what the links of a page are', () => {
  const page = [
    '# The `source` of it, and [more](b.md)',
    '[a](a.md), ![p](p.png), [`x`](c/d.md#e-f), [own](#here), [web](https://a.example/x.md#y), `links[0](x)`',
    '## Here',
    '```md',
    '# none',
    '[none](none.md)',
    '```',
    '## Here',
  ].join('\n');

  it('is files, pictures and headings, but nothing in code', () => {
    expect(linksOf(page)).toEqual([
      { path: 'b.md', fragment: '' },
      { path: 'a.md', fragment: '' },
      { path: 'p.png', fragment: '' },
      { path: 'c/d.md', fragment: 'e-f' },
      { path: '', fragment: 'here' },
    ]);
  });

  it('is checked by the anchors that GitHub gives to headings', () => {
    expect(anchorsOf(page)).toEqual(['the-source-of-it-and-more', 'here', 'here-1']);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}
