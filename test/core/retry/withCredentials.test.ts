import { withCredentials } from 'imm-error-kit/core';
import { describe, expect, it, vi } from 'vitest';
import type { CredentialRefresh, CredentialRunOptions } from '../../../src/core/retry/createCredentialRefresh.js';

/** Credentials that are good, and what they were told of each request. */
function createCredentials() {
  const told: CredentialRunOptions[] = [];
  const credentials: Pick<CredentialRefresh, 'run'> = {
    run: async (task, options = {}) => {
      told.push(options);
      return task();
    },
  };
  return { credentials, told };
}

const context = { queryKey: ['projects'], signal: new AbortController().signal };

describe('withCredentials', () => {
  it('hands every argument on, and the answer back', async () => {
    const fn = vi.fn((name: string, size: number) => `${name} ${size}`);

    expect(await withCredentials(fn, createCredentials().credentials)('films', 3)).toBe('films 3');
  });

  it.each([
    { label: 'a query’s context', input: context, operation: 'query', signal: context.signal },
    { label: 'variables', input: { name: 'films' }, operation: 'mutation', signal: undefined },
    { label: 'nothing', input: undefined, operation: 'mutation', signal: undefined },
    { label: 'null', input: null, operation: 'mutation', signal: undefined },
    { label: 'a query’s key alone', input: { queryKey: ['projects'] }, operation: 'mutation', signal: undefined },
  ])('takes a function that is given $label for a $operation', async ({ input, operation, signal }) => {
    const { credentials, told } = createCredentials();
    await withCredentials((_: unknown) => 'answer', credentials)(input);

    expect(told).toEqual([{ operation, signal, idempotent: undefined }]);
  });

  it('believes its caller about what the function does', async () => {
    const { credentials, told } = createCredentials();
    await withCredentials((_: unknown) => 'answer', credentials, { operation: 'query', idempotent: true })('films');

    expect(told).toMatchObject([{ operation: 'query', idempotent: true }]);
  });

  it('leaves the signal unread until somebody has to wait', async () => {
    const read = vi.fn(() => context.signal);
    const watched = Object.defineProperty({ queryKey: ['projects'] }, 'signal', { get: read });
    const { credentials, told } = createCredentials();
    await withCredentials((_: unknown) => 'answer', credentials)(watched);
    expect(read).not.toHaveBeenCalled();

    expect(told[0]?.signal).toBe(context.signal);
  });
});
