import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build as esbuild } from 'esbuild';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { unpackedIn } from './unpacked.ts';

const { app } = unpackedIn('warnings');
const external = ['react', 'react-dom', 'react/jsx-runtime', '@tanstack/react-query', 'react-error-boundary'];
const adapters = ['antd', 'form-action', 'fusion', 'html', 'react-hook-form', 'tanstack-form'];

function entryOf(name: string, code: string): string {
  const input = join(app, `${name}.js`);
  writeFileSync(input, code);
  return input;
}

describe('the warnings of developers', () => {
  it.each(['imm-error-kit', 'imm-error-kit/core', ...adapters.map((name) => `imm-error-kit/forms/${name}`)])(
    'are gone from %s in production, with the texts',
    async (name) => {
      const input = entryOf(name.replaceAll('/', '-'), `export * from '${name}';`);
      const define = { 'process.env.NODE_ENV': '"production"' };
      const [built] = [
        await build({
          root: app,
          configFile: false,
          logLevel: 'silent',
          define,
          build: { write: false, minify: true, lib: { entry: input, formats: ['es'] }, rolldownOptions: { external } },
        }),
      ].flat();
      const { outputFiles } = await esbuild({
        entryPoints: [input],
        bundle: true,
        write: false,
        format: 'esm',
        minify: true,
        define,
        external,
      });
      const chunks = built && 'output' in built ? built.output : [];
      const texts = [chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n'), outputFiles[0]?.text ?? ''];

      for (const text of texts) {
        expect(text.length).toBeGreaterThan(1000);
        expect(text).not.toMatch(/\[imm-error-kit\]|console\.warn|NODE_ENV/);
      }
    },
  );

  it.each([
    { label: 'are heard from a development server', environment: 'development', heard: 1 },
    { label: 'are silent in production', environment: 'production', heard: 0 },
    { label: 'are silent where a browser loads the module as it is', environment: undefined, heard: 0 },
  ])('$label, though a browser has no `process`', async ({ environment, heard }) => {
    const code = `import { withGate } from 'imm-error-kit/core'; withGate(() => {}); withGate(() => {});`;
    const { outputFiles } = await esbuild({
      entryPoints: [entryOf(`run-${environment}`, code)],
      bundle: true,
      write: false,
      format: 'iife',
      // As a browser takes it: esbuild would put something in place of `process` by itself.
      platform: 'neutral',
      ...(environment && { define: { 'process.env.NODE_ENV': `"${environment}"` } }),
    });
    const warnings: unknown[] = [];
    const browser = createContext({ console: { warn: (text: unknown) => warnings.push(text) } });
    runInContext(outputFiles[0]?.text ?? '', browser);

    expect(warnings).toHaveLength(heard);
  });
});
