import { useSyncExternalStore } from 'react';

/** A failure that the simulator is asked to give to the next requests. */
export interface Injection {
  /** An error code; empty where nothing is injected. */
  code: string;
  /** How long IMM asks to wait, in ms; `undefined` where it names no time. */
  retryAfterMs?: number | undefined;
  /** How many requests are still to fail. */
  left: number;
}

const none: Injection = { code: '', left: 0 };
const listeners = new Set<() => void>();
let injection = none;

/** Makes the next requests fail with a code. */
export function inject(code: string, times: number, retryAfterMs?: number): void {
  set({ code, left: times, retryAfterMs });
}

/** Injects nothing more. */
export function stopInjecting(): void {
  set(none);
}

/** The simulator's header for the request that is about to be sent, if a failure is left for it. */
export function takeInjection(): string | undefined {
  const { code, left, retryAfterMs } = injection;
  if (left === 0) return undefined;
  set(left === 1 ? none : { ...injection, left: left - 1 });
  return encodeURIComponent(code) + (retryAfterMs === undefined ? '' : `?retryAfterMs=${retryAfterMs}`);
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
