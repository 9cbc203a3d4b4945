import type { GateClock } from './gateClock.js';

/** A request that waits for its turn. */
export interface Waiter {
  readonly lanes: readonly string[];
  /** Runs the task and settles the caller's promise. Resolves when its outcome is known; never rejects. */
  go(): Promise<void>;
  fail(error: unknown): void;
}

interface TurnstileOptions {
  clock: GateClock;
  isHidden: () => boolean;
  /** Runs a step while no other tab runs one; absent where that can't be had. */
  lock: ((step: () => Promise<void>) => Promise<unknown>) | undefined;
  /** Whether requests of other tabs wait for the same lanes. */
  isShared: (lanes: readonly string[]) => boolean;
  /** When the next request of these lanes may go; `undefined` where all are open. */
  dueOf: (lanes: readonly string[]) => number | undefined;
  onSend: (lanes: readonly string[]) => void;
  /** The queue, or what it waits for, has changed. */
  onChange: () => void;
}

/** The line in which a tab's requests wait: first in, first out, as far as their lanes allow. */
export interface Turnstile {
  wait<T>(lanes: readonly string[], signal: AbortSignal | undefined, launch: () => Promise<T>): Promise<T>;
  /** Looks again at what is due: after a lane, the tab or the clock has changed. */
  arm(): void;
  sendNow(matches: (waiter: Waiter) => boolean): void;
  remove(matches: (waiter: Waiter) => boolean): Waiter[];
  readonly waiters: readonly Waiter[];
  dispose(): void;
}

// Looked at again though nothing was heard: another tab's word can get lost, and a clock can jump.
const longestTimer = 60_000;
// How long one request keeps the others back while its outcome is unknown. Refusals come fast; an answer may take long.
const probePatience = 5000;
// Where several tabs wait for the same moment, chance decides who goes, so that none always comes last.
const courtesy = 10;

export function createTurnstile(options: TurnstileOptions): Turnstile {
  const { clock, isHidden, lock, isShared, dueOf, onSend, onChange } = options;
  const waiters: Waiter[] = [];
  let cancelTimer: (() => void) | undefined;
  let isBusy = false;
  let isDisposed = false;

  return { wait, arm, sendNow, remove, waiters, dispose };

  function wait<T>(lanes: readonly string[], signal: AbortSignal | undefined, launch: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        lanes,
        go() {
          signal?.removeEventListener('abort', abort);
          const running = launch();
          resolve(running);
          return running.then(doNothing, doNothing);
        },
        fail(error) {
          signal?.removeEventListener('abort', abort);
          reject(error);
        },
      };
      const abort = (): void => {
        if (remove((other) => other === waiter).length) waiter.fail(signal?.reason);
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', abort);
      waiters.push(waiter);
      arm();
    });
  }

  function arm(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    if (!isDisposed && !isBusy) schedule();
    onChange();
  }

  function schedule(): void {
    releaseOpen();
    if (!waiters.length || isHidden()) return;
    const now = clock.now();
    let due = Number.POSITIVE_INFINITY;
    let first: Waiter | undefined;
    for (const waiter of waiters) {
      const own = dueOf(waiter.lanes) ?? now;
      if (own >= due) continue;
      due = own;
      first = waiter;
    }
    const delay = due - now + (first && isShared(first.lanes) ? clock.random() * courtesy : 0);
    if (delay <= 0) return takeTurn();
    cancelTimer = clock.after(Math.min(delay, longestTimer), () => {
      cancelTimer = undefined;
      if (clock.now() >= due) takeTurn();
      else arm();
    });
  }

  function releaseOpen(): void {
    for (const waiter of waiters.filter(({ lanes }) => dueOf(lanes) === undefined)) {
      waiters.splice(waiters.indexOf(waiter), 1);
      void waiter.go();
    }
  }

  function takeTurn(): void {
    isBusy = true;
    let hasRun = false;
    const step = async (): Promise<void> => {
      hasRun = true;
      // The lock may come late: by then another tab has gone, or this one was hidden.
      if (isDisposed || isHidden()) return;
      const now = clock.now();
      const waiter = waiters.find(({ lanes }) => (dueOf(lanes) ?? now) <= now);
      if (waiter) await send(waiter);
    };
    const done = (): void => {
      isBusy = false;
      arm();
    };
    if (!lock) return void step().then(done);
    void lockedStep(lock, step).catch(async () => {
      // No lock to be had, as in a sandboxed frame: better unlocked than never.
      if (!hasRun) await step();
    }).then(done);
  }

  async function send(waiter: Waiter): Promise<void> {
    waiters.splice(waiters.indexOf(waiter), 1);
    onSend(waiter.lanes);
    let cancel = doNothing;
    const patience = new Promise<void>((resolve) => {
      cancel = clock.after(probePatience, resolve);
    });
    await Promise.race([waiter.go(), patience]);
    cancel();
  }

  function sendNow(matches: (waiter: Waiter) => boolean): void {
    const waiter = waiters.find(matches);
    if (!waiter || isDisposed) return;
    // Past the line and the lock: the person has asked for it, in this tab.
    void send(waiter).then(arm);
    arm();
  }

  function remove(matches: (waiter: Waiter) => boolean): Waiter[] {
    const removed = waiters.filter(matches);
    for (const waiter of removed) waiters.splice(waiters.indexOf(waiter), 1);
    if (removed.length) arm();
    return removed;
  }

  function dispose(): void {
    isDisposed = true;
    arm();
  }
}

// A lock manager may throw instead of rejecting.
async function lockedStep(lock: (step: () => Promise<void>) => Promise<unknown>, step: () => Promise<void>): Promise<void> {
  await lock(step);
}

function doNothing(): void {}
