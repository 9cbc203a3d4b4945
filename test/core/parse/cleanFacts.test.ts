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
    expect(cleanFacts({ code: `${'\u200b'.repeat(65_535)}Timeout` })).toEqual({ code: 'T' });
  });

  it.each(['requestId', 'resource', 'encodedDiagnosticMessage'])('keep every letter of %s', (name) => {
    expect(cleanFacts({ [name]: token })).toEqual({ [name]: token });
  });

  it.each(['requestIds', 'myrequestId', 'resources', 'message'])('mask what looks like a token in %s', (name) => {
    expect(cleanFacts({ [name]: token })).toEqual({ [name]: '***' });
  });

  it('are cut, the message later than the others', () => {
    const long = 'a '.repeat(20_000);
    expect(cleanFacts({ message: long }).message).toHaveLength(15_999);
    expect(cleanFacts({ code: long }).code).toHaveLength(3999);
  });
});
