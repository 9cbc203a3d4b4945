// The steps of parsing apart, which the package keeps to itself.
export { findRow } from '../../src/core/catalog/findRow.js';
export { parseImmError } from '../../src/core/parse/parseImmError.js';
export { readFacts } from '../../src/core/parse/readFacts.js';
