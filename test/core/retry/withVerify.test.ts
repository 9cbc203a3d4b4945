import { describeImmError, ImmError, type MutationCall, parseImmError, withVerify } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { describe, expect, it, vi } from 'vitest';

const lost = (): Error => new TypeError('Failed to fetch');
const exists = (): object => ({
  Code: 'ResourceAlreadyExists',
  Message: 'The specified resource project already exists.',
});
const throttled = (): object => ({ Code: 'Throttling.User', Message: 'Request was denied due to user flow control.' });

interface Project {
  name: string;
}

const films: Project = { name: 'films' };

/** A mutation that fails in turn with each of these, and then works. */
function failing(
  ...failures: (() => unknown)[]
): ReturnType<typeof vi.fn<(v: unknown, call: MutationCall) => Promise<Project>>> {
  return vi.fn(async () => {
    const failure = failures.shift();
    if (failure) throw failure();
    return films;
  });
}

const failureOf = (promise: Promise<unknown>): Promise<ImmError> =>
  promise.then(() => {
    throw new Error('It did not fail.');
  }, parseImmError);

describe('withVerify', () => {
  it('sends at once where nothing is open, and asks nobody', async () => {
    const onVerify = vi.fn(async () => films);
    await expect(withVerify(failing(), { onVerify })('films')).resolves.toBe(films);
    expect(onVerify).not.toHaveBeenCalled();
  });

  it('sends the same once more only after a check says that it was not carried out', async () => {
    const send = failing(lost);
    const onVerify = vi.fn(async () => null);
    const create = withVerify(send, { onVerify });

    expect((await failureOf(create('films'))).outcome).toBe('unknown');
    await expect(create('films')).resolves.toBe(films);

    expect(onVerify).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('gives what the check found instead of sending again', async () => {
    const send = failing(lost);
    const create = withVerify(send, { onVerify: async () => films });
    await failureOf(create('films'));

    await expect(create('films')).resolves.toBe(films);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('sends nothing and leaves the outcome open while the check fails', async () => {
    const send = failing(lost);
    const create = withVerify(send, { onVerify: () => Promise.reject(lost()) });
    await failureOf(create('films'));

    expect((await failureOf(create('films'))).outcome).toBe('unknown');
    expect((await failureOf(create.check('films'))).outcome).toBe('unknown');
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('uses one idempotency key for every try of a change, and another for the next change', async () => {
    const send = failing(lost, lost);
    const create = withVerify(send, { onVerify: async () => null });
    await failureOf(create('films'));
    await failureOf(create('films'));
    await create('films');
    await create('films');

    const keys = send.mock.calls.map(([, call]) => call.idempotencyKey);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('knows the same variables by their values, and no others', async () => {
    const onVerify = vi.fn(async () => films);
    const create = withVerify(failing(lost, lost), { onVerify });
    await failureOf(create({ name: 'films', tags: ['a'] }));

    await failureOf(create({ name: 'press', tags: ['a'] }));
    expect(onVerify).not.toHaveBeenCalled();
    await create({ name: 'films', tags: ['a'] });
    expect(onVerify).toHaveBeenCalledTimes(1);
  });

  it('does not take two forms with files for one change', async () => {
    const onVerify = vi.fn(async () => films);
    const create = withVerify(failing(lost), { onVerify });
    const form = (text: string): FormData => {
      const values = new FormData();
      values.set('file', new Blob([text]));
      return values;
    };
    await failureOf(create(form('a')));
    await create(form('b'));
    expect(onVerify).not.toHaveBeenCalled();
  });

  it('knows two forms with the same values for one change', async () => {
    const create = withVerify(failing(lost), { onVerify: async () => films });
    const form = (): FormData => {
      const values = new FormData();
      values.set('name', 'films');
      return values;
    };
    await failureOf(create(form()));
    await expect(create(form())).resolves.toBe(films);
  });

  it('makes one call of two that come while it is in the air', async () => {
    const send = failing();
    const create = withVerify(send);
    await Promise.all([create('films'), create('films')]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  describe('of “already exists” after an open outcome', () => {
    it('finds out that the change was saved', async () => {
      const checks = [null, films];
      const create = withVerify(failing(lost, exists), { onVerify: async () => checks.shift() ?? null });
      await failureOf(create('films'));
      await expect(create('films')).resolves.toBe(films);
    });

    it('says “probably saved” without a check, never a plain conflict', async () => {
      const create = withVerify(failing(lost, exists));
      await failureOf(create('films'));
      const state = describeImmError(await failureOf(create('films')), { messages, operation: 'mutation' });

      expect(state.title).toBe('This project was probably saved');
      expect(state.message).not.toContain('Nothing was changed');
      expect(state.actions[0]?.kind).toBe('check-outcome');
      expect(state.outcome).toBe('unknown');
    });

    it('stays a conflict for the first try, and for other variables', async () => {
      const create = withVerify(failing(exists, lost, exists));
      expect((await failureOf(create('films'))).code).toBe('ResourceAlreadyExists');
      await failureOf(create('films'));
      expect((await failureOf(create('press'))).code).toBe('ResourceAlreadyExists');
    });
  });

  it('claims of no later try that nothing was changed, while an earlier one is open and nobody can check', async () => {
    const create = withVerify(failing(lost, throttled));
    await failureOf(create('films'));
    const error = await failureOf(create('films'));
    expect(error).toMatchObject({ code: 'Throttling.User', outcome: 'unknown' });
  });

  it.each([
    { found: films, label: 'resolves where the change was carried out' },
    { found: null, label: 'rejects with the failure, its outcome known, where it was not' },
  ])('check $label', async ({ found }) => {
    const create = withVerify(failing(lost), { onVerify: async () => found });
    await failureOf(create('films'));
    if (found) await expect(create.check('films')).resolves.toBe(films);
    else expect(await failureOf(create.check('films'))).toMatchObject({ outcome: 'not-applied', category: 'network' });
  });

  it('keeps what a check found out through JSON', () => {
    const error = new ImmError({ code: 'InternalError', outcome: 'not-applied' });
    expect(parseImmError(JSON.parse(JSON.stringify(error))).outcome).toBe('not-applied');
  });
});
