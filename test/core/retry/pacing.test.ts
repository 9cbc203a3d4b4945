import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  learnedWaitOf,
  openPace,
  type Pace,
  paceAfterAnswer,
  paceAfterRefusal,
  paceAfterSilence,
  recallPace,
  shiftedPace,
} from '../../../src/core/retry/pacing.js';

const start = 1_800_000_000_000;
const noLuck = 0.5;

/** What happens to a burst: an outcome after some ms, `+`, `-`, `?` for none, or `r` for a new burst. */
interface Event {
  what: '+' | '-' | '?' | 'r';
  after: number;
  waiting: number;
}

function live(events: readonly Event[]): { pace: Pace; now: number } {
  let now = start;
  let pace = openPace(now, 1000, false);
  for (const { what, after, waiting } of events) {
    now += after;
    if (what === '+') pace = paceAfterAnswer(pace, now, waiting);
    if (what === '-') pace = paceAfterRefusal(pace, now, waiting);
    if (what === '?') pace = paceAfterSilence(pace, now);
    if (what === 'r') pace = recallPace(pace, now);
  }
  return { pace, now };
}

function burst(outcomes: string, after: number): { pace: Pace; now: number } {
  return live([...outcomes].map((what) => ({ what: what as Event['what'], after, waiting: 10 })));
}

const events = fc.array(
  fc.record({
    what: fc.constantFrom<Event['what']>('+', '-', '?', 'r'),
    after: fc.integer({ min: 0, max: 10_000_000 }),
    waiting: fc.integer({ min: 0, max: 100_000 }),
  }),
  { maxLength: 300 },
);

