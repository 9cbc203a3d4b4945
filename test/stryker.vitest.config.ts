import { defineConfig } from 'vitest/config';
import { publicNames } from '../build/publicNames.ts';

// What mutants of core are tried against. A config of its own, because the other projects bring Storybook and a
// browser, and because the files left out cost seconds for each mutant (real SDKs over HTTP, values of 10 MB) or run in a
// browser, where no mutant is.
export default defineConfig({
  plugins: [publicNames()],
  test: {
    include: ['test/core/**/*.test.ts'],
    exclude: [
      'test/core/parse/{sdks,oddValues}.test.ts',
      'test/core/retry/realTabs.test.ts',
      'test/core/everyRow.test.ts',
    ],
    environment: 'node',
    env: { IMM_FUZZ_RUNS: '50' },
  },
});
