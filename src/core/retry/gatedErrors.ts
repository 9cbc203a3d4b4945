import type { ImmError } from '../ImmError.js';
import { outcomeOf } from './outcomeOf.js';
import type { ThrottleGate, ThrottleGateLane } from './ThrottleGate.js';

/** The gate at which the repeat of a refused request waits. */
export interface GatedError {
  gate: ThrottleGate;
  lane: ThrottleGateLane;
}

const gated = new WeakMap<object, GatedError>();

/** Remembers at which gate the request that failed with this error waits, if it is a refusal. */
export function markGated(error: ImmError, where: GatedError): void {
  if (outcomeOf(error) === 'refused') gated.set(error, where);
}

/** The gate at which the request that failed with this error waits; only for refusals. */
export function gateOf(error: unknown): GatedError | undefined {
  // A WeakMap knows nothing of what isn't an object.
  return gated.get(error as object);
}
