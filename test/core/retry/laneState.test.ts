import { ImmError } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';
import {
  closedLane,
  errorOfLane,
  isRemembered,
  type LaneState,
  laneAfterAnswer,
  laneAfterMore,
  laneAfterRefusal,
  laneAfterSend,
  laneAfterSilence,
  laneNameFor,
  laneNamesOf,
  namesMore,
} from '../../../src/core/retry/laneState.js';
import { recallPace } from '../../../src/core/retry/pacing.js';

const start = 1_800_000_000_000;
const minute = 60_000;
const noLuck = 0.5;

function refusal(retryAfterMs?: number): ImmError {
  return new ImmError({ code: 'Throttling.User', retryAfterMs });
}

function laneAt(now = start, changes: Partial<LaneState> = {}): LaneState {
  return { ...closedLane(refusal(), now, noLuck, false), ...changes };
}

describe('the lanes that a request passes', () => {
  it.each([
    { label: 'the whole key', lane: {}, names: [''] },
    { label: 'its action', lane: { action: 'A' }, names: ['', 'a:A'] },
    { label: 'its project', lane: { project: 'P' }, names: ['', 'p:P'] },
    { label: 'both', lane: { action: 'A', project: 'P' }, names: ['', 'a:A', 'p:P'] },
    { label: 'no lane without a name', lane: { action: '', project: '' }, names: [''] },
  ])('are the whole key and $label', ({ lane, names }) => {
    expect(laneNamesOf(lane)).toEqual(names);
  });

  it.each([
    { code: 'Throttling.Api', lane: { action: 'A', project: 'P' }, name: 'a:A' },
    { code: 'Throttling.Api', lane: { project: 'P' }, name: '' },
    { code: 'Throttling', lane: { action: 'A', project: 'P' }, name: 'p:P' },
    { code: 'Throttling', lane: { action: 'A' }, name: '' },
    { code: 'Throttling.User', lane: { action: 'A', project: 'P' }, name: '' },
  ])('are closed by $code of $lane at "$name"', ({ code, lane, name }) => {
    expect(laneNameFor(new ImmError({ code, message: 'The project is blocked.' }), lane)).toBe(name);
  });
});

describe('a lane is remembered', () => {
  it.each([
    { label: 'from the last refusal, where nobody waits', idle: true, from: start },
    { label: 'from the last request, while others wait', idle: false, from: start + minute },
  ])('for 10 minutes $label', ({ idle, from }) => {
    const lane = laneAt(start, { idle, sentAt: start + minute });
    expect(isRemembered(lane, from + 10 * minute - 1)).toBe(true);
    expect(isRemembered(lane, from + 10 * minute)).toBe(false);
  });

  it('from the last refusal, where the last request went before', () => {
    const lane = laneAt(start, { refusedAt: start + minute });
    expect(isRemembered(lane, start + 11 * minute - 1)).toBe(true);
    expect(isRemembered(lane, start + 11 * minute)).toBe(false);
  });

  it('from the end of a wait that the service named', () => {
    const lane = laneAt(start, { nextAt: start + 60 * minute });
    expect(isRemembered(lane, start + 70 * minute - 1)).toBe(true);
    expect(isRemembered(lane, start + 70 * minute)).toBe(false);
  });
});

describe('a closed lane', () => {
  it('lets the first probe go after the delay of the row, or a little after what the service named', () => {
    expect(laneAt().nextAt).toBe(start + 1000);
    expect(closedLane(refusal(5000), start, 0, false).nextAt).toBe(start + 5000);
    expect(closedLane(refusal(5000), start, 0.5, false).nextAt).toBe(start + 5500);
  });

  it('learns nothing from the time that the service named', () => {
    const later = start + 66_000;
    const named = closedLane(refusal(60_000), start, noLuck, false);
    const plain = laneAt(later);

    expect(laneAfterRefusal(named, refusal(), later + 500, 3, noLuck).nextAt).toBe(
      laneAfterRefusal(plain, refusal(), later + 500, 3, noLuck).nextAt,
    );
  });
});

