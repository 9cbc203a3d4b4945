import type { ThrottleGateOptions } from './ThrottleGate.js';

/** Time and chance, as a gate sees them. */
export interface GateClock {
  now(): number;
  random(): number;
  /** Calls back once, after `ms`. Returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** The injected functions, or the global ones as they are at the time of each call, so that fake timers work. */
export function gateClockOf(options: ThrottleGateOptions): GateClock {
  return {
    now: () => (options.now ?? Date.now)(),
    random: () => (options.random ?? Math.random)(),
    after(ms, callback) {
      const timer = options.setTimeout ? options.setTimeout(callback, ms) : setTimeout(callback, ms);
      return () => {
        // What a `setTimeout` gave is what its own `clearTimeout` takes; nobody else knows its type.
        if (options.clearTimeout) options.clearTimeout(timer as never);
        else clearTimeout(timer as ReturnType<typeof setTimeout>);
      };
    },
  };
}
