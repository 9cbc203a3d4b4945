import { describe, expect, it } from 'vitest';
import { cleanFacts } from '../../../src/core/parse/cleanFacts.js';

const token = 'CAISqgJ1q6Ft5B2yfSjIr5bhEsrMm7J1';

describe('facts that are cleaned', () => {
  it('keep texts, numbers and what is true', () => {
    const facts = { code: 'Timeout', status: 408, renewed: true, accessDenied: { action: 'imm:GetTask' } };
    expect(cleanFacts(facts)).toEqual(facts);
  });

  it.each([
    ['an empty text', ''],
    ['blanks', ' \n '],
    ['zero', 0],
    ['no number', Number.NaN],
    ['false', false],
    ['nothing', undefined],
    ['null', null],
    ['a function', () => 'x'],
    ['a symbol', Symbol('x')],
    ['a big integer', 1n],
  ])('leave out %s', (_, value) => {
    expect(Object.keys(cleanFacts({ code: value }))).toEqual([]);
  });

  it('leave out what is behind a text that nobody sees', () => {
    expect(cleanFacts({ code: `${'\u200b'.repeat(65_536)}Timeout` })).toEqual({});
    expect(cleanFacts({ code: `${'\u200b'.repeat(65_500)}Timeout ${'x'.repeat(99)}` })).toEqual({ code: 'Timeout' });
  });

  it.each(['requestId', 'resource', 'encodedDiagnosticMessage'])('keep every letter of %s', (name) => {
    expect(cleanFacts({ [name]: token })).toEqual({ [name]: token });
  });

  it.each(['requestIds', 'myrequestId', 'resources', 'message'])('mask what looks like a token in %s', (name) => {
    expect(cleanFacts({ [name]: token })).toEqual({ [name]: '***' });
  });

  it.each([
    ['half a key', 'LTAI5tABCDEFGHIJ'],
    ['half a token', 'AbCdEf0123456789AbCdEf0123456789AbCdEf'],
    ['a long unbroken word', `${token}.`.repeat(200)],
  ])('show no %s where a long text is cut', (_, secret) => {
    for (let shown = 1; shown < Math.min(secret.length, 40); shown++) {
      // Masked whole, so that the cut comes before the end of what is shown.
      const long = `Signature=${'q'.repeat(65_536 - 10 - 1 - shown)} ${secret}`;
      expect(cleanFacts({ message: long })).toEqual({ message: 'Signature=***' });
    }
  });

  it('are no deeper than the values of their parts, and hold none that throws', () => {
    const cycle: Record<string, unknown> = { P: 'ProjectName' };
    cycle['self'] = cycle;
    expect(cleanFacts({ params: cycle })).toEqual({ params: { P: 'ProjectName' } });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(cleanFacts({ code: 'Timeout', params: proxy })).toEqual({ code: 'Timeout', params: {} });
  });

  it('are cut, the message later than the others', () => {
    const long = 'a '.repeat(20_000);
    expect(cleanFacts({ message: long }).message).toHaveLength(15_999);
    expect(cleanFacts({ code: long }).code).toHaveLength(3999);
  });
});
