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

/** What only this component has in its code: a class or part of its own, a message, or the method that makes a boundary. */
const marks = {
  ConflictNotice: 'conflict.overwrite',
  ErrorBanner: '"data-part": "banner"',
  ErrorDetails: '"data-part": "details"',
  ErrorSummary: '"data-part": "summary"',
  FieldError: '"data-part": "field-error"',
  ImmErrorBoundary: 'getDerivedStateFromError',
  IncidentCenter: 'imm-incidents',
  PermissionsHint: '"data-part": "permission"',
  RetryCountdown: '"data-part": "countdown"',
} as const;
const banner = ['ErrorBanner', 'ErrorDetails', 'PermissionsHint', 'RetryCountdown'];

function foundIn(text: string): string[] {
  return Object.entries(marks).flatMap(([component, mark]) => (text.includes(mark) ? component : []));
}

describe('a component by itself', () => {
  it.each([
    { name: 'ErrorDetails', brings: [] },
    { name: 'ErrorSummary', brings: [] },
    { name: 'FieldError', brings: [] },
    { name: 'PermissionsHint', brings: [] },
    { name: 'RetryCountdown', brings: [] },
    { name: 'ErrorBanner', brings: banner },
    { name: 'ConflictNotice', brings: banner },
    { name: 'ImmErrorBoundary', brings: banner },
    { name: 'IncidentCenter', brings: banner },
  ])('$name brings no other but $brings', async ({ name, brings }) => {
    for (const { bundler, text } of await bundlesOf(`export { ${name} } from 'imm-error-kit';`)) {
      expect(foundIn(text).sort(), bundler).toEqual([...new Set([name, ...brings])].sort());
    }
  });

  it.each(['useImmError', 'useImmFieldErrors', 'useRetryCountdown', 'ImmErrorProvider', 'browserGateOptions'])(
    '%s brings no component',
    async (name) => {
      for (const { bundler, text } of await bundlesOf(`export { ${name} } from 'imm-error-kit';`)) {
        expect(foundIn(text), bundler).toEqual([]);
      }
    },
  );

  it.each(['antd', 'form-action', 'fusion', 'html', 'react-hook-form', 'tanstack-form'])(
    'the adapter %s brings no component, and no other adapter',
    async (name) => {
      for (const { bundler, text } of await bundlesOf(`export * from 'imm-error-kit/forms/${name}';`)) {
        expect(foundIn(text), bundler).toEqual([]);
        expect(text.match(/function useImm(Form|Action)\(/g), bundler).toHaveLength(1);
      }
    },
  );
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
