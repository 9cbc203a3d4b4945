import { afterEach, describe, expect, it, vi } from 'vitest';
import { factOf } from '../../../src/core/parse/spellings.js';

afterEach(() => vi.restoreAllMocks());

describe('the name of a property', () => {
  it.each([
    ['RegionId', 'regionId'],
    ['x-acs-request-id', 'requestId'],
    ['error_code', 'code'],
    ['responseData', 'within'],
    ['EncodedDiagnosticInfo', 'accessDenied.encodedDiagnosticMessage'],
    // By number, the console gateway lists answers to several calls.
    ['0', 'within'],
    ['12', 'within'],
    ['1x', undefined],
    ['x1', undefined],
    ['constructor', undefined],
    ['', undefined],
    ['undefined', undefined],
    // Nobody writes so long a name for one of these: it isn't taken apart.
    [`${'-'.repeat(26)}code`, 'code'],
    [`${'-'.repeat(27)}code`, undefined],
  ])('"%s" tells %s', (name, fact) => {
    expect(factOf(name)).toBe(fact);
  });

  it('is taken apart once, for a few hundred names', () => {
    const lowerCased = vi.spyOn(String.prototype, 'toLowerCase');
    factOf('MeSsAgE');
    factOf('MeSsAgE');
    expect(lowerCased).toHaveBeenCalledOnce();

    for (let letters = 0; letters < 512; letters++) factOf(withCapitals('errorcode', letters));
    lowerCased.mockClear();
    factOf('ERRORMESSAGE');
    factOf('ERRORMESSAGE');
    expect(lowerCased).toHaveBeenCalledTimes(2);
  });

  it('is not remembered where it tells nothing', () => {
    const lowerCased = vi.spyOn(String.prototype, 'toLowerCase');
    factOf('Nothing');
    factOf('Nothing');
    expect(lowerCased).toHaveBeenCalledTimes(2);
  });
});

/** The same letters, those in capitals whose bit is set. */
function withCapitals(text: string, bits: number): string {
  return [...text].map((letter, index) => (bits & (1 << index) ? letter.toUpperCase() : letter)).join('');
}
