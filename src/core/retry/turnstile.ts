import { doNothing } from '../doNothing.js';
import type { GateClock } from './gateClock.js';
import type { ThrottleGateRunOptions } from './ThrottleGate.js';
import { createWaitingLines, type WaitingLines } from './waitingLines.js';

type WaitOptions = Pick<ThrottleGateRunOptions, 'signal' | 'maxWaitMs'>;

interface TurnstileOptions {
  clock: GateClock;
  isHidden: () => boolean;
  /** Whether somebody calls `arm` when the tab is shown again. */
  isWatched: boolean;
  /** Runs a step while no other tab runs one; absent where that can't be had. */
  lock: ((step: () => Promise<void>) => Promise<unknown>) | undefined;
  /** Whether requests of other tabs wait for the same lanes. */
  isShared: (lanes: readonly string[]) => boolean;
  /** When the next request of these lanes may go; `undefined` where all are open. */
  dueOf: (lanes: readonly string[]) => number | undefined;
  onSend: (lanes: readonly string[]) => void;
  /** A request that was sent has no outcome for so long that the next may go. */
  onSilence: (lanes: readonly string[]) => void;
  /** The line, or what it waits for, has changed. */
  onChange: () => void;
}

/** Lets the requests that wait in a tab go, one at a time. */
export interface Turnstile {
  readonly lines: WaitingLines;
  /** Rejects with what `errorOf` says, if the turn does not come within `maxWaitMs`. */
  wait<T>(
    lanes: readonly string[],
    options: WaitOptions,
    launch: () => Promise<T>,
    errorOf: (lanes: readonly string[]) => unknown,
  ): Promise<T>;
  /** Looks again at what is due: after a lane, the tab or the clock has changed. */
  arm(): void;
  sendNow(matches: (lanes: readonly string[]) => boolean): void;
  /** Takes those out who match, and rejects each with what `errorOf` says. */
  reject(matches: (lanes: readonly string[]) => boolean, errorOf: (lanes: readonly string[]) => unknown): void;
  dispose(): void;
}

// Looked at again though nothing was heard: another tab's word can get lost, and a clock can jump.
const longestTimer = 60_000;
const hiddenTimer = 1000;
// A timer of so many ms, which are 24 days, goes off at once.
const beyondTimers = 2 ** 31;
// How long one request keeps the others back while its outcome is unknown. Refusals come fast; an answer may take long.
const probePatience = 5000;
// Longer than another tab holds the lock that is awake.
const lockPatience = 2 * probePatience;
// Where several tabs wait for the same moment, chance decides who goes, so that none always comes last.
const courtesy = 10;

