import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** A file and all that it imports, as the text of one module. */
export async function bundle(url) {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      lib: { entry: fileURLToPath(url), formats: ['es'] },
      target: 'es2022',
      minify: false,
      write: false,
    },
  });
  return output[0].code;
}

/** The shipped gate and policy. */
export async function loadKit() {
  const code = await bundle(new URL('kit.ts', import.meta.url));
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}
