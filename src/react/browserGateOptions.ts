import type { ThrottleChannel, ThrottleGateOptions } from '../core/retry/ThrottleGate.js';

/**
 * What a browser lends to `createThrottleGate`, so that all tabs of a user wait at one gate, across reloads too.
 *
 * Safe on a server and where a browser refuses its storage or its channel: what is missing is left out, and the gate does
 * without.
 *
 * @param key Whose limit it is, such as the account and the user. Tabs with the same key share.
 * @example
 * const gate = createThrottleGate(browserGateOptions(accountId));
 */
export function browserGateOptions(key = 'imm'): ThrottleGateOptions {
  if (typeof document === 'undefined') return { key };
  return {
    key,
    channel: typeof BroadcastChannel === 'undefined' ? undefined : channelOf(`imm-error-kit:${key}`),
    storage: storageOf(),
    locks: navigator.locks,
    isHidden: () => document.hidden,
    onVisibilityChange(listener) {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
  };
}

// Open while a gate listens: it has no other owner who could close it. Where the browser refuses it, the gate goes without.
function channelOf(name: string): ThrottleChannel {
  let channel: BroadcastChannel | undefined;
  let listeners = 0;
  return {
    postMessage: (message) => channel?.postMessage(message),
    addEventListener(type, listener) {
      channel ??= new BroadcastChannel(name);
      channel.addEventListener(type, listener);
      listeners++;
    },
    removeEventListener(type, listener) {
      channel?.removeEventListener(type, listener);
      if (--listeners > 0) return;
      channel?.close();
      channel = undefined;
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
