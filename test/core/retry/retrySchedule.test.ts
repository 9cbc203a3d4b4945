import { describe, expect, it } from 'vitest';
import { recordSchedule, scheduleOf } from '../../../src/core/retry/retrySchedule.js';

describe('scheduleOf', () => {
  it('finds what was recorded for the same error', () => {
    const error = new Error('failed');
    recordSchedule(error, { at: 1000, attempt: 2, maxAttempts: 3 });

    expect(scheduleOf(error)).toEqual({ at: 1000, attempt: 2, maxAttempts: 3 });
    expect(scheduleOf(new Error('failed'))).toBeUndefined();
  });

  it('finds what was recorded for a thrown function', () => {
    const thrown = (): void => {};
    recordSchedule(thrown, { at: 1000, attempt: 1 });

    expect(scheduleOf(thrown)).toEqual({ at: 1000, attempt: 1 });
  });

  it.each([null, undefined, 'thrown text', 1])('knows nothing of %s', (thrown) => {
    recordSchedule(thrown, { at: 1000, attempt: 1 });

    expect(scheduleOf(thrown)).toBeUndefined();
  });
});
