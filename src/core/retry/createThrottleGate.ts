import { parseImmError } from '../parse/parseImmError.js';
import { isRefusal } from './isRefusal.js';
import { markStopped } from './stoppedErrors.js';
import type { ThrottleGate, ThrottleGateOptions, ThrottleGateSnapshot } from './ThrottleGate.js';

export type * from './ThrottleGate.js';

// FIRST CUT: one lane, one tab. To be replaced in place.
export function createThrottleGate(options: ThrottleGateOptions = {}): ThrottleGate {
  const now = options.now ?? Date.now;
  const random = options.random ?? Math.random;
  const listeners = new Set<() => void>();
  const queue: { go(): void; fail(error: unknown): void }[] = [];
  let attempt = 0;
  let until: number | undefined;
  let timer: unknown;
  let last: object | undefined;
  let busy = false;
  let snapshot: ThrottleGateSnapshot = { waiting: 0, attempt: 0 };

  function changed(): void {
    snapshot = { waiting: queue.length, attempt, until: queue.length ? until : undefined };
    for (const listener of listeners) listener();
  }
  function schedule(): void {
    (options.clearTimeout ?? ((id: never) => clearTimeout(id)))(timer as never);
    timer = undefined;
    if (queue.length && !busy) {
      timer = (options.setTimeout ?? ((f: () => void, ms: number) => setTimeout(f, ms)))(
        release,
        Math.max(0, (until ?? 0) - now()),
      );
    }
    changed();
  }
  function release(): void {
    timer = undefined;
    const next = queue.shift();
    if (!next) return;
    busy = true;
    next.go();
    changed();
  }
  async function send<T>(task: () => T | PromiseLike<T>, isProbe: boolean): Promise<T> {
    try {
      const result = await task();
      if (isProbe) {
        attempt = 0;
        busy = false;
        until = now() + 100;
        schedule();
      }
      return result;
    } catch (thrown) {
      const error = parseImmError(thrown);
      if (isProbe) busy = false;
      if (isRefusal(error)) {
        if (isProbe || attempt === 0) {
          attempt++;
          until = now() + Math.min(20_000, 1000 * 2 ** attempt) * (0.5 + random() / 2);
        }
        last = error;
      }
      schedule();
      throw thrown;
    }
  }

  return {
    run(task, { signal } = {}) {
      if (attempt === 0 && !queue.length && !busy) return send(task, false);
      return new Promise((resolve, reject) => {
        const waiter = { go: () => resolve(send(task, true)), fail: reject };
        signal?.addEventListener('abort', () => {
          const index = queue.indexOf(waiter);
          if (index < 0) return;
          queue.splice(index, 1);
          reject(signal.reason);
          schedule();
        });
        queue.push(waiter);
        schedule();
      });
    },
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    runNow() {
      until = now();
      schedule();
    },
    stop() {
      if (last) markStopped(last);
      for (const waiter of queue.splice(0)) waiter.fail(last);
      schedule();
    },
    dispose() {
      this.stop();
    },
  };
}
