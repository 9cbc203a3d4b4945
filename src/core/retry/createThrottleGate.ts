import { ImmError } from '../ImmError.js';
import { parseImmError } from '../parse/parseImmError.js';
import { gateClockOf } from './gateClock.js';
import { createLaneMemory } from './laneMemory.js';
import {
  closedLane,
  errorOfLane,
  type LaneState,
  laneAfterAnswer,
  laneAfterRefusal,
  laneAfterSend,
  laneNameFor,
  laneNamesOf,
} from './laneState.js';
import { outcomeOf } from './outcomeOf.js';
import { createSnapshots } from './snapshots.js';
import { markStopped } from './stoppedErrors.js';
import { createTabChannel } from './tabChannel.js';
import type { ThrottleGate, ThrottleGateLane, ThrottleGateOptions, ThrottleGateSnapshot } from './ThrottleGate.js';
import { createTurnstile, type Waiter } from './turnstile.js';

export type {
  ThrottleChannel,
  ThrottleGate,
  ThrottleGateLane,
  ThrottleGateOptions,
  ThrottleGateRunOptions,
  ThrottleGateSnapshot,
  ThrottleLocks,
  ThrottleStorage,
} from './ThrottleGate.js';

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
  const { now, random } = clock;
  const memory = createLaneMemory(key, storage, now);
  const lastErrors = new Map<string, ImmError>();
  const inFlight = new Set<Flight>();
  const tabs = createTabChannel({ key, channel, now, random, onLanes });
  const turnstile = createTurnstile({
    clock,
    isHidden,
    lock: locks && ((step) => locks.request(`imm-error-kit:gate:${key}`, step)),
    isShared: (lanes) => lanes.some((name) => tabs.waitingElsewhere(name) > 0),
    dueOf,
    onSend: (lanes) => update(lanes, (lane, waiting) => laneAfterSend(lane, now(), waiting + 1, random())),
    onChange,
  });
  const snapshots = createSnapshots(snapshotOf);
  const stopWatching = onVisibilityChange?.(() => turnstile.arm());
  let told = '{}';
  let answeredAt = Number.NEGATIVE_INFINITY;
  let isDisposed = false;

  return {
    run(task, runOptions = {}) {
      const lanes = laneNamesOf(runOptions);
      if (isDisposed || !lanes.some((name) => memory.read(name))) return launch(task, runOptions, false);
      return turnstile.wait(lanes, runOptions.signal, () => launch(task, runOptions, true));
    },
    getSnapshot: (lane) => snapshots.get(lane),
    subscribe: (listener) => snapshots.subscribe(listener),
    runNow: (lane) => turnstile.sendNow(inLane(lane)),
    stop,
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      stop();
      turnstile.dispose();
      stopWatching?.();
      tabs.close();
    },
  };

  async function launch<T>(task: Task<T>, coordinates: ThrottleGateLane, hasWaited: boolean): Promise<T> {
    const flight: Flight = { lanes: laneNamesOf(coordinates), sentAt: now(), isStopped: false };
    if (hasWaited) inFlight.add(flight);
    try {
      const answer = await task();
      if (hasWaited) learnAnswer(flight);
      else answeredAt = now();
      return answer;
    } catch (thrown) {
      const error = parseImmError(thrown);
      const outcome = outcomeOf(error);
      if (outcome === 'refused') learnRefusal(error, coordinates, flight, hasWaited);
      if (outcome === 'answered' && hasWaited) learnAnswer(flight);
      if (flight.isStopped) markStopped(error);
      throw thrown;
    } finally {
      inFlight.delete(flight);
    }
  }

  function learnAnswer({ lanes }: Flight): void {
    update(lanes, (lane, waiting) => laneAfterAnswer(lane, now(), waiting, random()));
  }

  function learnRefusal(error: ImmError, coordinates: ThrottleGateLane, flight: Flight, hasWaited: boolean): void {
    const name = laneNameFor(error, coordinates);
    const lane = memory.read(name);
    remember(name, error);

    if (!lane) {
      write({ [name]: closedLane(error, now(), random(), now() - answeredAt < burstMs) });
    } else if (hasWaited) {
      // The refused request comes back in line, though its caller hasn't called yet.
      write({ [name]: laneAfterRefusal(lane, error, now(), waitingIn(name) + 1, random()) });
    } else if (flight.sentAt > lane.at) {
      write({ [name]: { ...lane, at: now(), refusedAt: now() } });
    }
    // A refusal that was on its way when the lane closed says nothing new.
  }

  function remember(name: string, error: ImmError): void {
    lastErrors.delete(name);
    lastErrors.set(name, error);
    if (lastErrors.size > 32) lastErrors.delete(lastErrors.keys().next().value ?? '');
  }

  function update(names: readonly string[], change: (lane: LaneState, waiting: number) => LaneState): void {
    const changed: Record<string, LaneState> = {};
    for (const name of names) {
      const lane = memory.read(name);
      if (lane) changed[name] = change(lane, waitingIn(name));
    }
    write(changed);
  }

  function write(lanes: Readonly<Record<string, LaneState>>): void {
    for (const [name, lane] of Object.entries(lanes)) memory.write(name, lane);
    tell(lanes);
    turnstile.arm();
  }

  function onLanes(lanes: Readonly<Record<string, unknown>>): void {
    let isNews = false;
    for (const [name, lane] of Object.entries(lanes).slice(0, 32)) isNews = memory.merge(name, lane) || isNews;
    if (isNews) turnstile.arm();
  }

  function onChange(): void {
    tell({});
    snapshots.refresh();
  }

  function tell(lanes: Readonly<Record<string, LaneState>>): void {
    if (!channel) return;
    const waiting: Record<string, number> = {};
    for (const { lanes: names } of turnstile.waiters) {
      for (const name of names) if (memory.read(name)) waiting[name] = (waiting[name] ?? 0) + 1;
    }
    const text = JSON.stringify(waiting);
    if (text === told && !Object.keys(lanes).length) return;
    told = text;
    tabs.tell(waiting, lanes);
  }

  function waitingIn(name: string): number {
    return turnstile.waiters.filter(({ lanes }) => lanes.includes(name)).length + tabs.waitingElsewhere(name);
  }

  function dueOf(lanes: readonly string[]): number | undefined {
    let due: number | undefined;
    for (const name of lanes) {
      const next = memory.read(name)?.nextAt;
      if (next !== undefined && next > (due ?? 0)) due = next;
    }
    return due;
  }

  function snapshotOf(lane: ThrottleGateLane | undefined): ThrottleGateSnapshot {
    const waiting = turnstile.waiters.filter(inLane(lane));
    if (!waiting.length) return { waiting: 0, attempt: 0 };
    const until = Math.min(...waiting.map(({ lanes }) => dueOf(lanes) ?? now()));
    const attempts = waiting.flatMap(({ lanes }) => lanes.map((name) => memory.read(name)?.attempt ?? 0));
    return { until, waiting: waiting.length, attempt: Math.max(...attempts) };
  }

  function inLane(lane: ThrottleGateLane | undefined): (waiter: Pick<Waiter, 'lanes'>) => boolean {
    if (!lane) return () => true;
    // The lanes that hold such a request back; all that wait in one of them share its fate.
    const closed = laneNamesOf(lane).filter((name) => memory.read(name));
    return ({ lanes }) => lanes.some((name) => closed.includes(name));
  }

  function stop(lane?: ThrottleGateLane): void {
    const matches = inLane(lane);
    for (const flight of inFlight) flight.isStopped ||= matches(flight);
    for (const waiter of turnstile.remove(matches)) {
      const error = errorOf(waiter.lanes);
      markStopped(error);
      waiter.fail(error);
    }
  }

  function errorOf(lanes: readonly string[]): ImmError {
    for (const name of lanes) {
      const lane = memory.read(name);
      if (lane) return lastErrors.get(name) ?? errorOfLane(name, lane);
    }
    return new ImmError({ code: 'Throttling.User' });
  }
}

// Requests of one page load are answered within about this time of each other.
const burstMs = 1000;

type Task<T> = () => T | PromiseLike<T>;

/** A request on its way. */
interface Flight {
  lanes: readonly string[];
  sentAt: number;
  /** Whether the person gave up while it was on its way: if it is refused, it isn't repeated. */
  isStopped: boolean;
}
