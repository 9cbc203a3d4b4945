import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gateClockOf } from '../../../src/core/retry/gateClock.js';
import { createTurnstile, type Turnstile } from '../../../src/core/retry/turnstile.js';
import { settle } from './gateBench.js';

type Options = Parameters<typeof createTurnstile>[0];

const start = 1_800_000_000_000;
const minute = 60_000;

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

/** A turnstile whose deadlines the test sets by hand; a request that goes moves its lanes' deadline 3 seconds on. */
function createTurns(options: Partial<Options> = {}): {
  turnstile: Turnstile;
  dues: Map<string, number>;
  spies: { onSend: Options['onSend']; onSilence: Options['onSilence']; onChange: Options['onChange'] };
  /** Lets a request wait, under its name. */
  join(name: string, lanes?: string[], waitOptions?: Parameters<Turnstile['wait']>[1]): Promise<string>;
  /** Who went, in order. */
  gone: string[];
  /** What ends the requests in the air, by name. */
  answers: Map<string, () => void>;
} {
  const dues = new Map([['', start + 1000]]);
  const gone: string[] = [];
  const answers = new Map<string, () => void>();
  const onSend = vi.fn(([lane = '']: readonly string[]) => void dues.set(lane, Date.now() + 3000));
  const spies = { onSend, onSilence: vi.fn(), onChange: vi.fn() };
  const turnstile = createTurnstile({
    clock: gateClockOf({ random: () => 0.5 }),
    isHidden: () => false,
    isWatched: false,
    lock: undefined,
    isShared: () => false,
    dueOf: ([lane = '']) => dues.get(lane),
    ...spies,
    ...options,
  });
  const join: ReturnType<typeof createTurns>['join'] = (name, lanes = [''], waitOptions = {}) =>
    turnstile.wait(
      lanes,
      waitOptions,
      () => {
        gone.push(name);
        return new Promise((resolve) => answers.set(name, () => resolve(name)));
      },
      (names) => `stopped in ${names.join()}`,
    );
  return { turnstile, dues, spies, join, gone, answers };
}

describe('a request that waits', () => {
  it('goes at its deadline, and gives what it was answered', async () => {
    const { join, gone, answers, spies } = createTurns();
    const call = join('one');
    await vi.advanceTimersByTimeAsync(999);
    expect(gone).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(gone).toEqual(['one']);
    expect(spies.onSend).toHaveBeenCalledExactlyOnceWith(['']);

    answers.get('one')?.();
    expect(await call).toBe('one');
    await settle();
    expect(vi.getTimerCount()).toBe(0);
    expect(spies.onSilence).not.toHaveBeenCalled();
  });

  it('goes before wait returns where it is due', () => {
    const { join, gone, dues } = createTurns();
    dues.set('', start);
    void join('one');
    expect(gone).toEqual(['one']);
  });

  it('goes after the outcome of the one before it, where their lane was forgotten', async () => {
    const { turnstile, join, gone, dues, answers } = createTurns();
    dues.set('a:Closed', start + minute);
    void join('one');
    void join('two');
    void join('closed', ['a:Closed']);
    dues.delete('');
    turnstile.arm();
    expect(gone).toEqual(['one']);

    dues.delete('');
    answers.get('one')?.();
    await settle();
    expect(gone).toEqual(['one', 'two']);
  });

  it('goes with all others once one was not refused, where their lane was forgotten', async () => {
    const { turnstile, join, gone, dues, answers } = createTurns();
    dues.set('', start + minute);
    for (const name of ['one', 'two', 'three']) void join(name);
    dues.delete('');
    turnstile.arm();
    expect(gone).toEqual(['one']);

    dues.delete('');
    answers.get('one')?.();
    await settle();
    expect(gone).toEqual(['one', 'two', 'three']);
  });

  it('goes a fraction of a millisecond late rather than early', async () => {
    const after = vi.fn(() => () => {});
    const { join, dues } = createTurns({ clock: { ...gateClockOf({}), after } });
    dues.set('', start + 1.25);
    void join('one');
    expect(after).toHaveBeenCalledExactlyOnceWith(2, expect.any(Function));
  });

  it('sees within a minute that its deadline came nearer, though nobody tells', async () => {
    const { join, gone, dues } = createTurns();
    dues.set('', start + 10 * minute);
    void join('one');
    await vi.advanceTimersByTimeAsync(1000);
    dues.set('', start + 2000);

    await vi.advanceTimersByTimeAsync(minute - 1001);
    expect(gone).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(gone).toEqual(['one']);
  });

  it('waits on where its deadline moved away meanwhile', async () => {
    const { join, gone, dues } = createTurns();
    void join('one');
    dues.set('', start + 5000);

    await vi.advanceTimersByTimeAsync(4999);
    expect(gone).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(gone).toEqual(['one']);
  });

  it('keeps one timer, however often the turnstile is told to look', async () => {
    const { turnstile, join } = createTurns();
    void join('one');
    void join('two');
    turnstile.arm();
    expect(vi.getTimerCount()).toBe(1);
  });
});

