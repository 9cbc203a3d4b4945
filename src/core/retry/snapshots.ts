import { attempt } from '../attempt.js';
import type { ThrottleGateLane, ThrottleGateSnapshot } from './ThrottleGate.js';

/** Snapshots that keep their identity until something changes, and those who want to know. */
export interface Snapshots {
  get(lane?: ThrottleGateLane): ThrottleGateSnapshot;
  subscribe(listener: () => void, lane?: ThrottleGateLane): () => void;
  refresh(): void;
}

/** Those who want to know of one lane, or of all. */
interface Audience {
  lane: ThrottleGateLane | undefined;
  /** What they know. */
  told: ThrottleGateSnapshot;
  listeners: Set<{ call: () => void }>;
}

/** So many lanes that nobody subscribes to are remembered: a page may ask once for each of thousands. */
const maxUnwatched = 64;

export function createSnapshots(read: (lane: ThrottleGateLane | undefined) => ThrottleGateSnapshot): Snapshots {
  const audiences = new Map<string, Audience>();
  const kept = new Map<string, ThrottleGateSnapshot>();
  // Read at most once between two changes: React reads far more often than a gate changes.
  const current = new Set<string>();

  return {
    get,
    subscribe(listener, lane) {
      const key = keyOf(lane);
      const audience = audiences.get(key) ?? { lane, told: get(lane), listeners: new Set() };
      audiences.set(key, audience);
      // Wrapped, so that one function given twice is called twice, and each ends for itself.
      const entry = { call: listener };
      audience.listeners.add(entry);
      return () => {
        audience.listeners.delete(entry);
        if (!audience.listeners.size && audiences.get(key) === audience) audiences.delete(key);
      };
    },
    refresh() {
      current.clear();
      const listeners = [...audiences.values()].filter(hasNews).flatMap((audience) => [...audience.listeners]);
      // An app's own that fails must not take the request with it that is just being sent.
      for (const { call } of listeners) attempt(call);
    },
  };

  function get(lane?: ThrottleGateLane): ThrottleGateSnapshot {
    const key = keyOf(lane);
    const last = kept.get(key);
    if (last && current.has(key)) return last;

    const next = read(lane);
    const snapshot = last && isSame(last, next) ? last : Object.freeze(next);
    if (!last && kept.size >= maxUnwatched + audiences.size) forgetUnwatched();
    kept.set(key, snapshot);
    current.add(key);
    return snapshot;
  }

  // Those who subscribe are promised the same object until something changes: React renders for ever on one that differs.
  function forgetUnwatched(): void {
    for (const key of kept.keys()) if (!audiences.has(key)) kept.delete(key);
  }

  function hasNews(audience: Audience): boolean {
    if (!audience.lane) return true;
    const { told } = audience;
    audience.told = get(audience.lane);
    // How many wait is no news to those who wait: a thousand that come or go one by one would tell a thousand each.
    return told.until !== audience.told.until || told.attempt !== audience.told.attempt;
  }
}

function keyOf(lane: ThrottleGateLane | undefined): string {
  return lane ? `${lane.action ?? ''}\n${lane.project ?? ''}` : 'all';
}

function isSame(a: ThrottleGateSnapshot, b: ThrottleGateSnapshot): boolean {
  return a.until === b.until && a.waiting === b.waiting && a.attempt === b.attempt;
}
