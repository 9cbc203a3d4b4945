import { ImmError, immCatalog, parseImmError, retryDecision } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';

const luckless = (): number => 1 - Number.EPSILON;
const throttled = new ImmError({ code: 'Throttling.User' });
const timeout = new ImmError({ code: 'Timeout' });

describe('retryDecision', () => {
  it.each(immCatalog.map((row) => ({ label: `${row.pattern} ${row.variant ?? ''}`.trim(), row })))(
    'decides $label by its row',
    ({ row }) => {
      const message = row.pattern === 'Throttling' ? 'The request project is blocked.' : (row.variant ?? '');
      const code = row.pattern.replace(/\{.\}/, 'Name');
      const query = retryDecision(new ImmError({ code, message }), { attempt: 0 });
      const mutation = retryDecision(new ImmError({ code, message }), { attempt: 0, operation: 'mutation' });

      expect(query.retry).toBe(row.retry === 'automatic');
      expect(mutation.retry).toBe(
        row.retry === 'automatic' && row.outcome === 'not-applied' && (row.delayMs ?? 0) <= 30_000,
      );
    },
  );

  it.each([
    { label: 'the first repeat', attempt: 0, retry: true },
    { label: 'the third repeat', attempt: 2, retry: true },
    { label: 'a fourth repeat', attempt: 3, retry: false },
  ])('answers $retry to $label of a row without throttling', ({ attempt, retry }) => {
    expect(retryDecision(timeout, { attempt }).retry).toBe(retry);
  });

  it.each([
    { reason: 'throttled', error: { code: 'Throttling.User' }, options: {} },
    { reason: 'automatic', error: { code: 'Timeout' }, options: {} },
    { reason: 'server-wait', error: { code: 'Throttling.User', retryAfterMs: 2000 }, options: {} },
    { reason: 'server-wait', error: { code: 'Timeout', retryAfterMs: 2000 }, options: {} },
    { reason: 'after-fix', error: { code: 'ResourceNotFound' }, options: {} },
    { reason: 'attempts-used-up', error: { code: 'Timeout' }, options: { attempt: 3 } },
    { reason: 'outcome-unknown', error: { code: 'Timeout' }, options: { operation: 'mutation' } },
    {
      reason: 'wait-too-long',
      error: { code: 'Throttling.User', retryAfterMs: 60_000 },
      options: { operation: 'mutation' },
    },
  ] as const)('says $reason of $error with $options', ({ reason, error, options }) => {
    expect(retryDecision(new ImmError(error), { attempt: 0, ...options }).reason).toBe(reason);
  });

  it('repeats throttled calls without limit', () => {
    expect(retryDecision(throttled, { attempt: 1000 }).retry).toBe(true);
  });

  it.each([
    { attempt: 0, longest: 1000 },
    { attempt: 1, longest: 2000 },
    { attempt: 4, longest: 16_000 },
    { attempt: 5, longest: 20_000 },
    { attempt: 5000, longest: 20_000 },
  ])('waits between 0 and $longest ms before repeat $attempt', ({ attempt, longest }) => {
    expect(retryDecision(throttled, { attempt, random: () => 0 }).delayMs).toBe(0);
    expect(retryDecision(throttled, { attempt, random: () => 0.5 }).delayMs).toBe(longest / 2);
    expect(retryDecision(throttled, { attempt, random: luckless }).delayMs).toBe(longest);
  });

  it.each([
    { label: 'of a few seconds', retryAfterMs: 4321 },
    { label: 'of a whole day', retryAfterMs: 24 * 3_600_000 },
  ])('takes a wait $label that the service names', ({ retryAfterMs }) => {
    const error = new ImmError({ code: 'Throttling.User', retryAfterMs });

    expect(retryDecision(error, { attempt: 0 })).toEqual({ retry: true, delayMs: retryAfterMs, reason: 'server-wait' });
    expect(retryDecision(error, { attempt: 3, random: () => 0.5 })).toMatchObject({ delayMs: retryAfterMs });
  });

  it.each([
    { code: 'Throttling.User', attempt: 0, delayMs: 1 },
    { code: 'Throttling.User', attempt: 1, delayMs: 1000 },
    { code: 'Throttling.User', attempt: 500, delayMs: 10_000 },
    { code: 'Timeout', attempt: 2, delayMs: 1 },
  ])('waits $delayMs ms before repeat $attempt of $code though 1 ms was named', ({ code, attempt, delayMs }) => {
    const error = new ImmError({ code, retryAfterMs: 1 });

    expect(retryDecision(error, { attempt, random: () => 0.5 })).toEqual({
      retry: true,
      delayMs,
      reason: 'server-wait',
    });
  });

  it.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY, 1e12])('disbelieves a named wait of %d ms', (retryAfterMs) => {
    const error = new ImmError({ code: 'Throttling.User', retryAfterMs });

    expect(retryDecision(error, { attempt: 0, random: () => 0.5 }).delayMs).toBe(500);
  });

  it.each([
    { label: 'repeats a mutation that waits 30 s', retryAfterMs: 30_000, retry: true },
    { label: 'leaves a mutation that waits longer to the person', retryAfterMs: 30_001, retry: false },
  ])('$label', ({ retryAfterMs, retry }) => {
    const error = new ImmError({ code: 'Throttling.User', retryAfterMs });

    expect(retryDecision(error, { attempt: 0, operation: 'mutation' })).toMatchObject({ retry, delayMs: retryAfterMs });
  });

  it('takes a count of repeats that is no number for a high one', () => {
    const options = { attempt: Number.NaN, random: () => 0.5 };

    expect(retryDecision(throttled, options)).toEqual({ retry: true, delayMs: 10_000, reason: 'throttled' });
    expect(retryDecision(timeout, options)).toMatchObject({ retry: false, reason: 'attempts-used-up' });
  });

  it('repeats a mutation of unknown outcome only if that does no harm', () => {
    expect(retryDecision(timeout, { attempt: 0, operation: 'mutation' })).toMatchObject({
      retry: false,
      reason: 'outcome-unknown',
    });
    expect(retryDecision(timeout, { attempt: 0, operation: 'mutation', idempotent: true }).retry).toBe(true);
    expect(retryDecision(parseImmError(timeout, { operation: 'mutation' }), { attempt: 0 }).reason).toBe(
      'outcome-unknown',
    );
  });

  it.each([
    { label: 'a throttled task', thrown: { Status: 'Failed', Code: 'Throttling.User', TaskId: 't' }, reason: 'manual' },
    { label: 'a task that timed out', thrown: { Status: 'Failed', Code: 'Timeout', TaskId: 't' }, reason: 'manual' },
    { label: 'an item of a batch', thrown: { URI: 'oss://b/k', ErrorCode: 'InternalError' }, reason: 'manual' },
    { label: 'a task to be mended', thrown: { Status: 'Failed', Code: 'ResourceNotFound' }, reason: 'after-fix' },
  ])('never repeats $label that failed inside a success', ({ thrown, reason }) => {
    expect(retryDecision(thrown, { attempt: 0 })).toMatchObject({ retry: false, reason });
    expect(retryDecision(thrown, { attempt: 0, operation: 'mutation', idempotent: true }).retry).toBe(false);
  });

  it.each([null, undefined, 'text', 42, {}, Symbol('thrown')])('takes %s without throwing', (thrown) => {
    expect(retryDecision(thrown, { attempt: 0 }).retry).toBe(false);
  });
});
