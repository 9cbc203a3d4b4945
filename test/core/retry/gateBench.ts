import { createThrottleGate, ImmError } from 'imm-error-kit/core';
import { vi } from 'vitest';
import type {
  ThrottleChannel,
  ThrottleGate,
  ThrottleGateOptions,
  ThrottleLocks,
  ThrottleStorage,
} from '../../../src/core/retry/ThrottleGate.js';

/** A service whose answers the test decides one by one. */
export interface FakeService {
  /** Starts one call; it stays open until `settle`. */
  call: () => Promise<string>;
  /** Calls that were sent so far. */
  sent: number;
  open: { answer(): void; refuse(code?: string, retryAfterMs?: number): void; fail(error: unknown): void }[];
  /** What happens to calls that aren't settled by hand. */
  mode: 'by-hand' | 'answer' | 'refuse';
}

export function createService(mode: FakeService['mode'] = 'by-hand'): FakeService {
  const service: FakeService = {
    mode,
    sent: 0,
    open: [],
    call: () => {
      service.sent++;
      return new Promise((resolve, reject) => {
        const refuse = (code = 'Throttling.User', retryAfterMs?: number): void =>
          reject(new ImmError({ code, message: 'project is blocked', retryAfterMs }));
        if (service.mode === 'answer') resolve('answer');
        else if (service.mode === 'refuse') refuse();
        else service.open.push({ answer: () => resolve('answer'), refuse, fail: reject });
      });
    },
  };
  return service;
}

/** Closes a gate's lane with one refused call. */
export async function closeGate(gate: ThrottleGate, code = 'Throttling.User', lane = {}): Promise<void> {
  const message = 'project is blocked';
  await gate.run(() => Promise.reject(new ImmError({ code, message })), lane).catch(() => {});
}

/** Lets promises settle without letting time pass. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

/** The ends that tabs of one browser share. */
export interface FakeBrowser {
  storage: ThrottleStorage & { items: Map<string, string> };
  openTab(options?: ThrottleGateOptions): { gate: ThrottleGate; close(): void; messages: unknown[] };
  /** Drops every message on its way. */
  isDeaf: boolean;
  /** How many tabs listen to the channel. */
  listening(): number;
}

export function createBrowser(): FakeBrowser {
  const items = new Map<string, string>();
  const ports = new Set<(event: { data: unknown }) => void>();
  const line: { callback: () => Promise<void>; isGone: () => boolean; done: (value?: unknown) => void }[] = [];
  let isHeld = false;
  let dropHolder = (): void => {};

  async function grant(): Promise<void> {
    const next = line.shift();
    if (!next || isHeld) return;
    if (next.isGone()) return grant();
    isHeld = true;
    await Promise.race([next.callback().catch(() => {}), new Promise<void>((resolve) => (dropHolder = resolve))]);
    isHeld = false;
    next.done();
    void grant();
  }

  const browser: FakeBrowser = {
    isDeaf: false,
    listening: () => ports.size,
    storage: {
      items,
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
    },
    openTab(options = {}) {
      const messages: unknown[] = [];
      const own = new Set<(event: { data: unknown }) => void>();
      let isGone = false;
      let holds = false;
      const channel: ThrottleChannel = {
        postMessage(message) {
          messages.push(message);
          if (isGone || browser.isDeaf) return;
          for (const port of [...ports]) if (!own.has(port)) port({ data: structuredClone(message) });
        },
        addEventListener(_, listener) {
          ports.add(listener);
          own.add(listener);
        },
        removeEventListener(_, listener) {
          ports.delete(listener);
          own.delete(listener);
        },
      };
      const locks: ThrottleLocks = {
        request: (_, callback) =>
          new Promise((done) => {
            const held = async (): Promise<void> => {
              holds = true;
              await callback();
              holds = false;
            };
            line.push({ callback: held, isGone: () => isGone, done });
            if (!isHeld) void grant();
          }),
      };
      const timers = new Set<ReturnType<typeof setTimeout>>();
      const gate = createThrottleGate({
        key: 'user',
        channel,
        locks,
        storage: browser.storage,
        setTimeout: (callback, ms) => {
          const timer = setTimeout(callback, ms);
          timers.add(timer);
          return timer;
        },
        clearTimeout: (timer) => clearTimeout(timer),
        ...options,
      });
      return {
        gate,
        messages,
        // As a browser does it: no goodbye, timers and listeners are simply gone, locks are free.
        close() {
          isGone = true;
          for (const timer of timers) clearTimeout(timer);
          for (const port of own) ports.delete(port);
          if (holds) dropHolder();
        },
      };
    },
  };
  return browser;
}
