import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { immCatalog } from '../src/core/catalog/immCatalog.js';

const src = join(import.meta.dirname, '../src');

/** What a file of each folder may import: its own folder, these folders, and these packages. */
const allowed: Record<string, { folders: string[]; packages: string[] }> = {
  core: { folders: [], packages: [] },
  messages: { folders: ['core'], packages: ['icu-minify/format'] },
  react: { folders: ['core', 'messages'], packages: ['react', 'react-error-boundary', '@tanstack/react-query'] },
  forms: { folders: ['core', 'messages', 'react'], packages: ['react'] },
  simulator: { folders: ['core'], packages: ['msw'] },
  testing: {
    folders: ['core', 'simulator', 'react'],
    packages: ['msw', 'react', '@tanstack/react-query', '@testing-library/react'],
  },
};

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.split(sep).join('/'));

describe('the folders of src', () => {
  // A place that no folder takes would be a check that can't fail.
  it('all have a place in the order, and each place has its folder', () => {
    expect([...new Set(files.map(folderOf))].sort()).toEqual([...Object.keys(allowed), 'index.ts'].sort());
  });

  it.each(Object.keys(allowed))('%s imports each package that it may import', (folder) => {
    const imported = files.filter((file) => folderOf(file) === folder).flatMap(importsOf);
    expect(allowed[folder]?.packages.filter((name) => !imported.some((target) => isOf(target, name)))).toEqual([]);
  });

  it.each(Object.keys(allowed))('%s imports only what stands below it', (folder) => {
    const wrong = files
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ target }) => !mayImport(folder, target));
    expect(wrong).toEqual([]);
  });

  it('no file imports the React entry', () => {
    expect(files.filter((file) => importsOf(file).includes('index.js'))).toEqual([]);
  });

  it('core reads no global of the DOM', () => {
    const dom = /(?<![.\w$])(?:window|document|navigator|localStorage|sessionStorage|location)\s*[.[]/;
    expect(files.filter((file) => folderOf(file) === 'core' && dom.test(codeOf(file)))).toEqual([]);
  });

  // `timeout` and the like are words of their own as well, so a code counts only as a whole string.
  it('names a code nowhere but in the catalogue, and where one stands for what is not kept', () => {
    const codes = immCatalog.map((row) => row.pattern).filter((pattern) => /^[A-Z][\w.]+$/.test(pattern));
    expect(codes.length).toBeGreaterThan(20);
    const naming = files
      .filter((file) => /^(core|react|forms)\//.test(file) && !file.startsWith('core/catalog/'))
      .flatMap((file) => codes.filter((code) => namesCode(codeOf(file), code)).map((code) => `${file}: ${code}`));
    expect(naming).toEqual([
      'core/retry/laneBook.ts: Throttling.User',
      'core/retry/laneState.ts: Throttling',
      'core/retry/withVerify.ts: ResourceAlreadyExists',
    ]);
  });
});

describe('the stories', () => {
  it('have a file for each component that is exported', () => {
    const components = [...codeOf('index.ts').matchAll(/^export \{ ([A-Z]\w+) \}/gm)].map(([, name = '']) => name);
    const stories = readdirSync(join(src, '../stories'));

    expect(components.length).toBeGreaterThan(10);
    expect(components.filter((name) => !stories.includes(`${name}.stories.tsx`))).toEqual([]);
  });
});

describe('what developers are told', () => {
  const texts = files.flatMap((file) => [...codeOf(file).matchAll(texted)].map(([text]) => ({ file, text })));

  it('has three parts: what happened, why it matters, what to do', () => {
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter(({ text }) => sentencesOf(text) < 3)).toEqual([]);
  });

  const calls = files.flatMap((file) =>
    [...codeOf(file).matchAll(/\bwarnOnce\(\s*\(\)\s*=>\s*(.*?)\s*\);\n/gs)].map(([, misuse = '']) => ({
      file,
      misuse,
    })),
  );

  it('names the kit first, in a text of its own or of the file that makes it', () => {
    const makers = new Set(texts.map(({ file }) => file.replace(/^.*\/|\.tsx?$/g, '')));
    const isNamed = (misuse: string): boolean =>
      misuse.includes('[imm-error-kit] ') || [...makers].some((maker) => misuse.includes(`${maker}(`));

    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter(({ misuse }) => !isNamed(misuse))).toEqual([]);
  });

  it('is asked for in development only, so that bundlers drop it', () => {
    expect(calls.filter(({ misuse }) => !misuse.startsWith("process.env.NODE_ENV !== 'production' &&"))).toEqual([]);
  });
});

describe('core by itself', () => {
  afterEach(() => {
    vi.doUnmock('react');
    vi.resetModules();
  });

  it('loads without React and without a DOM', async () => {
    vi.resetModules();
    vi.doMock('react', () => {
      throw new Error('core has loaded React.');
    });
    expect(globalThis).not.toHaveProperty('document');
    expect(globalThis).not.toHaveProperty('window');

    const core = await import('imm-error-kit/core');

    expect(core.parseImmError(new Error('boom')).name).toBe('ImmError');
  });
});

function folderOf(file: string): string {
  return file.split('/', 1)[0] ?? file;
}

function codeOf(file: string): string {
  return readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** What a file imports: a path below `src`, or the name of a package. */
function importsOf(file: string): string[] {
  const found = codeOf(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(['"])([^'"]+)\1/g);
  return [...found].map(([, , target = '']) =>
    target.startsWith('.')
      ? relative(src, join(src, dirname(file), target))
          .split(sep)
          .join('/')
      : target,
  );
}

function mayImport(folder: string, target: string): boolean {
  const { folders, packages } = allowed[folder] ?? { folders: [], packages: [] };
  if ([folder, ...folders].includes(folderOf(target)) && target.includes('/')) return true;
  if (target.startsWith('node:')) return folder === 'simulator';
  return packages.some((name) => isOf(target, name));
}

function isOf(target: string, name: string): boolean {
  return target === name || target.startsWith(`${name}/`);
}

/** A literal that begins with the name of the kit. */
const texted = /(['"`])\[imm-error-kit\] (?:\\.|(?!\1).)*\1/gs;

// What is put in may be a sentence of its own.
function sentencesOf(text: string): number {
  return text.match(/(?:[.!?]|\})(?= [A-Z`]| \$\{|\s*(?:\\n)?.$)/g)?.length ?? 0;
}

function namesCode(code: string, name: string): boolean {
  return [`'${name}'`, `"${name}"`, `\`${name}\``].some((literal) => code.includes(literal));
}
