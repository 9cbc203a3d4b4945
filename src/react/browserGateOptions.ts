import type { ThrottleGateOptions } from '../core/retry/ThrottleGate.js';

/**
 * What a browser lends to `createThrottleGate`, so that all tabs of a user wait at one gate, across reloads too.
 *
 * Safe on a server and where a browser refuses its storage: what is missing is left out, and the gate does without.
 *
 * @param key Whose limit it is, such as the account and the user. Tabs with the same key share.
 * @example
 * const gate = createThrottleGate(browserGateOptions(accountId));
 */
export function browserGateOptions(key = 'imm'): ThrottleGateOptions {
  if (typeof document === 'undefined') return { key };
  return {
    key,
    channel: typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`imm-error-kit:${key}`),
    storage: storageOf(),
    locks: navigator.locks,
    isHidden: () => document.hidden,
    onVisibilityChange(listener) {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
  };
}

function storageOf(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    // With cookies blocked, a browser throws at the mere name.
    return undefined;
  }
}