describe('a request that goes', () => {
  it.each([
    { label: 'the first probe', lane: laneAt(), after: 1000, isNewBurst: false },
    { label: 'up to 10 seconds after the last', lane: laneAt(), after: 10_000, isNewBurst: false },
    { label: 'more than 10 seconds after the last', lane: laneAt(), after: 10_001, isNewBurst: true },
    {
      label: 'up to 4 times the wait after the last',
      lane: laneAt(start, { nextAt: start + 5000 }),
      after: 20_000,
      isNewBurst: false,
    },
    {
      label: 'more than 4 times the wait after the last',
      lane: laneAt(start, { nextAt: start + 5000 }),
      after: 20_001,
      isNewBurst: true,
    },
    { label: 'after nothing waited any more', lane: laneAt(start, { idle: true }), after: 1000, isNewBurst: true },
  ])('begins a new burst: $isNewBurst, for $label', ({ lane, after, isNewBurst }) => {
    const learned = laneAfterAnswer({ ...lane }, start, 1, noLuck).pace;
    const now = start + after;
    const next = laneAfterSend({ ...lane, pace: learned }, now, 2, noLuck);

    expect(next.pace).toEqual(isNewBurst ? recallPace(learned, now) : learned);
    expect(next).toMatchObject({ at: now, sentAt: now, idle: false });
    expect(next.nextAt).toBeGreaterThan(now);
  });
});

describe('a wait that the service named', () => {
  const named = closedLane(refusal(minute), start, 0, false);
  const now = start + 500;

  it.each([
    { label: 'a request that the person sends now', lane: laneAfterSend(named, now, 5, noLuck) },
    { label: 'a request that stays in the air', lane: laneAfterSilence(named, now, 5, noLuck) },
    { label: 'a refusal that names none', lane: laneAfterRefusal(named, refusal(), now, 5, noLuck) },
    { label: 'a refusal that names less', lane: laneAfterRefusal(named, refusal(1000), now, 5, noLuck) },
    { label: 'all of these', lane: laneAfterSilence(laneAfterSend(named, now, 5, noLuck), now, 5, noLuck) },
  ])('is kept after $label', ({ lane }) => {
    expect(lane).toMatchObject({ at: now, nextAt: start + minute });
  });

  it('is over with an answer', () => {
    const answered = laneAfterAnswer(laneAfterSend(named, now, 5, noLuck), now + 500, 5, noLuck);
    expect(answered.nextAt).toBeLessThan(start + 10_000);
    expect(laneAfterSend(answered, now + 1000, 5, noLuck).nextAt).toBeLessThan(start + 20_000);
  });

  it.each([
    { label: 'none was named', lane: laneAt(), named: 1, isMore: true },
    { label: 'none is named now', lane: laneAt(), named: undefined, isMore: false },
    { label: 'what is named cannot be believed', lane: laneAt(), named: 1e12, isMore: false },
    { label: 'it ends a little later', lane: named, named: minute - 499, isMore: true },
    { label: 'it ends at the same time', lane: named, named: minute - 500, isMore: false },
  ])('is more than what is known: $isMore, where $label', ({ lane, named, isMore }) => {
    expect(namesMore(lane, refusal(named), now)).toBe(isMore);
  });

  it('holds the lane for longer where it is more, and teaches it nothing', () => {
    const more = laneAfterMore(laneAt(), refusal(minute), now, noLuck);
    const until = now + 1.1 * minute;
    expect(more).toMatchObject({ at: now, refusedAt: now, attempt: 1, nextAt: until, namedUntil: until });
    expect(more.pace.since - laneAt().pace.since).toBe(until - laneAt().nextAt);
  });

  it('brings nothing nearer where it is shorter than what was learned', () => {
    const lane = laneAt(start, { nextAt: start + 3 * minute });
    expect(laneAfterMore(lane, refusal(minute), now, noLuck)).toEqual({
      ...lane,
      at: now,
      refusedAt: now,
      namedUntil: now + 1.1 * minute,
    });
  });
});