export function createTurnstile(options: TurnstileOptions): Turnstile {
  const { clock, isHidden, isWatched, lock, isShared, dueOf, onSend, onSilence, onChange } = options;
  const lines = createWaitingLines();
  let cancelTimer: (() => void) | undefined;
  let isBusy = false;
  let isLockStuck = false;
  let isDisposed = false;

  return { lines, wait, arm, sendNow, reject, dispose };

  function wait<T>(
    lanes: readonly string[],
    { signal, maxWaitMs = Number.POSITIVE_INFINITY }: WaitOptions,
    launch: () => Promise<T>,
    errorOf: (lanes: readonly string[]) => unknown,
  ): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const delay = (dueOf(lanes) ?? 0) - clock.now();
    if (delay > maxWaitMs) return Promise.reject(errorOf(lanes));

    const joinedAt = clock.now();
    return new Promise((resolve, reject) => {
      let cancelPatience = doNothing;
      const settle = (): void => {
        cancelPatience();
        signal?.removeEventListener('abort', abort);
      };
      const fail = (error: unknown): void => {
        settle();
        reject(error);
      };
      const leave = lines.join(lanes, {
        go(onGo) {
          // The timer stands still while the computer sleeps.
          if (clock.now() - joinedAt > maxWaitMs) return Promise.resolve(fail(errorOf(lanes)));
          settle();
          onGo();
          const running = launch();
          resolve(running);
          return running.then(doNothing, doNothing);
        },
        fail,
      });
      const giveUp = (error: unknown): void => {
        leave();
        fail(error);
        arm();
      };
      const abort = (): void => giveUp(signal?.reason);
      signal?.addEventListener('abort', abort);
      if (maxWaitMs < beyondTimers) cancelPatience = clock.after(maxWaitMs, () => giveUp(errorOf(lanes)));
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
    const next = lines.next(dueOf);
    if (!next) return;
    if (isHidden()) {
      if (!isWatched) wakeIn(hiddenTimer);
      return;
    }
    const delay = next.due - clock.now() + (isShared(next.lanes) ? clock.random() * courtesy : 0);
    if (delay > 0) wakeIn(delay);
    else void takeTurn();
  }

  function wakeIn(ms: number): void {
    // A browser cuts fractions of a millisecond off, and would wake too early.
    cancelTimer = clock.after(Math.ceil(Math.min(ms, longestTimer)), () => {
      cancelTimer = undefined;
      const next = isHidden() ? undefined : lines.next(dueOf);
      if (next && next.due <= clock.now()) void takeTurn();
      else arm();
    });
  }

  async function takeTurn(): Promise<void> {
    isBusy = true;
    let turn: Promise<void> | undefined;
    const step = (): Promise<void> => {
      turn ??= sendDue();
      return turn;
    };
    try {
      await (lock && !isLockStuck ? stepInLock(lock, step) : step());
    } catch {
      // No lock to be had, as in a sandboxed frame: better unlocked than never.
      await step();
    }
    isBusy = false;
    arm();
  }

  /** Another tab may sleep for hours while it holds the lock: it is done without until that gives it back. */
  function stepInLock(locked: NonNullable<typeof lock>, step: () => Promise<void>): Promise<void> {
    let isGranted = false;
    const granted = locked(() => {
      isGranted = true;
      isLockStuck = false;
      return step();
    });
    return within(lockPatience, granted, () => {
      isLockStuck = !isGranted;
      return step();
    });
  }

  async function sendDue(): Promise<void> {
    // The lock may come late: by then another tab has gone, or this one was hidden.
    const next = isDisposed || isHidden() ? undefined : lines.next(dueOf);
    if (!next || next.due > clock.now()) return;
    await send(next.lanes);
    releaseOpen(next.lanes);
  }

  // What they were closed for was forgotten while they waited, as in a tab that was hidden for long, and the first was not
  // refused: nothing holds the others back.
  function releaseOpen(lanes: readonly string[]): void {
    if (dueOf(lanes) !== undefined) return;
    for (const waiter of lines.takeAll(lanes)) void waiter.go(doNothing);
  }

  async function send(lanes: readonly string[]): Promise<void> {
    const waiter = lines.take(lanes);
    if (!waiter) return;
    const outcome = waiter.go(() => onSend(lanes));
    await within(probePatience, outcome, () => onSilence(lanes));
  }

  /** Waits for what runs, but no longer than so many ms: then for what is done instead. */
  async function within(ms: number, running: Promise<unknown>, instead: () => unknown): Promise<void> {
    let cancel = doNothing;
    const late = new Promise((resolve) => {
      cancel = clock.after(ms, () => resolve(instead()));
    });
    await Promise.race([running, late]).finally(cancel);
  }

  function sendNow(matches: (lanes: readonly string[]) => boolean): void {
    const next = lines.next(dueOf, matches);
    if (!next || isDisposed) return;
    // Past the line and the lock: the person has asked for it, in this tab.
    void send(next.lanes).then(arm);
    arm();
  }

  function reject(
    matches: (lanes: readonly string[]) => boolean,
    errorOf: (lanes: readonly string[]) => unknown,
  ): void {
    for (const lanes of lines.lanes().filter(matches)) {
      const error = errorOf(lanes);
      for (const waiter of lines.takeAll(lanes)) waiter.fail(error);
    }
    arm();
  }

  function dispose(): void {
    isDisposed = true;
    arm();
  }
}
