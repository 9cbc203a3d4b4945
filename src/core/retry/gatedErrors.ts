import type { ImmError } from '../ImmError.js';
import { mark, marksOf } from './marks.js';
import { outcomeOf } from './outcomeOf.js';
import type { ThrottleGate, ThrottleGateLane } from './ThrottleGate.js';

/** The gate at which the repeat of a refused request waits. */
export interface GatedError {
  gate: ThrottleGate;
  lane: ThrottleGateLane;
}

/** Remembers at which gate the request that failed with this error waits, if it is a refusal. */
export function markGated(error: ImmError, gated: GatedError): void {
  if (outcomeOf(error) === 'refused') mark(error, { gated });
}

/** The gate at which the request that failed with this error waits; only for refusals. */
export function gateOf(error: unknown): GatedError | undefined {
  return marksOf(error).gated;
}
