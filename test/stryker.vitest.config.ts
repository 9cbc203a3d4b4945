import { defineConfig } from 'vitest/config';
import { publicNames } from '../build/publicNames.ts';

// What mutants of core are tried against. A config of its own, because the other projects bring Storybook and a
// browser, and because the files left out cost seconds for each mutant: real SDKs over HTTP, and values of 10 MB.
export default defineConfig({
  plugins: [publicNames()],
  test: {
    include: ['test/core/**/*.test.ts'],
    exclude: ['test/core/parse/{sdks,oddValues}.test.ts', 'test/core/everyRow.test.ts'],
    environment: 'node',
    env: { IMM_FUZZ_RUNS: '50' },
  },
});
