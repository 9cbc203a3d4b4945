import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const files = ['README.md', 'CONTRIBUTING.md', ...markdownIn('docs')];

describe('the links of the documentation', () => {
  it.each(files)('lead to what is there, in %s', (file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)(#[^)]*)?\)/g)].map(([, target = '']) => target);
    const broken = targets.filter((target) => !existsSync(resolve(root, dirname(file), target)));

    expect(broken).toEqual([]);
  });

  it.each(['README.md', 'docs/README.md'])('lead from %s to every page', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md') && name !== 'README.md');

    expect(pages.filter((name) => !text.includes(`${file === 'README.md' ? 'docs/' : ''}${name})`))).toEqual([]);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}
