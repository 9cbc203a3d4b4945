/** Where a request belongs: what is throttled by action or by project closes only that lane. */
export interface ThrottleGateLane {
  /** The API operation, such as `CreateProject`. */
  action?: string | undefined;
  /** The IMM project that the request is about. */
  project?: string | undefined;
}

/** What waits at a gate. The same object until something changes, as `useSyncExternalStore` asks. */
export interface ThrottleGateSnapshot {
  /** When the next request is sent, in ms since the epoch; absent where none is scheduled. */
  readonly until?: number | undefined;
  /** How many requests of this tab wait. */
  readonly waiting: number;
  /** Which repeat comes next, counted from 1; 0 where nothing was refused. */
  readonly attempt: number;
}

/** What is known of a task that waits at the gate. */
export interface ThrottleGateRunOptions extends ThrottleGateLane {
  /** Gives the wait up; the task itself has to listen for it, too. */
  signal?: AbortSignal | undefined;
  /**
   * How long the request waits by itself, in ms, a sleep of the computer included. If its turn is later, or does not come
   * in time, it is rejected as by `stop`. Without it the request waits until it may go.
   */
  maxWaitMs?: number | undefined;
  /**
   * Rejects at once with the last refusal, if the turn comes later than this, in ms. For a first try that is repeated by
   * itself: it can be shown then what the request waits for. Without it nothing is told.
   */
  tellAfterMs?: number | undefined;
}

/** The one place where all throttled requests of a user wait, over all tabs. */
export interface ThrottleGate {
  /**
   * Waits for its turn, runs the task and learns from its outcome.
   *
   * With no recent refusal the task starts at once, before `run` returns.
   * Rejects with what the task threw. A refused task isn't repeated here: call `run` again, and it waits in line.
   * Rejects with the signal's reason if aborted while waiting, with the last refusal after `stop`.
   */
  run<T>(task: () => T | PromiseLike<T>, options?: ThrottleGateRunOptions): Promise<T>;
  /** What a request of this lane meets; without a lane, the whole gate. */
  getSnapshot(lane?: ThrottleGateLane): ThrottleGateSnapshot;
  /**
   * Calls back after each change of a snapshot; with a lane, after each change of its deadline or attempt, but not for each
   * request that joins or leaves the line. Returns the function that ends it.
   */
  subscribe(listener: () => void, lane?: ThrottleGateLane): () => void;
  /** Sends the next request now instead of at its deadline. */
  runNow(lane?: ThrottleGateLane): void;
  /** Rejects all that wait, with the last refusal; `immQueryDefaults` doesn't repeat it. */
  stop(lane?: ThrottleGateLane): void;
  /** Stops all that wait and lets go of timers, channel and locks. Later tasks start at once. */
  dispose(): void;
}

/** `BroadcastChannel`, as far as it is used. */
export interface ThrottleChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  removeEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/** `localStorage`, as far as it is used. */
export interface ThrottleStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** `navigator.locks`, as far as it is used. */
export interface ThrottleLocks {
  request(name: string, callback: () => Promise<void>): Promise<unknown>;
}

/** What of a gate can be chosen. What it is not given, it does without. */
export interface ThrottleGateOptions {
  /** Whose limit it is, such as the account and user; tabs with the same key share. @default '' */
  key?: string | undefined;
  /** The clock, in ms since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** @default the global `setTimeout`, at the time of the call */
  setTimeout?: ((callback: () => void, ms: number) => unknown) | undefined;
  /** @default the global `clearTimeout`, at the time of the call */
  clearTimeout?: ((timer: never) => void) | undefined;
  /** A number from 0 to below 1, for jitter. @default Math.random */
  random?: (() => number) | undefined;
  /** Tells the user's other tabs; without it each tab learns for itself. */
  channel?: ThrottleChannel | undefined;
  /** Remembers across reloads, for 10 minutes. */
  storage?: ThrottleStorage | undefined;
  /** Lets one tab send at a time; without it tabs agree as well as the channel and the storage allow. */
  locks?: ThrottleLocks | undefined;
  /** Whether the tab is hidden: its timers are late, so its requests wait until it is shown. */
  isHidden?: (() => boolean) | undefined;
  /** Calls back when the tab is hidden or shown. Returns the function that ends it. */
  onVisibilityChange?: ((listener: () => void) => () => void) | undefined;
}
