export type { FailWithOptions } from './failWith.js';
export { failWith } from './failWith.js';
export type { ImmFixture, ImmFixtureBody, ImmFixtureOptions } from './immFixture.js';
export { immFixture, immFixtures } from './immFixture.js';
export type { ImmFakeClock } from './installFakeClock.js';
export { installFakeClock } from './installFakeClock.js';
export type { RenderWithImmOptions, RenderWithImmResult } from './renderWithImm.js';
export { renderWithImm } from './renderWithImm.js';
