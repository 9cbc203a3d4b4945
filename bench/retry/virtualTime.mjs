/** Time that passes only when nothing is left to do: the same seed gives the same run, to the last digit. */
export function createVirtualTime() {
  const heap = [];
  let count = 0;
  let now = 0;

  return {
    now: () => now,
    /** Calls back at a moment. Returns what cancels it. */
    at(time, callback) {
      const entry = { time: Math.max(time, now), order: count++, callback };
      push(entry);
      return () => {
        entry.callback = undefined;
      };
    },
    async run(isDone = () => false) {
      while (heap.length && !isDone()) {
        const { time, callback } = pop();
        if (!callback) continue;
        now = time;
        callback();
        // Promises settle between two moments, as they do between two tasks of a browser. One macrotask lets every
        // microtask that the callback started run, however long their chain.
        if (!heap.length || heap[0].time > now) await new Promise(setImmediate);
      }
    },
  };

  function isBefore(a, b) {
    return a.time < b.time || (a.time === b.time && a.order < b.order);
  }

  function push(entry) {
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isBefore(heap[parent], entry)) break;
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = entry;
  }

  function pop() {
    const [first] = heap;
    const last = heap.pop();
    if (!heap.length) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
      if (isBefore(last, heap[child])) break;
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

/** A seeded generator of numbers from 0 to below 1 (mulberry32). */
export function createRandom(seed) {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Puts virtual time and seeded chance in place of the globals, for what can't be given its own. Returns what undoes it. */
export function virtualGlobals(time, random) {
  const { setTimeout, clearTimeout } = globalThis;
  const { now } = Date;
  const { random: genuine } = Math;
  // Far from 0, as a clock is: some take 0 for "never".
  const epoch = 1_800_000_000_000;
  Object.assign(globalThis, {
    setTimeout: (callback, ms = 0) => time.at(time.now() + Math.max(0, ms), callback),
    clearTimeout: (cancel) => cancel?.(),
  });
  Date.now = () => epoch + time.now();
  Math.random = random;
  return () => {
    Object.assign(globalThis, { setTimeout, clearTimeout });
    Date.now = now;
    Math.random = genuine;
  };
}
