import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { unpackKit } from '../../../scripts/packKit.mjs';

/**
 * A folder where `imm-error-kit` is the packed one, and all else the project's own. Each test file takes one of its own
 * name, since they run side by side.
 */
export function unpackedIn(name: string): { app: string; kit: string } {
  const app = fileURLToPath(new URL(`../../../node_modules/.cache/imm-error-kit/apps/${name}`, import.meta.url));
  mkdirSync(app, { recursive: true });
  return { app, kit: unpackKit(inject('tarball'), app) };
}
