import { describe, expect, it } from 'vitest';
import { errnoOf, isBelowHttp, networkCode } from '../../../src/core/parse/network.js';

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
    ['AbortError', undefined, 'AbortError'],
    ['Error', 'CancelledError', 'AbortError'],
    ['Error', 'AbortError: The user aborted a request.', 'AbortError'],
    [undefined, 'CanceledError: canceled', 'AbortError'],
    ['RequestTimeoutError', 'ReadTimeout(3000).', 'TimeoutError'],
    ['Error', 'TimeoutError: too late', 'TimeoutError'],
    ['TypeError', 'NetworkError when attempting to fetch resource.', 'NetworkError'],
    ['FetcherErrorNetwork', undefined, 'NetworkError'],
    ['Error', 'Not loaded: NetworkError when attempting to fetch resource.', 'NetworkError'],
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
    // Bugs that only name what they handle.
    ['ReferenceError', 'AbortError is not defined'],
    ['TypeError', 'TimeoutError is not a constructor'],
    ['TypeError', "Cannot read properties of undefined (reading 'NetworkError')"],
    ['Error', 'Order 5: cancelled'],
    ['Error', 'Upload: cancelled'],
    ['Error', 'uncancelled'],
    ['Error', 'Saving failed: AbortError: too late'],
  ])('is none by the name %s and the text "%s"', (name, message) => {
    expect(networkCode(name, message)).toBeUndefined();
  });
});

describe('a code', () => {
  it.each([
    'AbortError',
    'TimeoutError',
    'NetworkError',
    'ChunkLoadError',
    'ERR_INTERNET_DISCONNECTED',
    'ECONNREFUSED',
    'ECONNABORTED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EPIPE',
    'ETIMEDOUT',
    'ESOCKETTIMEDOUT',
  ])('%s tells of what failed below HTTP', (code) => {
    expect(isBelowHttp(code)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'UnreadableAnswer',
    'InternalError',
    'LimitExceededError',
    'Timeout',
    'EntityTooLarge',
    'MyAbortError',
    'ECONNREFUSED.x',
    // A back end's own, and no errno.
    'EXPIRED',
    'ERROR',
    'EXISTS',
    'EXTERNAL_ERROR',
  ])('%s tells of none', (code) => {
    expect(isBelowHttp(code)).toBe(false);
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
