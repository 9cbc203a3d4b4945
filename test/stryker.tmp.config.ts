import { defineConfig } from 'vitest/config';
import { publicNames } from '../build/publicNames.ts';

// What mutants of core are tried against. A config of its own, because the other projects bring Storybook and a
// browser, and because the two files left out cost seconds for each mutant and kill none that these don't.
export default defineConfig({
  plugins: [publicNames()],
  test: {
    include: ['test/core/**/*.test.ts'],
    exclude: ['test/core/parse/sdks.test.ts', 'test/core/everyRow.test.ts', 'test/core/retry/**'],
    environment: 'node',
    env: { IMM_FUZZ_RUNS: '20' },
  },
});
