import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));

/**
 * Builds a module for production, as an app would: minified, with what nobody uses left out.
 *
 * Gives its files: `js` and `css` are their text, each file an item; `maps` are the source maps of `js`, where asked for.
 */
export async function bundle(code, { external = [], minify = true, sourcemap = false } = {}) {
  const entry = fileURLToPath(new URL('../entry.js', import.meta.url));
  const { output } = await build({
    configFile,
    plugins: [
      {
        name: 'bench:entry',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    build: {
      write: false,
      minify,
      sourcemap,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', external },
    },
  });
  const chunks = output.filter((file) => file.type === 'chunk');
  return {
    js: chunks.map((chunk) => chunk.code),
    maps: chunks.map((chunk) => chunk.map),
    css: output.filter((file) => file.fileName.endsWith('.css')).map((file) => String(file.source)),
  };
}
