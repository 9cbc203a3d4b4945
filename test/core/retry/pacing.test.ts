import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  openPace,
  type Pace,
  paceAfterAnswer,
  paceAfterRefusal,
  paceAfterSilence,
  recallPace,
  waitOf,
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

describe('waitOf', () => {
  it('is a wait of at most 9 minutes, whatever happened', () => {
    fc.assert(
      fc.property(events, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(100_000), (all, luck, waiting) => {
        const { pace, now } = live(all);
        const wait = waitOf(pace, now, waiting, luck);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(540_000);
      }),
    );
  });

  it('is the first wait, a little more or less by chance, before anything was learned', () => {
    const { pace, now } = live([]);

    expect(waitOf(pace, now, 1, noLuck)).toBe(1000);
    expect(waitOf(pace, now, 1, 0)).toBeLessThan(1000);
    expect(waitOf(pace, now, 1, 0.99)).toBeGreaterThan(1000);
  });

  it('is shorter first where others of the burst were answered', () => {
    expect(waitOf(openPace(start, 1000, true), start, 1, noLuck)).toBeLessThan(
      waitOf(openPace(start, 1000, false), start, 1, noLuck),
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

    expect(waitOf(soon.pace, soon.now, 5, noLuck)).toBeLessThan(waitOf(late.pace, late.now, 5, noLuck));
  });

  it('grows with the time that each outcome takes', () => {
    const [light, heavy] = [burst('--+-', 1000), burst('--+-', 30_000)];
    const ratio = waitOf(heavy.pace, heavy.now, 5, noLuck) / waitOf(light.pace, light.now, 5, noLuck);

    expect(ratio).toBeGreaterThan(10);
  });

  it('is shorter after an answer the fewer are left', () => {
    const { pace, now } = burst('--+', 2000);

    expect(waitOf(pace, now, 1, noLuck)).toBeLessThan(waitOf(pace, now, 9, noLuck));
  });

  it('does not grow by time that taught nothing', () => {
    const { pace, now } = burst('--+-', 2000);
    const silent = paceAfterSilence(pace, now + 60_000);

    expect(waitOf(silent, now + 60_000, 5, noLuck)).toBeCloseTo(waitOf(pace, now, 5, noLuck));
  });

  it('starts the next burst as the last one went, however long ago', () => {
    const waits = [1000, 30_000].map((after) => {
      const { pace, now } = burst('---+--+-+--+-+-+', after);
      const later = now + 300_000;
      return waitOf(paceAfterRefusal(recallPace(pace, later), later + 100, 10), later + 100, 10, noLuck);
    });
    const unknown = live([{ what: '-', after: 100, waiting: 10 }]);
    const [light = 0, heavy = 0] = waits;

    expect(heavy / light).toBeGreaterThan(10);
    expect(light).toBeGreaterThan(waitOf(unknown.pace, unknown.now, 10, noLuck));
  });

  it('still learns after a day of answers', () => {
    const { pace, now } = burst('+'.repeat(5000), 20_000);
    const busy = burst(`${'+'.repeat(5000)}${'-'.repeat(20)}`, 20_000);

    expect(pace.answered).toBeLessThanOrEqual(100);
    expect(waitOf(busy.pace, busy.now, 5, noLuck)).toBeGreaterThan(3 * waitOf(pace, now, 5, noLuck));
  });
});
