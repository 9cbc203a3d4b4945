import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { immCatalog } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';
import { codePageOf, fileOf, titleOf } from './codePage.ts';

const folder = join(import.meta.dirname, '../../docs/codes');
const rows = immCatalog.map((row) => ({ row, title: titleOf(row) }));

// `npm run docs` writes them anew.
describe('the pages of the codes', () => {
  it.each(rows)('say what the catalogue and the words say of $title', async ({ row }) => {
    await expect(codePageOf(row)).toMatchFileSnapshot(join(folder, fileOf(row)));
  });

  it('are listed by category', async () => {
    const categories = [...new Set(immCatalog.map(({ category }) => category))];
    const lists = categories.map((category) => {
      const items = immCatalog.filter((row) => row.category === category);
      return `## ${category}\n\n${items.map((row) => `- [${titleOf(row)}](${fileOf(row)})`).join('\n')}\n`;
    });
    const text = `<!-- Made by \`npm run docs\` from the catalogue. -->\n# The ${immCatalog.length} documented codes\n\n${lists.join('\n')}`;

    await expect(text).toMatchFileSnapshot(join(folder, 'README.md'));
  });

  it('are of rows that there are', () => {
    const expected = new Set(['README.md', ...immCatalog.map(fileOf)]);

    expect(readdirSync(folder).filter((file) => !expected.has(file))).toEqual([]);
  });
});
