import { ImmError } from '../ImmError.js';
import type { GateClock } from './gateClock.js';
import { createLaneMemory } from './laneMemory.js';
import {
  closedLane,
  errorOfLane,
  type LaneState,
  laneAfterAnswer,
  laneAfterMore,
  laneAfterRefusal,
  laneAfterSend,
  laneAfterSilence,
  laneNameFor,
  namesMore,
} from './laneState.js';
import type { ThrottleGateLane, ThrottleGateOptions } from './ThrottleGate.js';
import { createTabChannel } from './tabChannel.js';

interface LaneBookOptions extends Pick<ThrottleGateOptions, 'channel' | 'storage'> {
  key: string;
  clock: GateClock;
  /** How many requests of this tab wait, by lane. */
  waiting: () => ReadonlyMap<string, number>;
  /** A lane was closed, opened or given another deadline, here or in another tab. */
  onChange: () => void;
}

/** What is known about all lanes of a gate, from this tab, the others and the last page load. */
export interface LaneBook {
  isClosed(name: string): boolean;
  /** When the next request of these lanes may go; `undefined` where all are open. */
  dueOf(names: readonly string[]): number | undefined;
  attemptOf(names: readonly string[]): number;
  /** The last refusal in one of these lanes. */
  errorOf(names: readonly string[]): ImmError;
  /** Whether requests of other tabs wait in these lanes. */
  isShared(names: readonly string[]): boolean;
  /** A request that waited is sent now. */
  noteSent(names: readonly string[]): void;
  /** The service dealt with a request. */
  noteAnswer(names: readonly string[], hasWaited: boolean): void;
  /** A request that waited told nothing, or hasn't yet. */
  noteSilence(names: readonly string[]): void;
  noteRefusal(error: ImmError, coordinates: ThrottleGateLane, sentAt: number, hasWaited: boolean): void;
  /** Tells the other tabs how many wait here, if that has changed. */
  tellTabs(): void;
  close(): void;
}

const maxErrors = 32;
// Told again while nothing changes, or the other tabs would take a tab whose turn is far away for closed.
const retellMs = 60_000;
// Requests of one page load are answered within about this time of each other.
const burstMs = 1000;

export function createLaneBook({ key, channel, storage, clock, waiting, onChange }: LaneBookOptions): LaneBook {
  const { now, random } = clock;
  const memory = createLaneMemory(key, storage, now);
  const lastErrors = new Map<string, ImmError>();
  const tabs = createTabChannel({ key, channel, now, random, onLanes });
  let answeredAt = Number.NEGATIVE_INFINITY;
  let told = '{}';
  let toldAt = 0;

  return {
    isClosed: (name) => memory.read(name) !== undefined,
    dueOf(names) {
      let due: number | undefined;
      for (const name of names) {
        const lane = memory.read(name);
        if (lane) due = Math.max(due ?? lane.nextAt, lane.nextAt);
      }
      return due;
    },
    attemptOf: (names) => Math.max(0, ...names.map((name) => memory.read(name)?.attempt ?? 0)),
    errorOf(names) {
      for (const name of names) {
        const lane = memory.read(name);
        if (lane) return lastErrors.get(name) ?? errorOfLane(lane);
      }
      return new ImmError({ code: 'Throttling.User' });
    },
    isShared: (names) => names.some((name) => tabs.waitingElsewhere(name) > 0),
    noteSent: (names) => update(names, (lane, count) => laneAfterSend(lane, now(), count + 1, random())),
    noteAnswer(names, hasWaited) {
      if (hasWaited) update(names, (lane, count) => laneAfterAnswer(lane, now(), count, random()));
      else answeredAt = now();
    },
    noteSilence: (names) => update(names, (lane, count) => laneAfterSilence(lane, now(), count, random())),
    noteRefusal,
    tellTabs: () => tell({}),
    close: () => tabs.close(),
  };

  function noteRefusal(error: ImmError, coordinates: ThrottleGateLane, sentAt: number, hasWaited: boolean): void {
    const name = laneNameFor(error, coordinates);
    const lane = memory.read(name);
    lastErrors.delete(name);
    lastErrors.set(name, error);
    if (lastErrors.size > maxErrors) lastErrors.delete(lastErrors.keys().next().value ?? '');

    if (!lane) {
      write({ [name]: closedLane(error, now(), random(), now() - answeredAt < burstMs) });
    } else if (hasWaited) {
      // The refused request comes back in line, though its caller hasn't called yet.
      write({ [name]: laneAfterRefusal(lane, error, now(), countOf(name) + 1, random()) });
    } else if (namesMore(lane, error, now())) {
      write({ [name]: laneAfterMore(lane, error, now(), random()) });
    } else if (sentAt > lane.at) {
      write({ [name]: { ...lane, at: now(), refusedAt: now() } });
    }
    // Another that was on its way when the lane closed says nothing new.
  }

  function update(names: readonly string[], change: (lane: LaneState, count: number) => LaneState): void {
    const changed: Record<string, LaneState> = {};
    for (const name of names) {
      const lane = memory.read(name);
      if (lane) changed[name] = change(lane, countOf(name));
    }
    write(changed);
  }

  function write(lanes: Readonly<Record<string, LaneState>>): void {
    for (const [name, lane] of Object.entries(lanes)) memory.write(name, lane);
    tell(lanes);
    onChange();
  }

  function onLanes(lanes: Readonly<Record<string, unknown>>): void {
    let isNews = false;
    for (const [name, lane] of Object.entries(lanes)) isNews = memory.merge(name, lane) || isNews;
    if (isNews) onChange();
  }

  function tell(lanes: Readonly<Record<string, LaneState>>): void {
    if (!channel) return;
    const counts = Object.fromEntries([...waiting()].filter(([name]) => memory.read(name)));
    const text = JSON.stringify(counts);
    const isKnown = text === told && (text === '{}' || now() - toldAt < retellMs);
    if (isKnown && !Object.keys(lanes).length) return;
    told = text;
    toldAt = now();
    tabs.tell(counts, lanes);
  }

  function countOf(name: string): number {
    return (waiting().get(name) ?? 0) + tabs.waitingElsewhere(name);
  }
}
