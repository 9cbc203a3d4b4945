import { describe, expect, it } from 'vitest';
import type { ImmErrorFacts } from '../../../src/core/ImmError.js';
import { put } from '../../../src/core/parse/put.js';

function factsOf(key: string, value: unknown): ImmErrorFacts {
  const facts: ImmErrorFacts = {};
  put(facts, key, value);
  return facts;
}

describe('what a property tells', () => {
  it.each([
    ['Code', 'Timeout', { code: 'Timeout' }],
    ['code', 404, { status: 404 }],
    ['code', '200', { status: 200 }],
    ['code', 599, { status: 599 }],
    ['code', 600, {}],
    ['code', 99, {}],
    ['Status', 'Failed', { origin: 'task' }],
    ['Status', 'Succeeded', {}],
    ['URI', 'oss://bucket/key', { origin: 'item' }],
    ['retryAfter', '1500', { retryAfterMs: 1500 }],
    ['retryAfter', 1499.2, { retryAfterMs: 1500 }],
    ['retryAfter', 0, {}],
    ['retryAfter', -5, {}],
    ['retryAfter', '86400000', { retryAfterMs: 86_400_000 }],
    ['retryAfter', '86400001', {}],
    ['url', 'https://imm.aliyuncs.com/?Action=GetTask&x=1', { action: 'GetTask' }],
    ['url', 'https://imm.aliyuncs.com/', {}],
    ['Date', 'Mon, 23 Nov 2026 10:00:00 GMT', { serverTime: Date.UTC(2026, 10, 23, 10) }],
    ['Date', 'yesterday', {}],
    ['AuthAction', 'imm:GetTask', { accessDenied: { action: 'imm:GetTask' } }],
    ['RequestId', 'undefined', {}],
    ['RequestId', 'null', {}],
    ['RequestId', '%s', {}],
    ['RequestId', '   ', {}],
    ['RequestId', true, {}],
    ['RequestId', 7, { requestId: '7' }],
    ['Unheard', 'x', {}],
  ])('%s of %s', (key, value, facts) => {
    expect(factsOf(key, value)).toEqual(facts);
  });

  it('is cut where it is too long, and shows no half of a word', () => {
    const words = 'a '.repeat(32_760).trimEnd();
    const longest = 'a'.repeat(65_536);
    expect(factsOf('Message', longest)).toEqual({ message: longest });
    expect(factsOf('Message', `${words} half-a-token-and-more`)).toEqual({ message: words });
    // No word is that long.
    expect(factsOf('Message', 'a'.repeat(70_000))).toEqual({ message: 'a'.repeat(61_440) });
  });

  it('counts the first of its kind', () => {
    const facts: ImmErrorFacts = { code: 'Timeout' };
    put(facts, 'errorCode', 'Other');
    expect(facts).toEqual({ code: 'Timeout' });
  });

  it.each([
    ['data', {}, false],
    ['data', [], false],
    ['data', 'text', false],
    ['data', '', true],
    ['data', null, true],
    ['Message', '{"Code":"x"}', false],
    ['Message', '<html></html>', false],
    ['Message', '<b>x</b>', true],
    ['Message', 'x', true],
    ['Code', '<b>x</b>', false],
    ['Unheard', {}, true],
  ])('%s of %o tells all there is to find: %s', (key, value, isAll) => {
    expect(put({}, key, value)).toBe(isAll);
  });
});
