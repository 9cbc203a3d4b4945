import { describe, expect, it } from 'vitest';
import { errnoOf, networkCode } from '../../../src/core/parse/network.js';

describe('what failed below HTTP', () => {
  it.each([
    ['TypeError', 'Failed to fetch', 'NetworkError'],
    [undefined, 'Failed to fetch', 'NetworkError'],
    ['TypeError', 'cancelled', 'AbortError'],
    ['TypeError', 'The request timed out.', 'TimeoutError'],
    ['TypeError', 'terminated', 'NetworkError'],
    ['Error', 'aborted', 'NetworkError'],
    ['Error', 'The value is not a object', 'UnreadableAnswer'],
    ['SyntaxError', 'Unexpected token', 'UnreadableAnswer'],
  ])('is known by the name %s and the text "%s"', (name, message, code) => {
    expect(networkCode(name, message)).toBe(code);
  });

  it.each([
    [undefined, undefined],
    ['Error', 'We failed to fetch your pets'],
    ['Error', 'cancelled by the shop'],
    ['Error', 'The request timed out. Three times.'],
    ['Error', 'terminated by its owner'],
    ['Error', 'aborted by its owner'],
    ['MyError', 'The value is not a object'],
    ['Error', `${' '.repeat(500)}NetworkError`],
  ])('is none by the name %s and the text "%s"', (name, message) => {
    expect(networkCode(name, message)).toBeUndefined();
  });
});

describe('an errno', () => {
  it.each([
    ['ECONNREFUSED', 'ECONNREFUSED'],
    ['EAI_AGAIN', 'EAI_AGAIN'],
    ['ResourceNotFound', 'ResourceNotFound'],
    ['UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT'],
    ['ERR_NETWORK', 'ECONNRESET'],
    ['UND_ERR_SOCKET', 'ECONNRESET'],
    ['ERR_BAD_REQUEST', undefined],
    ['MY_ERR_NETWORK', undefined],
    ['ERR_NETWORK_CHANGED', undefined],
    ['0', undefined],
    ['200', undefined],
    ['-32600', undefined],
    ['OK', undefined],
    ['Success', undefined],
  ])('%s is known as %s', (code, known) => {
    expect(errnoOf(code)).toBe(known);
  });
});
