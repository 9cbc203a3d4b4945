import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The shipped gate and policy, bundled from `src`: what is measured is what users get, not a model of it. */
export async function bundleKit() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-retry-'));
  const outfile = join(folder, 'kit.mjs');
  await build({
    stdin: {
      contents: `
        export { createThrottleGate } from './createThrottleGate.js';
        export { immQueryDefaults } from './immQueryDefaults.js';
        export { retryDecision } from './retryDecision.js';
        export { withGate } from './withGate.js';
        export { ImmError } from '../ImmError.js';`,
      resolveDir: fileURLToPath(new URL('../../src/core/retry/', import.meta.url)),
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  const kit = await import(pathToFileURL(outfile).href);
  await rm(folder, { recursive: true });
  return kit;
}
