import { type ImmCatalogRow, immCatalog } from 'imm-error-kit/core';

/** The documented failures, by the names that the simulator takes. */
export const injectableRows: ReadonlyMap<string, ImmCatalogRow> = new Map(immCatalog.map((row) => [nameOf(row), row]));

// The simulator takes a pattern as it is; the two rows that share one it tells apart by what follows the dot.
function nameOf({ pattern, variant }: ImmCatalogRow): string {
  return variant ? `${pattern}.${variant.endsWith('count') ? 'count' : 'quota'}` : pattern;
}
