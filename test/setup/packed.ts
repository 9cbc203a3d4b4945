import type { TestProject } from 'vitest/node';
import { packKit } from '../../scripts/packKit.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The path of the package, packed as npm would publish it. */
    tarball: string;
  }
}

/** Packs the package once for all tests that look at what users get. */
export function setup({ provide }: TestProject): void {
  provide('tarball', packKit());
}
