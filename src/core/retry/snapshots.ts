import type { ThrottleGateLane, ThrottleGateSnapshot } from './ThrottleGate.js';

/** Snapshots that keep their identity until something changes, and those who want to know. */
export interface Snapshots {
  get(lane?: ThrottleGateLane): ThrottleGateSnapshot;
  subscribe(listener: () => void): () => void;
  refresh(): void;
}

const maxKept = 64;

export function createSnapshots(read: (lane: ThrottleGateLane | undefined) => ThrottleGateSnapshot): Snapshots {
  const listeners = new Set<{ call: () => void }>();
  const kept = new Map<string, ThrottleGateSnapshot>();
  // Read at most once between two changes: React reads far more often than a gate changes.
  const current = new Set<string>();

  return {
    get(lane) {
      const key = lane ? `${lane.action ?? ''}\n${lane.project ?? ''}` : 'all';
      const last = kept.get(key);
      if (last && current.has(key)) return last;

      const next = read(lane);
      const snapshot = last && isSame(last, next) ? last : Object.freeze(next);
      if (!last && kept.size >= maxKept) kept.clear();
      kept.set(key, snapshot);
      current.add(key);
      return snapshot;
    },
    subscribe(listener) {
      // Wrapped, so that one function given twice is called twice, and each ends for itself.
      const entry = { call: listener };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    refresh() {
      current.clear();
      for (const { call } of [...listeners]) call();
    },
  };
}

function isSame(a: ThrottleGateSnapshot, b: ThrottleGateSnapshot): boolean {
  return a.until === b.until && a.waiting === b.waiting && a.attempt === b.attempt;
}
