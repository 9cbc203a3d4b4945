/** A request that waits for its turn. */
export interface Waiter {
  /**
   * Runs the task, after `onGo`, and settles the caller's promise; fails instead if it has waited too long. Resolves when
   * its outcome is known; never rejects.
   */
  go(onGo: () => void): Promise<void>;
  fail(error: unknown): void;
}

interface Line {
  lanes: readonly string[];
  /** By the order in which they came. */
  waiters: Map<number, Waiter>;
}

/**
 * Requests in the order they came, one line for each combination of lanes, so that the deadline of one holds no other up. A
 * request in the air does, for a few seconds at most: one goes at a time, whichever its lanes.
 */
export interface WaitingLines {
  /** Returns what takes the waiter out again. */
  join(lanes: readonly string[], waiter: Waiter): () => void;
  /** The line whose head may go first; of two with the same deadline, the one whose head came first. */
  next(
    dueOf: (lanes: readonly string[]) => number | undefined,
    matches?: (lanes: readonly string[]) => boolean,
  ): { lanes: readonly string[]; due: number } | undefined;
  take(lanes: readonly string[]): Waiter | undefined;
  takeAll(lanes: readonly string[]): Waiter[];
  /** The combinations of lanes for which anybody waits. */
  lanes(): (readonly string[])[];
  count(lanes: readonly string[]): number;
  /** How many wait, by lane. */
  counts(): ReadonlyMap<string, number>;
}

export function createWaitingLines(): WaitingLines {
  const lines = new Map<string, Line>();
  let counts = new Map<string, number>();
  let order = 0;

  return {
    join(lanes, waiter) {
      const line = lines.get(keyOf(lanes)) ?? { lanes, waiters: new Map() };
      lines.set(keyOf(lanes), line);
      const place = order++;
      line.waiters.set(place, waiter);
      counted(lanes, 1);
      return () => void remove(line, place);
    },
    next(dueOf, matches) {
      let best: { lanes: readonly string[]; due: number } | undefined;
      let bestPlace = 0;
      for (const { lanes, waiters } of lines.values()) {
        if (matches && !matches(lanes)) continue;
        // Lanes that were forgotten while the tab was hidden: due, but not all at once, or they'd be the next burst.
        const due = dueOf(lanes) ?? Number.NEGATIVE_INFINITY;
        const place = waiters.keys().next().value ?? 0;
        if (best && (due > best.due || (due === best.due && place > bestPlace))) continue;
        best = { lanes, due };
        bestPlace = place;
      }
      return best;
    },
    take(lanes) {
      const line = lines.get(keyOf(lanes));
      const place = line?.waiters.keys().next().value;
      return line && place !== undefined ? remove(line, place) : undefined;
    },
    takeAll(lanes) {
      const line = lines.get(keyOf(lanes));
      if (!line) return [];
      const waiters = [...line.waiters.values()];
      counted(lanes, -waiters.length);
      lines.delete(keyOf(lanes));
      line.waiters.clear();
      return waiters;
    },
    lanes: () => [...lines.values()].map(({ lanes }) => lanes),
    count: (lanes) => lines.get(keyOf(lanes))?.waiters.size ?? 0,
    counts: () => counts,
  };

  function remove(line: Line, place: number): Waiter | undefined {
    const waiter = line.waiters.get(place);
    if (!waiter) return undefined;
    line.waiters.delete(place);
    if (!line.waiters.size) lines.delete(keyOf(line.lanes));
    counted(line.lanes, -1);
    return waiter;
  }

  function counted(lanes: readonly string[], change: number): void {
    counts = new Map(counts);
    for (const lane of lanes) {
      const count = (counts.get(lane) ?? 0) + change;
      if (count > 0) counts.set(lane, count);
      else counts.delete(lane);
    }
  }
}

function keyOf(lanes: readonly string[]): string {
  return lanes.join('\n');
}
