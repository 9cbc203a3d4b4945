import { attempt } from '../attempt.js';
import { errorOfLane, isRemembered, type LaneState } from './laneState.js';
import { shiftedPace } from './pacing.js';
import { longestNamedWait } from './saneWait.js';
import type { ThrottleStorage } from './ThrottleGate.js';

type Lanes = Readonly<Record<string, LaneState>>;

/** What a gate remembers about its lanes, here and where other tabs and the next page load find it. */
export interface LaneMemory {
  read(name: string): LaneState | undefined;
  write(name: string, lane: LaneState): void;
  /** Takes over what another tab said, if it is newer. Whether it was. */
  merge(name: string, lane: unknown): boolean;
}

const maxLanes = 32;
// Named, and a little later by chance.
const longestAhead = 1.2 * longestNamedWait;
const mostCounted = 1_000_000;

/** Never throws: a storage that is full, forbidden or filled with rubbish is as good as none. */
export function createLaneMemory(key: string, storage: ThrottleStorage | undefined, now: () => number): LaneMemory {
  const item = `imm-error-kit:gate:${key}`;
  let lanes: Lanes = {};
  let lastText: string | null = null;

  return {
    read(name) {
      load();
      const stored = Object.hasOwn(lanes, name) ? lanes[name] : undefined;
      const lane = stored && notAhead(stored, now());
      if (!lane || !isRemembered(lane, now())) return forget();
      if (lane !== stored) lanes = { ...lanes, [name]: lane };
      return lane;
    },
    write(name, lane) {
      load();
      lanes = bounded({ ...lanes, [name]: lane }, now());
      save();
    },
    merge(name, value) {
      const lane = toLane(value, now());
      if (!lane || !isNewer(lane, lanes[name])) return false;
      lanes = bounded({ ...lanes, [name]: lane }, now());
      return true;
    },
  };

  function load(): void {
    const text = attempt(() => storage?.getItem(item)) ?? null;
    if (text === lastText) return;
    lastText = text;
    if (text === null || text.length > 20_000) return;

    const stored: unknown = attempt(() => JSON.parse(text));
    if (typeof stored !== 'object' || stored === null) return;
    const merged = { ...lanes };
    for (const [name, value] of Object.entries(stored)) {
      const lane = toLane(value, now());
      if (lane && isNewer(lane, merged[name])) merged[name] = lane;
    }
    lanes = merged;
  }

  // With the last lane that is remembered, the storage loses all that this gate left there.
  function forget(): undefined {
    if (!Object.keys(lanes).length) return;
    lanes = bounded(lanes, now());
    if (!Object.keys(lanes).length) attempt(() => storage?.removeItem(item));
  }

  function save(): void {
    if (!storage) return;
    lastText = JSON.stringify(lanes);
    const text = lastText;
    attempt(() => storage.setItem(item, text));
  }
}

function isNewer(lane: LaneState, other: LaneState | undefined): boolean {
  return !other || lane.at > other.at;
}

function bounded(lanes: Lanes, now: number): Lanes {
  const fresh = Object.entries(lanes).filter(([, lane]) => isRemembered(lane, now));
  if (fresh.length > maxLanes) fresh.sort(([, a], [, b]) => b.refusedAt - a.refusedAt).length = maxLanes;
  return Object.fromEntries(fresh);
}

// What lies in a storage or comes over a channel is anything: another version's, another app's, a clock's that was wrong.
function toLane(value: unknown, now: number): LaneState | undefined {
  return isLane(value) && isPlausible(value) ? notAhead(value, now) : undefined;
}

// Written before the clock was set back: it counts from now, or its waits would last until the lost hour is made up.
function notAhead(lane: LaneState, now: number): LaneState {
  const ahead = lane.at - now;
  if (ahead <= 0) return lane;
  const { refusedAt, nextAt, namedUntil, sentAt, pace } = lane;
  const shifted = { ...shiftedPace(pace, -ahead), at: pace.at && pace.at - ahead };
  return {
    ...lane,
    at: now,
    refusedAt: refusedAt - ahead,
    nextAt: nextAt - ahead,
    namedUntil: namedUntil && namedUntil - ahead,
    sentAt: sentAt - ahead,
    pace: shifted,
  };
}

function isLane(value: unknown): value is LaneState {
  return (
    hasNumbers(value, ['at', 'refusedAt', 'nextAt', 'namedUntil', 'sentAt']) &&
    hasNumbers(value, ['attempt'], 0, mostCounted) &&
    typeof value.code === 'string' &&
    value.code.length <= 100 &&
    hasNumbers(value.pace, ['since', 'at', 'answeredAt']) &&
    hasNumbers(value.pace, ['first', 'most', 'answered', 'refused', 'streak', 'run'], 0, mostCounted)
  );
}

// A number that was once wrong would close the gate of every tab, for years, and another code fail what was never sent.
function isPlausible(lane: LaneState): boolean {
  const { at, refusedAt, sentAt, nextAt, namedUntil, pace } = lane;
  return (
    Math.max(refusedAt, sentAt) <= at &&
    Math.max(nextAt, namedUntil, pace.since, pace.answeredAt) - at <= longestAhead &&
    errorOfLane(lane).category === 'throttling'
  );
}

function hasNumbers(
  value: unknown,
  keys: readonly string[],
  least = -Number.MAX_VALUE,
  most = Number.MAX_VALUE,
): value is Record<string, unknown> {
  const record = value as Readonly<Record<string, unknown>> | null | undefined;
  return keys.every((key) => {
    const number = record?.[key];
    return typeof number === 'number' && number >= least && number <= most;
  });
}
