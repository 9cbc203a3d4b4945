import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { anchorsOf, linksOf } from '../../docs/linksOf.ts';
import { unpackedIn } from './unpacked.ts';

const { app, kit } = unpackedIn('contents');
const files = readdirSync(kit, { recursive: true, encoding: 'utf8' })
  .filter((file) => statSync(join(kit, file)).isFile())
  .map((file) => file.split(sep).join('/'));
const text = (file: string): string => readFileSync(join(kit, file), 'utf8');
const scripts = files.filter((file) => file.endsWith('.js'));
const manifest = JSON.parse(text('package.json'));

describe('the packed package', () => {
  it('holds what was built, its licences and what people read, and nothing else', () => {
    const others = files.filter(
      (file) => !/^dist\/[\w/.-]+\.(js|js\.map|d\.ts|css)$|^docs\/.+\.(md|png|svg)$/.test(file),
    );

    expect(others.sort()).toEqual([
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY-NOTICES.md',
      'package.json',
      // What one copies to add a language: docs/locales.md leads to it.
      'src/messages/en.json',
    ]);
  });

  // A fifth of it is the picture of the README, which is shown from the package.
  it('stays small enough to install without a thought', () => {
    expect(statSync(inject('tarball')).size).toBeLessThan(660_000);
  });

  it('has every file that its entries and its command name', () => {
    const targets = Object.values<string | Record<string, string>>(manifest.exports)
      .flatMap((target) => (typeof target === 'string' ? target : Object.values(target)))
      .concat(Object.values<string>(manifest.bin))
      .map((target) => target.replace('./', '').replace('*', 'zh-CN'));

    expect(targets.filter((target) => !files.includes(target))).toEqual([]);
  });

  it('says "use client", once, where hooks are and nowhere else, so that the rest works in server components', () => {
    const counts = scripts.map((file) => [file, text(file).match(/^['"]use client['"];$/gm)?.length ?? 0] as const);

    for (const [file, count] of counts)
      expect([file, count]).toEqual([file, Number(/^dist\/(index|forms\/.+)\.js$/.test(file))]);
  });

  it('has the notice of every package whose code it contains', () => {
    const bundled = new Set(
      files
        .filter((file) => file.endsWith('.js.map'))
        .flatMap((file) => JSON.parse(text(file)).sources as string[])
        .flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []),
    );
    const notices = text('dist/THIRD-PARTY-NOTICES.md');

    expect(bundled.size).toBeGreaterThan(0);
    for (const name of bundled) expect(notices).toContain(name);
    expect(notices).toMatch(/Permission is hereby granted|Apache License/);
    expect(text('LICENSE')).toContain('Apache License');
  });

  it('imports nothing that its users don’t have', () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const imported = scripts
      .flatMap((file) => [
        ...text(file).matchAll(/^(?:import|export)\b[^'"]*?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm),
      ])
      .map(([, still, lazy]) => still ?? lazy ?? '')
      .filter((target) => !/^(\.|node:)/.test(target));

    expect(imported).toContain('react');
    expect(imported.filter((target) => !declared.some((name) => `${target}/`.startsWith(`${name}/`)))).toEqual([]);
  });
});

describe('the packed documentation', () => {
  const pages = files.filter((file) => /^(docs\/.+|[A-Z]+)\.md$/.test(file));

  it('is all there, in a file for each page', () => {
    expect(pages).toEqual(
      expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/README.md', 'docs/codes/README.md']),
    );
  });

  it.each(pages)('leads from %s only to what is packed as well', (page) => {
    const broken = linksOf(text(page)).filter(({ path, fragment }) => {
      const target = path ? posix.join(posix.dirname(page), path) : page;
      return !files.includes(target) || (fragment && !anchorsOf(text(target)).includes(fragment));
    });

    expect(broken).toEqual([]);
  });
});

describe('an app in Node', () => {
  const listed = JSON.parse(readFileSync(join(import.meta.dirname, '../exports.json'), 'utf8'));

  it('finds every entry by its name, and in each what the list promises', () => {
    const code = `
      const names = ${JSON.stringify(Object.keys(listed))};
      const found = await Promise.all(names.map(async (name) => [name, Object.keys(await import(name)).sort()]));
      console.log(JSON.stringify(Object.fromEntries(found)));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: app,
      encoding: 'utf8',
    });

    expect(JSON.parse(output)).toEqual(listed);
  }, 60_000);
});

describe('the source maps', () => {
  // Words are data, and a file that only hands on what others export has nothing to step through.
  const withCode = scripts.filter((file) => !/^(export \{.*\} from .*\s*)+$/.test(text(file)));

  it.each(withCode.filter((file) => !file.includes('/locales/') && file !== 'dist/chunks/en.js'))(
    '%s leads to sources that it carries with it',
    (file) => {
      expect(text(file)).toContain(`//# sourceMappingURL=${file.split('/').at(-1)}.map`);
      const { sources, sourcesContent } = JSON.parse(text(`${file}.map`));

      expect(sources.length).toBeGreaterThan(0);
      expect(sourcesContent).toHaveLength(sources.length);
      expect(sourcesContent.every((source: unknown) => typeof source === 'string')).toBe(true);
      // Whatever folder it was built in is nobody's business.
      expect(sources.filter((source: string) => !source.startsWith('../'))).toEqual([]);
    },
  );

  it('no file names the folder in which it was built', () => {
    const root = dirname(dirname(dirname(dirname(import.meta.filename))));

    expect(files.filter((file) => text(file).includes(root))).toEqual([]);
  });
});
