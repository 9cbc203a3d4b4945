import { vi } from 'vitest';

/** Makes `Math.random` the same in every run, so that a test of chance fails always or never. Undone by `vi.restoreAllMocks`. */
export function seedRandom(seed = 1): void {
  vi.spyOn(Math, 'random').mockImplementation(createRandom(seed));
}

/** Numbers from 0 to below 1 that are the same in every run. */
export function createRandom(seed: number): () => number {
  let state = seed;
  // Mulberry32.
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