describe('learnedWaitOf', () => {
  it('is a wait of at most 9 minutes, whatever happened', () => {
    fc.assert(
      fc.property(events, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(100_000), (all, luck, waiting) => {
        const { pace, now } = live(all);
        const wait = learnedWaitOf(pace, now, waiting, luck);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(540_000);
      }),
    );
  });

  it('is the first wait, a little more or less by chance, before anything was learned', () => {
    const { pace, now } = live([]);

    expect(learnedWaitOf(pace, now, 1, noLuck)).toBe(1000);
    expect(learnedWaitOf(pace, now, 1, 0)).toBeLessThan(1000);
    expect(learnedWaitOf(pace, now, 1, 0.99)).toBeGreaterThan(1000);
  });

  it('is shorter first where others of the burst were answered', () => {
    expect(learnedWaitOf(openPace(start, 1000, true), start, 1, noLuck)).toBeLessThan(
      learnedWaitOf(openPace(start, 1000, false), start, 1, noLuck),
    );
  });

  it.each([
    { label: 'an answer than after a refusal', sooner: '--+', later: '---', after: 2000 },
    { label: 'a third answer in a row than after the first', sooner: '-+++', later: '---+', after: 2000 },
    {
      label: 'a refusal among many answers than among many refusals',
      sooner: '++++++-',
      later: '-------',
      after: 2000,
    },
  ])('is shorter after $label', ({ sooner, later, after }) => {
    const [soon, late] = [burst(sooner, after), burst(later, after)];

    expect(learnedWaitOf(soon.pace, soon.now, 5, noLuck)).toBeLessThan(learnedWaitOf(late.pace, late.now, 5, noLuck));
  });

  it('grows with the time that each outcome takes', () => {
    const [light, heavy] = [burst('--+-', 1000), burst('--+-', 30_000)];
    const ratio = learnedWaitOf(heavy.pace, heavy.now, 5, noLuck) / learnedWaitOf(light.pace, light.now, 5, noLuck);

    expect(ratio).toBeGreaterThan(10);
  });

  it('is shorter after an answer the fewer are left', () => {
    const { pace, now } = burst('--+', 2000);

    expect(learnedWaitOf(pace, now, 1, noLuck)).toBeLessThan(learnedWaitOf(pace, now, 9, noLuck));
  });

  it('does not grow by time that taught nothing', () => {
    const { pace, now } = burst('--+-', 2000);
    const silent = paceAfterSilence(pace, now + 60_000);

    expect(learnedWaitOf(silent, now + 60_000, 5, noLuck)).toBeCloseTo(learnedWaitOf(pace, now, 5, noLuck));
  });

  it('starts the next burst as the last one went, however long ago', () => {
    const waits = [1000, 30_000].map((after) => {
      const { pace, now } = burst('---+--+-+--+-+-+', after);
      const later = now + 300_000;
      return learnedWaitOf(paceAfterRefusal(recallPace(pace, later), later + 100, 10), later + 100, 10, noLuck);
    });
    const unknown = live([{ what: '-', after: 100, waiting: 10 }]);
    const [light = 0, heavy = 0] = waits;

    expect(heavy / light).toBeGreaterThan(10);
    expect(light).toBeGreaterThan(learnedWaitOf(unknown.pace, unknown.now, 10, noLuck));
  });

  it('still learns after a day of answers', () => {
    const { pace, now } = burst('+'.repeat(5000), 20_000);
    const busy = burst(`${'+'.repeat(5000)}${'-'.repeat(20)}`, 20_000);

    expect(pace.answered).toBeLessThanOrEqual(100);
    expect(learnedWaitOf(busy.pace, busy.now, 5, noLuck)).toBeGreaterThan(3 * learnedWaitOf(pace, now, 5, noLuck));
  });

  describe('by each fact alone', () => {
    const now = start + 1_000_000;
    const refusedLast: Pace = {
      since: now - 100_000,
      first: 1000,
      answered: 10,
      refused: 10,
      streak: 0,
      run: 1,
      most: 10,
      at: now,
      answeredAt: now - 20_000,
    };
    const answeredLast: Pace = { ...refusedLast, run: 0, streak: 1, answeredAt: now };
    const wait = (pace: Pace, waiting = 5, luck = noLuck): number => learnedWaitOf(pace, now, waiting, luck);

    it.each([
      { label: 'the burst has lasted longer', pace: { ...refusedLast, since: now - 200_000 } },
      { label: 'the last answer is longer ago', pace: { ...refusedLast, answeredAt: now - 80_000 } },
    ])('waits longer where $label', ({ pace }) => {
      expect(wait(pace)).toBeGreaterThan(wait(refusedLast));
    });

    it.each([
      { label: 'more was answered', pace: { ...refusedLast, answered: 20 }, than: refusedLast },
      { label: 'more was refused in the same time', pace: { ...refusedLast, refused: 20 }, than: refusedLast },
      { label: 'more was refused in a row', pace: { ...refusedLast, run: 5 }, than: refusedLast },
      { label: 'the last outcome was an answer', pace: answeredLast, than: refusedLast },
      { label: 'more was answered in a row', pace: { ...answeredLast, streak: 4 }, than: answeredLast },
      { label: 'more had to wait before', pace: { ...answeredLast, most: 40 }, than: answeredLast },
    ])('waits less where $label', ({ pace, than }) => {
      expect(wait(pace)).toBeLessThan(wait(than));
    });

    it('trusts an answer more the more is known', () => {
      const known = { answered: 40 };
      const gain = wait({ ...refusedLast, ...known }) / wait(refusedLast);

      expect(wait({ ...answeredLast, ...known }) / wait(answeredLast)).toBeLessThan(gain * 0.7);
    });

    it('waits longer after an answer the more still wait', () => {
      expect(wait(answeredLast, 9)).toBeGreaterThan(wait(answeredLast, 1));
      expect(wait(answeredLast, 500)).toBeGreaterThan(wait(answeredLast, 9));
    });

    it.each([
      { label: 'nine refusals in a row', pace: { ...refusedLast, run: 9 }, further: { run: 30 } },
      { label: 'eight answers in a row', pace: { ...answeredLast, streak: 8 }, further: { streak: 30 } },
    ])('changes no more after $label', ({ pace, further }) => {
      expect(wait({ ...pace, ...further })).toBe(wait(pace));
    });

    it.each([
      { label: 'in less than proportion up to some minutes', from: 50_000, atLeast: 1.7, atMost: 2 },
      { label: 'in more than proportion beyond, where a refusal is dear', from: 500_000, atLeast: 2, atMost: 2.5 },
    ])('grows with the age of a burst $label', ({ from, atLeast, atMost }) => {
      // Few were answered, so that the wait stays below the longest one.
      const aged = (age: number): number => wait({ ...answeredLast, since: now - age, answeredAt: now - age });

      expect(aged(2 * from) / aged(from)).toBeGreaterThan(atLeast);
      expect(aged(2 * from) / aged(from)).toBeLessThan(atMost);
    });

    it('is spread by chance, a little', () => {
      const [least, usual, most] = [wait(refusedLast, 5, 0), wait(refusedLast), wait(refusedLast, 5, 1)];

      expect(least).toBeCloseTo(usual * 0.92, 5);
      expect(most).toBeCloseTo(usual * 1.08, 5);
    });
  });
});

