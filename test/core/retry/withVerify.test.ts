import {
  createThrottleGate,
  describeImmError,
  ImmError,
  immQueryDefaults,
  type MutationCall,
  parseImmError,
  withGate,
  withVerify,
} from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { describe, expect, it, vi } from 'vitest';
import { gateOf } from '../../../src/core/retry/gatedErrors.js';
import { wasIdempotent } from '../../../src/core/retry/idempotentErrors.js';
import { isInLine } from '../../../src/core/retry/linePlaces.js';
import { wasCheckRefused } from '../../../src/core/retry/withVerify.js';

const lost = (): Error => new TypeError('Failed to fetch');
const exists = (): object => ({
  Code: 'ResourceAlreadyExists',
  Message: 'The specified resource project already exists.',
});
const throttled = (): { Code: string; Message: string } => ({
  Code: 'Throttling.User',
  Message: 'Request was denied due to user flow control.',
});

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
    const error = await failureOf(create.check('films'));
    expect(error.outcome).toBe('unknown');
    expect(wasCheckRefused(error)).toBe(true);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it.each([[null], ['text'], [new ImmError({ code: 'InternalError' })]])('takes no check of %s for failed', (error) => {
    expect(wasCheckRefused(error)).toBe(false);
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
  });

  it('makes keys of 32 hexadecimal digits', async () => {
    const send = failing();
    const create = withVerify(send);
    for (let name = 0; name < 20; name++) await create(name);

    for (const [, call] of send.mock.calls) expect(call.idempotencyKey).toMatch(/^[0-9a-f]{32}$/);
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
    const send = failing(lost);
    const create = withVerify(send, { onVerify: async () => films });
    const form = (): FormData => {
      const values = new FormData();
      values.set('name', 'films');
      return values;
    };
    await failureOf(create(form()));
    await create(form());
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('knows the same file in two sets of variables for the same', async () => {
    const onVerify = vi.fn(async () => films);
    const create = withVerify(failing(lost, lost), { onVerify });
    const file = new Blob(['a']);
    await failureOf(create({ name: 'films', file }));

    await failureOf(create({ name: 'press', file }));
    expect(onVerify).not.toHaveBeenCalled();
    await create({ name: 'films', file });
    expect(onVerify).toHaveBeenCalledOnce();
  });

  it.each<[string, () => unknown]>([
    ['a list', () => ['a', 'b']],
    ['a record without a prototype', () => Object.assign(Object.create(null), { name: 'films' })],
    ['a date', () => ({ from: new Date(0) })],
    ['nothing', () => undefined],
    ['what holds nothing', () => ({ name: null })],
  ])('knows %s by its values', async (_, make) => {
    const send = failing(lost);
    const create = withVerify(send, { onVerify: async () => films });
    await failureOf(create(make()));
    await create(make());

    expect(send).toHaveBeenCalledTimes(1);
  });

  it.each<[string, () => unknown]>([
    ['a function', () => ({ onProgress: () => {} })],
    ['a file', () => ({ file: new Blob(['a']) })],
    ['a set', () => ({ tags: new Set(['a']) })],
    ['a big number', () => ({ size: 10n })],
  ])('knows variables with %s only as the same object', async (_, make) => {
    const onVerify = vi.fn(async () => films);
    const create = withVerify(failing(lost), { onVerify });
    const variables = make();
    await failureOf(create(variables));
    await create(make());
    expect(onVerify).not.toHaveBeenCalled();

    await create(variables);
    expect(onVerify).toHaveBeenCalledOnce();
  });

  it('makes one call of two that come while it is in the air', async () => {
    const send = failing();
    const create = withVerify(send);
    await Promise.all([create('films'), create('films')]);
    expect(send).toHaveBeenCalledTimes(1);

    await create('films');
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('tells every try of a change when it was first sent', async () => {
    vi.useFakeTimers({ now: 1000 });
    const send = failing(lost, lost);
    const onVerify = vi.fn(async () => null);
    const create = withVerify(send, { onVerify });
    for (const now of [1000, 2000, 3000]) {
      vi.setSystemTime(now);
      await create('films').catch(() => {});
    }
    vi.useRealTimers();

    expect(send.mock.calls.map(([, call]) => call.startedAt)).toEqual([1000, 1000, 1000]);
    expect(onVerify).toHaveBeenLastCalledWith('films', expect.objectContaining({ startedAt: 1000 }));
  });

  it.each(['answered', 'found'])('asks no more about a change that was %s', async (how) => {
    const onVerify = vi.fn(async () => (how === 'found' ? films : null));
    const send = failing(lost);
    const create = withVerify(send, { onVerify });
    await failureOf(create('films'));
    await create('films');
    await create('films');

    expect(onVerify).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(how === 'found' ? 2 : 3);
  });

  it('remembers the last hundred open changes', async () => {
    const checked: unknown[] = [];
    const create = withVerify(failing(...Array.from({ length: 102 }, () => lost)), {
      onVerify: async (name) => {
        checked.push(name);
        return null;
      },
    });
    for (let name = 0; name < 100; name++) await failureOf(create(name));
    // The oldest becomes the newest: so the next one is forgotten.
    await failureOf(create(0));
    await failureOf(create(100));
    checked.length = 0;
    for (const name of [0, 1, 2, 100]) await create(name);

    expect(checked).toEqual([0, 2, 100]);
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
      expect(state.message).not.toContain('Your request changed nothing');
      expect(state.actions[0]?.kind).toBe('check-outcome');
      expect(state.outcome).toBe('unknown');
    });

    it('keeps what the service said beside “probably saved”', async () => {
      const create = withVerify(failing(lost, exists));
      await failureOf(create('films'));

      expect(await failureOf(create('films'))).toMatchObject({
        code: 'ImmProbablySaved',
        message: 'The specified resource project already exists.',
        cause: { code: 'ResourceAlreadyExists' },
      });
    });

    it('is a plain conflict where the check says that what exists is somebody else’s', async () => {
      const onVerify = vi.fn(async () => null);
      const create = withVerify(failing(lost, exists), { onVerify });
      await failureOf(create('films'));
      const error = await failureOf(create('films'));
      expect(error).toMatchObject({ code: 'ResourceAlreadyExists', outcome: 'not-applied' });
      expect(onVerify).toHaveBeenCalledTimes(2);

      await create('films');
      expect(onVerify).toHaveBeenCalledTimes(2);
    });

    it('stays a conflict for the first try, and for other variables', async () => {
      const create = withVerify(failing(exists, lost, exists));
      expect((await failureOf(create('films'))).code).toBe('ResourceAlreadyExists');
      await failureOf(create('films'));
      expect((await failureOf(create('press'))).code).toBe('ResourceAlreadyExists');
    });
  });

  it('claims of no later try that nothing was changed, while an earlier one is open and nobody can check', async () => {
    const create = withVerify(failing(lost, throttled, exists));
    await failureOf(create('films'));
    const error = await failureOf(create('films'));
    expect(error).toMatchObject({ code: 'Throttling.User', message: throttled().Message, outcome: 'unknown' });
    expect(error.cause).toMatchObject({ Code: 'Throttling.User' });

    // It is still open: what now exists may be its own.
    expect((await failureOf(create('films'))).code).toBe('ImmProbablySaved');
  });

  it('claims it again where a check has found the earlier one not carried out', async () => {
    const onVerify = vi.fn(async () => null);
    const create = withVerify(failing(lost, throttled), { onVerify });
    await failureOf(create('films'));
    expect(await failureOf(create('films'))).toMatchObject({ code: 'Throttling.User', outcome: 'not-applied' });

    await create('films');
    expect(onVerify).toHaveBeenCalledTimes(1);
  });

  it('claims it of a later try that was refused for its values: so was the earlier one', async () => {
    const create = withVerify(failing(lost, () => ({ Code: 'InvalidProjectName' }), exists));
    await failureOf(create('films'));
    expect(await failureOf(create('films'))).toMatchObject({ code: 'InvalidProjectName', outcome: 'not-applied' });

    expect((await failureOf(create('films'))).code).toBe('ResourceAlreadyExists');
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

  it('check ends what was open, so that the next try is sent unasked', async () => {
    const onVerify = vi.fn(async () => null);
    const create = withVerify(failing(lost), { onVerify });
    await failureOf(create('films'));
    await failureOf(create.check('films'));

    await expect(create('films')).resolves.toBe(films);
    expect(onVerify).toHaveBeenCalledTimes(1);
  });

  it('check keeps the message and the cause of the failure', async () => {
    const thrown = lost();
    const create = withVerify(
      failing(() => thrown),
      { onVerify: async () => null },
    );
    await failureOf(create('films'));

    expect(await failureOf(create.check('films'))).toMatchObject({ message: 'Failed to fetch', cause: thrown });
  });

  it('check leaves the outcome open where nobody can find out', async () => {
    const create = withVerify(failing(lost));
    const error = await failureOf(create('films'));

    expect(await failureOf(create.check('films'))).toBe(error);
    expect(error.outcome).toBe('unknown');
  });

  it('check rejects where nothing is open, and sends nothing', async () => {
    const send = failing();

    expect((await failureOf(withVerify(send).check('films'))).message).toContain('no open call');
    expect(send).not.toHaveBeenCalled();
  });

  describe('around a gate, after an open outcome', () => {
    it('fails with what still knows its gate, its place in line and that it may be carried out twice', async () => {
      const gate = createThrottleGate();
      const create = withVerify(withGate(failing(lost, throttled), gate, { operation: 'mutation', idempotent: true }));
      const run = {};
      await failureOf(create('films', run));
      const error = await failureOf(create('films', run));

      expect(error).toMatchObject({ code: 'Throttling.User', outcome: 'unknown' });
      expect(gateOf(error)?.gate).toBe(gate);
      expect([isInLine(error), wasIdempotent(error)]).toEqual([true, true]);
      expect(immQueryDefaults().mutations.retryDelay(0, error)).toBe(0);
    });

    it('is repeated no more once the person has stopped it', async () => {
      const gate = createThrottleGate();
      const send = failing(lost, throttled);
      const create = withVerify(withGate(send, gate, { operation: 'mutation' }));
      await failureOf(create('films'));
      await failureOf(create('films'));
      const waiting = failureOf(create('films'));
      await vi.waitFor(() => expect(gate.getSnapshot().waiting).toBe(1), 10_000);
      gate.stop();

      expect(immQueryDefaults().mutations.retry(1, await waiting)).toBe(false);
      expect(send).toHaveBeenCalledTimes(2);
      gate.dispose();
    });

    it('is not sent by itself once a check has found that it was not carried out', async () => {
      const gate = createThrottleGate();
      const create = withVerify(withGate(failing(lost), gate, { operation: 'mutation', idempotent: true }), {
        onVerify: async () => null,
      });
      await failureOf(create('films'));

      expect(wasIdempotent(await failureOf(create.check('films')))).toBe(false);
    });
  });

  it('keeps what a check found out through JSON', () => {
    const error = new ImmError({ code: 'InternalError', outcome: 'not-applied' });
    expect(parseImmError(JSON.parse(JSON.stringify(error))).outcome).toBe('not-applied');
  });
});