describe('where other tabs wait for the same', () => {
  it.each([
    { chance: 0, delay: 0 },
    { chance: 0.2, delay: 2 },
    { chance: 0.99, delay: 10 },
  ])('a request goes $delay ms after its deadline, by one chance of $chance', async ({ chance, delay }) => {
    const random = vi.fn().mockReturnValueOnce(chance).mockReturnValue(0.9);
    const { join, gone } = createTurns({ isShared: ([lane]) => lane === '', clock: gateClockOf({ random }) });
    void join('one');

    await vi.advanceTimersByTimeAsync(999 + delay);
    expect(gone).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(gone).toEqual(['one']);
  });

  it('a request that is due leaves them a moment, too', async () => {
    const { join, gone, dues } = createTurns({ isShared: () => true });
    dues.set('', start);
    void join('one');
    expect(gone).toEqual([]);
    await vi.advanceTimersByTimeAsync(5);
    expect(gone).toEqual(['one']);
  });
});

describe('while a request is in the air', () => {
  it('no other goes before its outcome, though its deadline has come', async () => {
    const { turnstile, join, gone, answers } = createTurns();
    void join('one');
    void join('two');
    await vi.advanceTimersByTimeAsync(5000);
    turnstile.arm();
    expect(gone).toEqual(['one']);

    answers.get('one')?.();
    await settle();
    expect(gone).toEqual(['one', 'two']);
  });

  it('the next goes after 5 seconds of silence, which are told once', async () => {
    const { join, gone, answers, spies } = createTurns();
    const call = join('one');
    void join('two');
    await vi.advanceTimersByTimeAsync(5999);
    expect(spies.onSilence).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(spies.onSilence).toHaveBeenCalledExactlyOnceWith(['']);
    expect(gone).toEqual(['one', 'two']);

    answers.get('one')?.();
    expect(await call).toBe('one');
  });

  it('a failure is passed on, and the next goes', async () => {
    const { turnstile, join, gone } = createTurns();
    const failed = turnstile.wait([''], {}, () => Promise.reject('refused'), vi.fn());
    void join('two');

    await Promise.all([expect(failed).rejects.toBe('refused'), vi.advanceTimersByTimeAsync(4000)]);
    expect(gone).toEqual(['two']);
  });
});

