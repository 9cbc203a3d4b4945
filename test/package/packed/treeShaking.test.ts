import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as esbuild } from 'esbuild';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { unpackedIn } from './unpacked.ts';

const { app } = unpackedIn('treeShaking');
// Whether a bundler keeps `import 'react'` says nothing of the package.
const external = ['react', 'react-dom', 'react/jsx-runtime', 'msw'];
let entries = 0;

/** What two bundlers leave of the package in an app that holds these lines. */
async function bundlesOf(code: string): Promise<{ bundler: string; text: string }[]> {
  entries += 1;
  const input = join(app, `entry${entries}.js`);
  writeFileSync(input, code);

  const [built] = [
    await build({
      root: app,
      configFile: false,
      logLevel: 'silent',
      build: { write: false, minify: false, lib: { entry: input, formats: ['es'] }, rolldownOptions: { external } },
    }),
  ].flat();
  const { outputFiles } = await esbuild({
    entryPoints: [input],
    bundle: true,
    write: false,
    format: 'esm',
    external,
    logLevel: 'silent',
  });
  const chunks = built && 'output' in built ? built.output : [];
  return [
    { bundler: 'vite', text: chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n') },
    { bundler: 'esbuild', text: outputFiles[0]?.text ?? '' },
  ];
}

/** What only this component has in its code: a class of its root, or the method that makes a boundary. */
const marks = {
  ErrorBanner: 'imm-banner',
  ErrorDetails: 'imm-details',
  ImmErrorBoundary: 'getDerivedStateFromError',
  PermissionsHint: 'imm-permission',
  RetryCountdown: 'imm-countdown',
} as const;

describe('a component by itself', () => {
  it.each([
    { name: 'ErrorDetails', with: [] },
    { name: 'PermissionsHint', with: [] },
    { name: 'RetryCountdown', with: [] },
    { name: 'ErrorBanner', with: ['ErrorDetails', 'PermissionsHint', 'RetryCountdown'] },
    { name: 'ImmErrorBoundary', with: ['ErrorBanner', 'ErrorDetails', 'PermissionsHint', 'RetryCountdown'] },
  ])('$name brings no other but $with', async ({ name, with: expected }) => {
    for (const { bundler, text } of await bundlesOf(`export { ${name} } from 'imm-error-kit';`)) {
      const found = Object.entries(marks).flatMap(([component, mark]) => (text.includes(mark) ? component : []));
      expect(found.sort(), bundler).toEqual([name, ...expected].sort());
    }
  });

  it('a hook brings no component', async () => {
    for (const { bundler, text } of await bundlesOf("export { useImmError } from 'imm-error-kit';")) {
      expect(
        Object.values(marks).filter((mark) => text.includes(mark)),
        bundler,
      ).toEqual([]);
    }
  });
});

describe('words', () => {
  const titles = { en: 'You need more permission', de: 'fehlen Berechtigungen', 'zh-CN': '您没有执行此操作的权限' };

  it('of one locale bring no other', async () => {
    for (const { bundler, text } of await bundlesOf("export { messages } from 'imm-error-kit/locales/zh-CN';")) {
      expect(readable(text), bundler).toContain(titles['zh-CN']);
      expect(text, bundler).not.toContain(titles.en);
      expect(text.match(/createMessages\(/g), bundler).toHaveLength(2);
    }
  });

  it('are none in core', async () => {
    for (const { bundler, text } of await bundlesOf("export * from 'imm-error-kit/core';")) {
      expect(text, bundler).toContain('Throttling.User');
      expect(text, bundler).not.toContain(titles.en);
    }
  });

  it('are English alone in the React entry', async () => {
    for (const { bundler, text } of await bundlesOf("export * from 'imm-error-kit';")) {
      expect(text.match(/createMessages\(/g), bundler).toHaveLength(2);
      expect(text, bundler).toContain(titles.en);
    }
  });
});

it.each(['imm-error-kit', 'imm-error-kit/core', 'imm-error-kit/locales/en', 'imm-error-kit/simulator'])(
  'nothing is left of %s where nothing of it is used',
  async (entry) => {
    for (const { bundler, text } of await bundlesOf(`import '${entry}'; import * as kit from '${entry}';`)) {
      expect(
        text.replace(/^(\/\/.*|import "(react|react\/jsx-runtime|msw)";|export \{\};?)$/gm, '').trim(),
        bundler,
      ).toBe('');
    }
  },
);

it('parsing and describing bring neither the gate nor fetch', async () => {
  const code = "export { parseImmError, describeImmError } from 'imm-error-kit/core';";
  for (const { bundler, text } of await bundlesOf(code)) {
    expect(text, bundler).not.toMatch(/createThrottleGate|createImmFetch|immQueryDefaults/);
  }
});

/** esbuild escapes what isn't ASCII. */
function readable(text: string): string {
  return text.replace(/\\u([\dA-F]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
