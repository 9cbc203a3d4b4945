import type { ImmError } from '../core/ImmError.js';

const moments = new WeakMap<ImmError, number>();

/** When a failure was first shown, in ms since the epoch: for support, where the answer names no time itself. */
export function seenAt(error: ImmError): number {
  const at = moments.get(error) ?? Date.now();
  moments.set(error, at);
  return at;
}