describe('a request that does not wait to the end', () => {
  it('is rejected at once where its signal was aborted', async () => {
    const { turnstile, join } = createTurns();
    await expect(join('one', [''], { signal: AbortSignal.abort('gone') })).rejects.toBe('gone');
    expect(turnstile.lines.lanes()).toEqual([]);
  });

  it.each([{ maxWaitMs: 999 }, { maxWaitMs: 0 }])(
    'is rejected at once where its turn comes after $maxWaitMs ms',
    async ({ maxWaitMs }) => {
      const { join, spies } = createTurns();
      await expect(join('one', [''], { maxWaitMs })).rejects.toBe('stopped in ');
      expect(spies.onChange).not.toHaveBeenCalled();
    },
  );

  it('goes where its turn is now, though it may not wait at all', () => {
    const { join, gone, dues } = createTurns();
    dues.set('', start);
    void join('one', [''], { maxWaitMs: 0 });
    expect(gone).toEqual(['one']);
  });

  it('goes where its lanes are open, however short it may wait', () => {
    const { join, gone } = createTurns();
    void join('one', ['a:Open'], { maxWaitMs: 0 });
    expect(gone).toEqual(['one']);
  });

  it.each([2 ** 31, Number.POSITIVE_INFINITY])('waits for its turn where it may wait %d ms', async (maxWaitMs) => {
    const after = vi.fn((ms: number, callback: () => void) => {
      // As browsers and Node do.
      const timer = setTimeout(callback, ms < 2 ** 31 ? ms : 1);
      return () => clearTimeout(timer);
    });
    const { join, gone } = createTurns({ clock: { ...gateClockOf({ random: () => 0.5 }), after } });
    void join('one', [''], { maxWaitMs });
    await vi.advanceTimersByTimeAsync(1000);
    expect(gone).toEqual(['one']);
  });

  it('is rejected when its time is over, and the others see that it left', async () => {
    const { turnstile, join, dues, spies, gone } = createTurns();
    const controller = new AbortController();
    const hurried = join('hurried', [''], { maxWaitMs: 1000, signal: controller.signal }).catch((error) => error);
    dues.set('', start + minute);
    void join('patient');
    vi.mocked(spies.onChange).mockClear();

    await vi.advanceTimersByTimeAsync(1000);
    expect(await hurried).toBe('stopped in ');
    expect(turnstile.lines.count([''])).toBe(1);
    expect(spies.onChange).toHaveBeenCalled();
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    await vi.advanceTimersByTimeAsync(minute);
    expect(gone).toEqual(['patient']);
  });

  it('is rejected instead of sent where its time was over in sleep, in which timers stand still', async () => {
    const { join, gone, spies } = createTurns();
    const late = join('late', [''], { maxWaitMs: 30_000 }).catch((error) => error);
    void join('patient');
    vi.setSystemTime(start + 480 * minute);
    await vi.advanceTimersByTimeAsync(1000);

    expect(gone).toEqual(['patient']);
    expect(await late).toBe('stopped in ');
    expect(spies.onSend).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(1);
  });

  it('goes where its turn comes at the very end of its time', async () => {
    const { join, gone } = createTurns();
    void join('one', [''], { maxWaitMs: 30_000 });
    vi.setSystemTime(start + 29_000);
    await vi.advanceTimersByTimeAsync(1000);
    expect(gone).toEqual(['one']);
  });

  it('is rejected with the reason of its signal, and leaves no timer', async () => {
    const { turnstile, join } = createTurns();
    const controller = new AbortController();
    const call = join('one', [''], { signal: controller.signal, maxWaitMs: minute });
    controller.abort('unmounted');

    await expect(call).rejects.toBe('unmounted');
    expect(turnstile.lines.lanes()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('is no longer bound by its signal or its time once it went', async () => {
    const { join, gone, answers } = createTurns();
    const controller = new AbortController();
    const call = join('one', [''], { signal: controller.signal, maxWaitMs: 2000 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(gone).toEqual(['one']);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);

    await vi.advanceTimersByTimeAsync(1000);
    controller.abort('unmounted');
    answers.get('one')?.();
    expect(await call).toBe('one');
  });

  it('is rejected with others of its lanes, and no longer bound by its signal or its time', async () => {
    const { turnstile, join, dues, spies } = createTurns();
    const controller = new AbortController();
    dues.set('a:A', start + 1000);
    const stopped = join('one', ['a:A'], { signal: controller.signal, maxWaitMs: minute }).catch((error) => error);
    const stoppedToo = join('two', ['a:A']).catch((error) => error);
    void join('kept');
    vi.mocked(spies.onChange).mockClear();

    turnstile.reject(
      ([lane]) => lane === 'a:A',
      (lanes) => `rejected in ${lanes.join()}`,
    );
    expect(await Promise.all([stopped, stoppedToo])).toEqual(['rejected in a:A', 'rejected in a:A']);
    expect(turnstile.lines.lanes()).toEqual([['']]);
    expect(spies.onChange).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(1);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});

describe('a hidden tab', () => {
  it('looks every second whether it is shown, where nobody tells', async () => {
    let isHidden = true;
    const { join, gone } = createTurns({ isHidden: () => isHidden });
    void join('one');
    await vi.advanceTimersByTimeAsync(5500);
    expect(gone).toEqual([]);

    isHidden = false;
    await vi.advanceTimersByTimeAsync(499);
    expect(gone).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(gone).toEqual(['one']);
  });

  it('has no timer where somebody tells', () => {
    const { join } = createTurns({ isHidden: () => true, isWatched: true });
    void join('one');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sends nothing, though it was hidden without a word', async () => {
    let isHidden = false;
    const { join, gone } = createTurns({ isHidden: () => isHidden, isWatched: true });
    void join('one');
    isHidden = true;
    await vi.advanceTimersByTimeAsync(5000);
    expect(gone).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sends nothing, though what it waits for was forgotten meanwhile', () => {
    const { turnstile, join, gone, dues } = createTurns({ isHidden: () => true, isWatched: true });
    void join('one');
    dues.delete('');
    turnstile.arm();
    expect(gone).toEqual([]);
  });
});

describe('a lock', () => {
  /** A lock that is granted by hand. */
  function createLock(): { lock: NonNullable<Options['lock']>; grants: (() => Promise<void>)[] } {
    const grants: (() => Promise<void>)[] = [];
    const lock: NonNullable<Options['lock']> = (step) =>
      new Promise<void>((resolve) => {
        grants.push(async () => {
          await step();
          resolve();
        });
      });
    return { lock, grants };
  }

  it('is asked for at the deadline, and held until the outcome', async () => {
    const { lock, grants } = createLock();
    const { join, gone, answers } = createTurns({ lock });
    void join('one');
    await vi.advanceTimersByTimeAsync(999);
    expect(grants).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(grants).toHaveLength(1);
    expect(gone).toEqual([]);

    const released = vi.fn();
    void grants[0]?.().then(released);
    expect(gone).toEqual(['one']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(released).not.toHaveBeenCalled();
    answers.get('one')?.();
    await settle();
    expect(released).toHaveBeenCalled();
  });

  it('is not asked for where the deadline has moved away meanwhile', async () => {
    const { lock, grants } = createLock();
    const { join, dues } = createTurns({ lock });
    void join('one');
    dues.set('', start + 5000);
    await vi.advanceTimersByTimeAsync(4999);
    expect(grants).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(grants).toHaveLength(1);
  });

  it('is waited for 10 seconds, and asked for once', async () => {
    const { lock, grants } = createLock();
    const { turnstile, join, gone } = createTurns({ lock });
    void join('one');
    await vi.advanceTimersByTimeAsync(1000);
    turnstile.arm();
    await vi.advanceTimersByTimeAsync(9999);
    expect(gone).toEqual([]);
    expect(grants).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(gone).toEqual(['one']);
    expect(grants).toHaveLength(1);
  });

  it('that a sleeping tab holds is done without until it is granted, and then asked for again', async () => {
    const { lock, grants } = createLock();
    const { join, gone, answers } = createTurns({ lock });
    for (const name of ['one', 'two', 'three']) void join(name);
    await vi.advanceTimersByTimeAsync(11_000);
    answers.get('one')?.();
    await vi.advanceTimersByTimeAsync(3000);
    expect(gone).toEqual(['one', 'two']);
    expect(grants).toHaveLength(1);

    await grants[0]?.();
    expect(gone).toEqual(['one', 'two']);
    answers.get('two')?.();
    await vi.advanceTimersByTimeAsync(3000);
    expect(gone).toEqual(['one', 'two']);
    void grants[1]?.();
    expect(gone).toEqual(['one', 'two', 'three']);
  });

  it('that is granted late is held to the end of its step, and asked for again', async () => {
    const { lock, grants } = createLock();
    const { join, gone } = createTurns({ lock });
    for (const name of ['one', 'two']) void join(name);
    await vi.advanceTimersByTimeAsync(10_999);
    void grants[0]?.();
    await vi.advanceTimersByTimeAsync(4999);
    expect(gone).toEqual(['one']);
    expect(grants).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(grants).toHaveLength(2);
  });

  it('that comes late sends nothing before a deadline that moved away, and waits for that', async () => {
    const { lock, grants } = createLock();
    const { join, gone, dues } = createTurns({ lock });
    void join('one');
    await vi.advanceTimersByTimeAsync(1000);
    dues.set('', start + 3000);
    await grants[0]?.();
    await vi.advanceTimersByTimeAsync(1999);
    expect(grants).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(1);
    void grants[1]?.();
    expect(gone).toEqual(['one']);
  });

  it('that comes late sends what is due at that very moment', async () => {
    const { lock, grants } = createLock();
    const { join, gone, dues } = createTurns({ lock });
    void join('one');
    await vi.advanceTimersByTimeAsync(1000);
    dues.set('', Date.now());
    void grants[0]?.();
    expect(gone).toEqual(['one']);
  });

  it('that comes late sends nothing from a tab that was hidden meanwhile', async () => {
    let isHidden = false;
    const { lock, grants } = createLock();
    const { join, gone } = createTurns({ lock, isHidden: () => isHidden });
    void join('one');
    await vi.advanceTimersByTimeAsync(1000);
    isHidden = true;
    await grants[0]?.();
    expect(gone).toEqual([]);
  });

  it('that comes late sends nothing after dispose', async () => {
    const { lock, grants } = createLock();
    const { turnstile, join, gone } = createTurns({ lock });
    void join('one');
    await vi.advanceTimersByTimeAsync(1000);
    turnstile.dispose();
    await grants[0]?.();
    await settle();

    expect(gone).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that fails before its step holds nobody up', async () => {
    const { join, gone } = createTurns({ lock: () => Promise.reject(new Error('SecurityError')) });
    void join('one');
    await vi.advanceTimersByTimeAsync(1000);
    expect(gone).toEqual(['one']);
  });

  it('that fails after its step does not send a second request without it', async () => {
    let isLocked = false;
    const sentLocked: boolean[] = [];
    const lock = async (step: () => Promise<void>): Promise<void> => {
      isLocked = true;
      await step();
      isLocked = false;
      throw new Error('AbortError');
    };
    const { join, gone, answers } = createTurns({ lock, onSend: () => void sentLocked.push(isLocked) });
    void join('one');
    void join('two');
    await vi.advanceTimersByTimeAsync(1000);
    answers.get('one')?.();
    await settle();

    expect(gone).toEqual(['one', 'two']);
    expect(sentLocked).toEqual([true, true]);
  });
});

describe('a request that is sent now', () => {
  it('is the first of those who match, whatever its deadline, the lock or the tab', async () => {
    const lock = vi.fn();
    const { turnstile, join, gone, dues } = createTurns({ lock, isHidden: () => true, isWatched: true });
    dues.set('a:A', start + minute);
    void join('other');
    void join('one', ['a:A']);
    void join('two', ['a:A']);

    turnstile.sendNow(([lane]) => lane === 'a:A');
    expect(gone).toEqual(['one']);
    expect(lock).not.toHaveBeenCalled();
    turnstile.sendNow(() => false);
    expect(gone).toEqual(['one']);
  });

  it('moves the deadline of the others', async () => {
    const { turnstile, join, gone, spies } = createTurns();
    void join('one');
    void join('two');
    vi.mocked(spies.onChange).mockClear();
    turnstile.sendNow(() => true);
    expect(spies.onChange).toHaveBeenCalledOnce();

    await vi.advanceTimersByTimeAsync(2999);
    expect(gone).toEqual(['one']);
    await vi.advanceTimersByTimeAsync(1);
    expect(gone).toEqual(['one', 'two']);
  });

  it('lets the others go by its outcome', async () => {
    const { turnstile, join, gone, answers, dues } = createTurns();
    void join('one');
    void join('two');
    turnstile.sendNow(() => true);
    dues.set('', start);
    answers.get('one')?.();
    await settle();

    expect(gone).toEqual(['one', 'two']);
  });

  it('is none after dispose', async () => {
    const { turnstile, join, gone } = createTurns();
    void join('one');
    turnstile.dispose();
    turnstile.sendNow(() => true);
    await vi.advanceTimersByTimeAsync(minute);

    expect(gone).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
