import { ImmError } from '../ImmError.js';
import { parseImmError } from '../parse/parseImmError.js';
import { gateClockOf } from './gateClock.js';
import { createLaneBook } from './laneBook.js';
import { laneNamesOf } from './laneState.js';
import { outcomeOf } from './outcomeOf.js';
import { createSnapshots } from './snapshots.js';
import { markStopped } from './stoppedErrors.js';
import type { ThrottleGate, ThrottleGateLane, ThrottleGateOptions, ThrottleGateSnapshot } from './ThrottleGate.js';
import { createTurnstile } from './turnstile.js';

/**
 * Makes the gate at which all throttled requests of one user wait, over all tabs.
 *
 * After a refusal the requests of its lane wait together: one probe goes first, then the rest at a pace that adapts to
 * answers and refusals. A lane is an action, a project or the whole key, by the scope of the refusal. With no refusal in
 * the last 10 minutes the gate adds nothing: no delay, no message, no timer.
 *
 * Make one for each user and page, and share it. Never throws for what a storage, channel or lock does.
 *
 * @example
 * const gate = createThrottleGate({ key: accountId, storage: localStorage, locks: navigator.locks });
 */
export function createThrottleGate(options: ThrottleGateOptions = {}): ThrottleGate {
  const { key = '', channel, storage, locks, isHidden = () => false, onVisibilityChange } = options;
  const clock = gateClockOf(options);
  const flights = new Set<Flight>();
  const book = createLaneBook({
    key,
    channel,
    storage,
    clock,
    waiting: () => turnstile.lines.counts(),
    onChange: () => turnstile.arm(),
  });
  const turnstile = createTurnstile({
    clock,
    isHidden,
    isWatched: onVisibilityChange !== undefined,
    lock: locks && ((step) => locks.request(`imm-error-kit:gate:${key}`, step)),
    isShared: book.isShared,
    dueOf: book.dueOf,
    onSend: book.noteSent,
    onSilence: book.noteSilence,
    onChange() {
      book.tellTabs();
      snapshots.refresh();
    },
  });
  const snapshots = createSnapshots(readSnapshot);
  const stopWatching = onVisibilityChange?.(turnstile.arm);
  let isDisposed = false;

  return {
    run(task, runOptions = {}) {
      const lanes = laneNamesOf(runOptions);
      if (isDisposed || !lanes.some(book.isClosed)) return launch(task, runOptions, false);
      const { tellAfterMs } = runOptions;
      const isToTell = tellAfterMs !== undefined && (book.dueOf(lanes) ?? 0) - clock.now() > tellAfterMs;
      if (isToTell) return Promise.reject(lastRefusal(lanes));
      return turnstile.wait(lanes, runOptions, () => launch(task, runOptions, true), stoppedError);
    },
    getSnapshot: snapshots.get,
    subscribe: snapshots.subscribe,
    runNow: (lane) => turnstile.sendNow(inLane(lane)),
    stop,
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      stop();
      turnstile.dispose();
      stopWatching?.();
      book.close();
    },
  };

  async function launch<T>(task: Task<T>, { action, project }: ThrottleGateLane, hasWaited: boolean): Promise<T> {
    const lane = { action, project };
    const flight: Flight = { lane, names: laneNamesOf(lane), sentAt: clock.now(), hasWaited, isStopped: false };
    flights.add(flight);
    try {
      const answer = await task();
      book.noteAnswer(flight.names, hasWaited);
      return answer;
    } catch (thrown) {
      learn(thrown, flight);
      throw thrown;
    } finally {
      flights.delete(flight);
    }
  }

  function learn(thrown: unknown, { lane, names, sentAt, hasWaited, isStopped }: Flight): void {
    const error = parseImmError(thrown);
    const outcome = outcomeOf(error);
    switch (outcome) {
      case 'refused':
        book.noteRefusal(error, lane, sentAt, hasWaited);
        // What an SDK threw is another object than what is read from it, and whoever repeats may have either.
        if (isStopped) for (const each of [error, thrown]) markStopped(each);
        break;
      case 'answered':
        book.noteAnswer(names, hasWaited);
        break;
      case 'unknown':
        if (hasWaited) book.noteSilence(names);
        break;
      default:
        outcome satisfies never;
    }
  }

  function stop(lane?: ThrottleGateLane): void {
    const matches = inLane(lane);
    for (const flight of flights) flight.isStopped ||= matches(flight.names);
    turnstile.reject(matches, stoppedError);
  }

  function stoppedError(lanes: readonly string[]): ImmError {
    const error = lastRefusal(lanes);
    markStopped(error);
    return error;
  }

  // A copy: another request may still hold the last refusal, and be about to repeat.
  function lastRefusal(lanes: readonly string[]): ImmError {
    const last = book.errorOf(lanes);
    return new ImmError(last, { cause: last.cause });
  }

  function readSnapshot(lane: ThrottleGateLane | undefined): ThrottleGateSnapshot {
    const lines = turnstile.lines.lanes().filter(inLane(lane));
    if (!lines.length) return { waiting: 0, attempt: 0 };
    return {
      until: Math.min(...lines.map((names) => book.dueOf(names) ?? clock.now())),
      waiting: lines.reduce((sum, names) => sum + turnstile.lines.count(names), 0),
      attempt: Math.max(...lines.map(book.attemptOf)),
    };
  }

  /** Whether requests of some lanes are held back by the same closed lanes as those of this one: they share its fate. */
  function inLane(lane: ThrottleGateLane | undefined): (lanes: readonly string[]) => boolean {
    if (!lane) return () => true;
    const names = laneNamesOf(lane);
    const closed = names.filter(book.isClosed);
    if (closed.length) return (lanes) => lanes.some((name) => closed.includes(name));
    // What they were closed for was forgotten while they waited, as in a hidden tab: then only its own line is known.
    return (lanes) => lanes.every((name) => names.includes(name));
  }
}

type Task<T> = () => T | PromiseLike<T>;

/** A request on its way. */
interface Flight {
  lane: ThrottleGateLane;
  /** The lanes that it passes. */
  names: readonly string[];
  sentAt: number;
  hasWaited: boolean;
  /** Whether the person gave up while it was on its way: if it is refused, it isn't repeated. */
  isStopped: boolean;
}
