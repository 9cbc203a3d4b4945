import { ImmError, type ImmErrorCategory, immCatalog, retryDecision } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';
import { otherRows } from '../../../src/core/catalog/otherRows.js';
import { outcomeOf } from '../../../src/core/retry/outcomeOf.js';

describe('outcomeOf', () => {
  it.each<[ImmErrorCategory, ReturnType<typeof outcomeOf>]>([
    ['throttling', 'refused'],
    ['validation', 'answered'],
    ['not-found', 'answered'],
    ['conflict', 'answered'],
    ['permission', 'answered'],
    ['credentials', 'answered'],
    ['account', 'answered'],
    ['quota', 'answered'],
    ['request', 'answered'],
    ['network', 'unknown'],
    ['timeout', 'unknown'],
    ['aborted', 'unknown'],
    ['unavailable', 'unknown'],
    ['unknown', 'unknown'],
  ])('takes a failure of the category %s for %s', (category, outcome) => {
    expect(outcomeOf({ category })).toBe(outcome);
  });

  it.each(['task', 'item'] as const)('takes a %s that was throttled inside a success for answered', (origin) => {
    expect(outcomeOf({ category: 'throttling', origin })).toBe('answered');
    expect(outcomeOf({ category: 'timeout', origin })).toBe('answered');
  });

  // A gate holds the others back until a refused request is answered: one that is not repeated would never be.
  it.each([...immCatalog, ...otherRows].map((row) => [`${row.pattern} ${row.variant ?? ''}`.trim(), row] as const))(
    'takes %s for refused only if it is repeated without limit',
    (_, row) => {
      const message = row.pattern === 'Throttling' ? 'The request project is blocked.' : (row.variant ?? '');
      const error = new ImmError({ code: row.pattern.replace(/\{.\}/, 'Name'), message });

      expect(outcomeOf(error) === 'refused').toBe(retryDecision(error, { attempt: 1000 }).retry);
    },
  );
});
