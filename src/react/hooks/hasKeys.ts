import { attempt } from '../../core/attempt.js';

/** Whether it is an object that has all of these, be it by inheritance. */
export function hasKeys(value: unknown, keys: readonly PropertyKey[]): boolean {
  // Anything can be thrown, a hostile proxy too.
  return !!attempt(() => typeof value === 'object' && value !== null && keys.every((key) => key in value));
}
