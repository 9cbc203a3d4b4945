import { useSyncExternalStore } from 'react';

/** A failure that the simulator is asked to give to the next requests. */
export interface Injection {
  /** An error code; empty where nothing is injected. */
  code: string;
  /** How many requests are still to fail. */
  left: number;
}

const none: Injection = { code: '', left: 0 };
const listeners = new Set<() => void>();
let injection = none;

/** Makes the next requests fail with a code. */
export function inject(code: string, times: number): void {
  set(times > 0 ? { code, left: times } : none);
}

/** The code for the request that is about to be sent, if one is left. */
export function takeInjection(): string | undefined {
  const { code, left } = injection;
  if (left === 0) return undefined;
  set(left === 1 ? none : { code, left: left - 1 });
  return code;
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
