import { act, configure, getConfig } from '@testing-library/react';

/** Time that stands still until a test moves it. */
export interface ImmFakeClock {
  /** The time it shows, in ms since the epoch. */
  now(): number;
  /**
   * Moves time on. Whatever falls due on the way runs in its order, and React, promises and answers of MSW are let finish
   * after each step, so that what was drawn is what a person would see by then.
   */
  advance(ms: number): Promise<void>;
  /** Gives the real time back, unless another clock has taken its place. Timers that are left never fire. */
  uninstall(): void;
}

interface FakeTimer {
  dueAt: number;
  run(): void;
}

let installed: ImmFakeClock | undefined;

/**
 * Stops the clock for countdowns, gates and retries: replaces `Date`, `setTimeout` and `clearTimeout`.
 *
 * Needs no help of a test runner, and none of yours: time-outs of 0 ms and intervals stay real, so `user-event`, MSW and
 * `findBy…` work as ever. Uninstall it after each test. Another one takes its place.
 *
 * @param now where it starts. @default the present, at its next full second, since countdowns tick at full seconds
 *
 * @example
 * const clock = installFakeClock();
 * await clock.advance(3000);
 * clock.uninstall();
 */
export function installFakeClock(now?: number): ImmFakeClock {
  // What this one puts back in the end has to be the real time.
  installed?.uninstall();
  const globals = { Date, setTimeout, clearTimeout };
  // A browser's own refuse to be called as methods of anything but the window.
  const real = {
    Date,
    setTimeout: setTimeout.bind(globalThis),
    clearTimeout: clearTimeout.bind(globalThis),
  };
  const { asyncWrapper } = getConfig();
  const timers = new Map<unknown, FakeTimer>();
  // Set while `findBy…` or `waitFor` sets its time limit, which has to pass in real time.
  let limits: ReturnType<typeof setTimeout>[] | undefined;
  let time = now ?? Math.ceil(Date.now() / 1000) * 1000;

  // Not a class of its own: dates that were made before, or elsewhere, are dates as well, and `Date()` is a text.
  const FakeDate = new Proxy(real.Date, {
    construct: (target, parts, newTarget) => Reflect.construct(target, parts.length > 0 ? parts : [time], newTarget),
    apply: (target) => new target(time).toString(),
    get: (target, key) => (key === 'now' ? showTime : Reflect.get(target, key)),
  });

  function showTime(): number {
    return time;
  }

  function fakeSetTimeout(callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): unknown {
    if (!(ms > 0)) return real.setTimeout(callback, ms, ...args);

    // Node's handles are objects with `unref`, a browser's are numbers; nobody needs this one to keep a process alive.
    // Node's own `fetch` has one timer for all of its time limits, and calls its `refresh` again and again.
    const handle = { ref: () => handle, unref: () => handle, hasRef: () => false, refresh: arm };
    const fire = (): void => {
      if (timers.delete(handle)) callback(...args);
    };
    limits?.push(real.setTimeout(fire, ms));
    return arm();

    function arm(): unknown {
      // A number even where it was told as a text, which `+` would join.
      timers.set(handle, { dueAt: time + Number(ms), run: fire });
      return handle;
    }
  }

  function fakeClearTimeout(handle?: ReturnType<typeof setTimeout>): void {
    if (!timers.delete(handle)) real.clearTimeout(handle);
  }

  async function withLimits<T>(wait: () => Promise<T>): Promise<T> {
    const own: ReturnType<typeof setTimeout>[] = [];
    try {
      return await asyncWrapper(() => {
        limits = own;
        const waiting = wait();
        limits = undefined;
        return waiting;
      });
    } finally {
      limits = undefined;
      for (const limit of own) real.clearTimeout(limit);
    }
  }

  async function advance(ms: number): Promise<void> {
    const end = time + ms;
    await settle();
    for (let next = nextTimer(end); next; next = nextTimer(end)) {
      const { dueAt, run } = next;
      time = Math.max(time, dueAt);
      await settle(run);
    }
    time = end;
  }

  function nextTimer(end: number): FakeTimer | undefined {
    const due = [...timers.values()].filter((timer) => timer.dueAt <= end);
    return due.sort((a, b) => a.dueAt - b.dueAt)[0];
  }

  // In a step of its own each, so that an effect that the first timer caused can set the second. TanStack Query and MSW
  // hop from task to task before they are done.
  async function settle(step?: () => void): Promise<void> {
    await act(async () => {
      step?.();
      for (let hop = 0; hop < 5; hop += 1) await new Promise((resolve) => real.setTimeout(resolve, 0));
    });
  }

  // Types of the globals have more overloads than anyone calls.
  Object.assign(globalThis, { Date: FakeDate, setTimeout: fakeSetTimeout, clearTimeout: fakeClearTimeout });
  configure({ asyncWrapper: withLimits });

  const clock: ImmFakeClock = {
    now: showTime,
    advance,
    uninstall() {
      if (installed !== clock) return;
      installed = undefined;
      Object.assign(globalThis, globals);
      configure({ asyncWrapper });
      timers.clear();
    },
  };
  installed = clock;
  return clock;
}