describe('a pace', () => {
  const pace: Pace = {
    since: start,
    first: 1000,
    answered: 10,
    refused: 6,
    streak: 2,
    run: 3,
    most: 12,
    at: start + 100_000,
    answeredAt: start + 90_000,
  };
  const now = start + 150_000;

  // Else the first wait would be in proportion to no time at all.
  it('starts as if it had lasted for a moment', () => {
    expect(openPace(now, 1000, false)).toMatchObject({ since: now - 200, answeredAt: now - 200 });
  });

  it('counts an answer, and who waited', () => {
    expect(paceAfterAnswer(pace, now, 12)).toEqual({
      ...pace,
      answered: 11,
      streak: 3,
      run: 0,
      most: 13,
      at: now,
      answeredAt: now,
    });
    expect(paceAfterAnswer(pace, now, 2)).toMatchObject({ most: 12 });
  });

  it('counts a refusal, and who waited', () => {
    expect(paceAfterRefusal(pace, now, 20)).toEqual({ ...pace, refused: 7, streak: 0, run: 4, most: 20, at: now });
    expect(paceAfterRefusal(pace, now, 2)).toMatchObject({ most: 12 });
  });

  it('forgets half of everything, the time too, once it knows a hundred outcomes', () => {
    const full = { ...pace, answered: 60, refused: 40 };

    expect(paceAfterRefusal(full, now, 1)).toMatchObject({ answered: 30, refused: 20.5, since: start + 75_000 });
    expect(paceAfterRefusal({ ...full, refused: 39 }, now, 1)).toMatchObject({ answered: 60, refused: 40 });
  });

  it('keeps a wait, however many bursts in a row tell nothing', () => {
    const { pace, now } = burst(`----${'r?'.repeat(60)}`, 20_000);
    expect(pace.refused).toBeLessThanOrEqual(200);
    expect(learnedWaitOf(pace, now, 1, noLuck)).toBeGreaterThan(100);
  });

  it('is recalled with most of its age and refusals, and fewer of its answers', () => {
    const since = now - 72_000 - 200;

    expect(recallPace(pace, now)).toEqual({
      ...pace,
      since,
      answered: 4,
      refused: 12,
      streak: 0,
      run: 0,
      most: 1,
      at: now,
      answeredAt: since,
    });
  });

  it.each([
    { label: 'a new burst', next: recallPace },
    { label: 'an outcome that nobody knows', next: paceAfterSilence },
  ])('that has learned nothing starts anew with $label', ({ next }) => {
    expect(next({ ...pace, at: 0 }, now)).toEqual({ ...pace, at: 0, since: now - 200, answeredAt: now - 200 });
  });

  it('is moved in time as a whole', () => {
    expect(shiftedPace(pace, -500)).toEqual({ ...pace, since: start - 500, answeredAt: start + 89_500 });
    expect(paceAfterSilence(pace, now)).toEqual({ ...shiftedPace(pace, 50_000), at: now });
  });
});