describe('after an outcome', () => {
  const sent = laneAfterSend(laneAt(start, { attempt: 3 }), start + 1000, 5, noLuck);
  const now = start + 1500;

  it.each([
    { waiting: 0, idle: true },
    { waiting: 1, idle: false },
  ])('an answered lane is idle: $idle, where $waiting wait', ({ waiting, idle }) => {
    const lane = laneAfterAnswer(sent, now, waiting, noLuck);
    expect(lane).toMatchObject({ at: now, sentAt: sent.sentAt, refusedAt: start, attempt: 1, idle });
    expect(lane.nextAt).toBeGreaterThan(now);
  });

  it('a refused lane counts one more attempt and says what the service said', () => {
    const error = new ImmError({ code: 'Throttling.Api' });
    const lane = laneAfterRefusal({ ...sent, idle: true }, error, now, 5, noLuck);

    expect(lane).toMatchObject({ at: now, refusedAt: now, code: 'Throttling.Api', attempt: 4, idle: false });
    expect(lane.nextAt).toBeGreaterThan(now);
  });

  it('a refused lane waits for what it learned or what the service named, whichever is longer', () => {
    const learned = laneAfterRefusal(sent, refusal(), now, 5, noLuck).nextAt;

    expect(laneAfterRefusal(sent, refusal(100), now, 5, noLuck).nextAt).toBe(learned);
    expect(laneAfterRefusal(sent, refusal(minute), now, 5, noLuck).nextAt).toBe(now + 1.1 * minute);
  });

  it('a lane that heard nothing keeps its attempt and its refusal', () => {
    const lane = laneAfterSilence(sent, now, 5, noLuck);
    expect(lane).toMatchObject({ at: now, refusedAt: start, attempt: 3 });
    expect(lane.nextAt).toBeGreaterThan(now);
  });
});

describe('the refusal that a lane remembers', () => {
  it.each([
    { label: 'an action', error: { code: 'Throttling.Api' }, code: 'Throttling.Api', scope: 'operation' },
    { label: 'a user', error: { code: 'Throttling.User' }, code: 'Throttling.User', scope: 'session' },
    { label: 'a user, in short', error: { code: 'Throttling' }, code: 'Throttling', scope: 'session' },
    {
      label: 'a blocked project',
      error: { code: 'Throttling', message: 'The project is blocked.' },
      code: 'Throttling',
      scope: 'resource',
    },
    { label: 'a spent quota', error: { code: 'QuotaExhausted.CU' }, code: 'QuotaExhausted.CU', scope: 'resource' },
    { label: "a gateway's bare 429", error: { code: '', status: 429 }, code: 'Throttling.User', scope: 'session' },
    { label: 'a foreign code', error: { code: 'SlowDown', status: 429 }, code: 'Throttling.User', scope: 'session' },
  ])('says again who was refused: $label', ({ error, code, scope }) => {
    const remembered = errorOfLane(closedLane(new ImmError(error), start, noLuck, false));
    expect(remembered).toMatchObject({ name: 'ImmError', code, scope, category: 'throttling' });
  });

  it('is the last one', () => {
    const blocked = new ImmError({ code: 'Throttling', message: 'The project is blocked.' });
    expect(errorOfLane(laneAfterRefusal(laneAt(), blocked, start, 1, noLuck)).scope).toBe('resource');
    expect(errorOfLane(laneAfterRefusal(laneAt(start, { isBlocked: true }), refusal(), start, 1, noLuck)).scope).toBe(
      'session',
    );
  });

  it('makes words up for nothing but a blocked project', () => {
    expect(errorOfLane(laneAt()).message).toBe('');
  });
});
