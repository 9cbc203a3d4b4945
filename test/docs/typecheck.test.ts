import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { readExamples, writeExamples } from './examples.ts';

const root = join(import.meta.dirname, '../..');

it('has nothing for the compiler to find in the examples of the documentation', () => {
  const folder = writeExamples('types');
  const config = {
    extends: relative(folder, join(root, 'tsconfig.json')),
    // What stands in a page for the reader's eye alone, such as a component that nothing renders, is no mistake there.
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: ['.', relative(folder, join(root, 'src/**/*.d.ts'))],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { stdout, status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder], {
    cwd: root,
    encoding: 'utf8',
  });

  expect(readExamples().length).toBeGreaterThan(10);
  expect(stdout).toBe('');
  expect(status).toBe(0);
}, 300_000);
