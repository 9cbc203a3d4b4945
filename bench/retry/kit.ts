// What the bench drives, from the source itself: what is measured is what users get, not a model of it.
export { ImmError } from '../../src/core/ImmError.js';
export { createThrottleGate } from '../../src/core/retry/createThrottleGate.js';
export { immQueryDefaults } from '../../src/core/retry/immQueryDefaults.js';
export { withGate } from '../../src/core/retry/withGate.js';
