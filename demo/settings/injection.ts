import { useSyncExternalStore } from 'react';

/** A failure that the simulator is asked to give to the next requests. */
export interface Injection {
  /** An error code or one of `faults`; empty where nothing is injected. */
  code: string;
  /** How long IMM asks to wait, in ms; `undefined` where it names no time. */
  retryAfterMs?: number | undefined;
  /** How many requests are still to fail. */
  left: number;
}

/**
 * What can go wrong on the way, by the simulator's names. After a lost answer the change has been made; after a lost request
 * it hasn't; nobody can tell the two apart without asking.
 */
export const faults = ['drop-after', 'drop-before', 'html-502'] as const;

const none: Injection = { code: '', left: 0 };
const listeners = new Set<() => void>();
let injection = none;

/** Makes the next requests fail. */
export function inject(code: string, times: number, retryAfterMs?: number): void {
  set({ code, left: times, retryAfterMs });
}

/** Injects nothing more. */
export function stopInjecting(): void {
  set(none);
}

/** The simulator's headers for the request that is about to be sent, if a failure is left for it. */
export function takeInjection(): Readonly<Record<string, string>> {
  const { code, left, retryAfterMs } = injection;
  if (left === 0) return {};
  set(left === 1 ? none : { ...injection, left: left - 1 });
  if ((faults as readonly string[]).includes(code)) return { 'x-imm-fault': code };
  return {
    'x-imm-inject': encodeURIComponent(code) + (retryAfterMs === undefined ? '' : `?retryAfterMs=${retryAfterMs}`),
  };
}

/** What is still to be injected. */
export function useInjection(): Injection {
  return useSyncExternalStore(subscribe, () => injection);
}

function set(next: Injection): void {
  injection = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
