import { expect, inject, it } from 'vitest';
import { consumers, runConsumer } from '../../scripts/consumers.mjs';

// The two that need nothing but what the project has anyway. `npm run test:consumers` runs them all.
it.each(['vite-react-19', 'micro-frontends'])(
  '%s is built on the packed package, and works',
  async (name) => {
    expect(consumers).toContain(name);
    await expect(runConsumer(name, inject('tarball'), { borrow: true })).resolves.toBeUndefined();
  },
  180_000,
);
