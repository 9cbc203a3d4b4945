import { doNothing } from '../core/doNothing.js';

/** For `useSyncExternalStore`, where there is nothing that changes. */
export function subscribeNothing(): () => void {
  return doNothing;
}
