import { createThrottleGate, immQueryDefaults, withGate } from 'imm-error-kit/core';
import { describe, expect, it, vi } from 'vitest';
import { marksOf } from '../../../src/core/retry/marks.js';
import { markStopped } from '../../../src/core/retry/stoppedErrors.js';

type Core = typeof import('imm-error-kit/core');

async function secondCopy(): Promise<Core> {
  vi.resetModules();
  return await import('imm-error-kit/core');
}

describe('what is remembered of an error', () => {
  it('is known to another copy of the package, as where a shell has the QueryClient and a part of the page the gate', async () => {
    const other = await secondCopy();
    expect(other.withGate).not.toBe(withGate);
    const refused = await withGate(() => Promise.reject({ code: 'Throttling.User' }), createThrottleGate())().catch(
      (thrown: unknown) => thrown,
    );

    expect(other.immQueryDefaults().queries.retryDelay(3, refused)).toBe(0);
    expect(immQueryDefaults().queries.retryDelay(3, refused)).toBe(0);
  });

  it('tells another copy that the person has stopped the repeats', async () => {
    const error = {};
    markStopped(error);
    vi.resetModules();
    const other = await import('../../../src/core/retry/stoppedErrors.js');
    expect(other.markStopped).not.toBe(markStopped);

    expect(other.wasStopped(error)).toBe(true);
  });

  it('keeps another copy from repeating what the person has stopped', async () => {
    const other = await secondCopy();
    const gate = createThrottleGate();
    const refused = withGate(() => Promise.reject({ code: 'Throttling.User' }), gate)().catch(
      (error: unknown) => error,
    );
    // While it is on its way: once it is refused, it would wait to be repeated.
    gate.stop();

    for (const { mutations } of [other.immQueryDefaults(), immQueryDefaults()]) {
      expect(mutations.retry(0, await refused)).toBe(false);
    }
    const repeated = await withGate(() => Promise.reject({ code: 'Throttling.Api' }), gate, { action: 'A' })().catch(
      (error: unknown) => error,
    );
    expect(other.immQueryDefaults().mutations.retry(0, repeated)).toBe(true);
  });

  it('is kept where the page lets nobody add to its global object', async () => {
    const { defineProperty } = Object;
    const key = Symbol.for('imm-error-kit.marks');
    const before = Reflect.get(globalThis, key);
    Reflect.deleteProperty(globalThis, key);
    defineProperty(globalThis, key, { get: () => undefined, configurable: true });
    vi.resetModules();
    const { mark, marksOf: ownMarksOf } = await import('../../../src/core/retry/marks.js');
    defineProperty(globalThis, key, { value: before, writable: true, configurable: true });
    const error = {};
    mark(error, { isStopped: true });

    expect(ownMarksOf(error)).toEqual({ isStopped: true });
    expect(marksOf(error)).toEqual({});
  });
});
