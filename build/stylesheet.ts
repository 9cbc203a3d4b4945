import { readFile } from 'node:fs/promises';
import { transform } from 'lightningcss';
import type { Plugin } from 'vite';

/**
 * Emits a stylesheet minified and otherwise as it was written, and the declaration that lets TypeScript import it.
 *
 * Vite's own CSS step lowers `light-dark()` and nesting for older browsers, which would tie the colours to
 * `prefers-color-scheme` and take the choice away from the page's `color-scheme`.
 */
export function stylesheet(file: string, fileName: string): Plugin {
  return {
    name: 'imm:stylesheet',
    async generateBundle() {
      const { code } = transform({ filename: file, code: await readFile(file), minify: true });
      this.emitFile({ type: 'asset', fileName, source: code });
      // TypeScript 6 and later refuse `import 'imm-error-kit/styles.css'` where nothing says that there is such a module.
      this.emitFile({ type: 'asset', fileName: `${fileName}.d.ts`, source: 'export {};\n' });
    },
  };
}
