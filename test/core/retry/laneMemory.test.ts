import { ImmError } from 'imm-error-kit/core';
import { describe, expect, it, vi } from 'vitest';
import { createLaneMemory, type LaneMemory } from '../../../src/core/retry/laneMemory.js';
import { closedLane, type LaneState } from '../../../src/core/retry/laneState.js';
import { createBrowser } from './gateBench.js';

const start = 1_800_000_000_000;
const minute = 60_000;
const item = 'imm-error-kit:gate:user';

/** A lane that was closed at the start, or `ms` after it. */
function laneAt(ms = 0, changes: Partial<LaneState> = {}): LaneState {
  return { ...closedLane(new ImmError({ code: 'Throttling.User' }), start + ms, 0.5, false), ...changes };
}

function createMemory(text?: string): {
  memory: LaneMemory;
  open(): LaneMemory;
  items: Map<string, string>;
  clock: { now: number };
} {
  const { storage } = createBrowser();
  const clock = { now: start };
  if (text !== undefined) storage.items.set(item, text);
  const open = (): LaneMemory => createLaneMemory('user', storage, () => clock.now);
  return { memory: open(), open, items: storage.items, clock };
}

describe('what is written', () => {
  it('is found by the next page load under the same key, and under no other', () => {
    const { memory, open, items } = createMemory();
    memory.write('', laneAt());

    expect([...items.keys()]).toEqual([item]);
    expect(open().read('')).toEqual(laneAt());
    expect(open().read('a:Another')).toBeUndefined();
  });

  it('takes what was forgotten out of the storage', () => {
    const { memory, items, clock } = createMemory();
    memory.write('a:Old', laneAt());
    clock.now = laneAt().nextAt + 10 * minute;
    memory.write('a:New', laneAt(10 * minute));

    expect(Object.keys(JSON.parse(items.get(item) ?? ''))).toEqual(['a:New']);
  });

  it.each([
    { label: 'this page wrote', isReloaded: false },
    { label: 'an earlier page wrote', isReloaded: true },
  ])('leaves the storage once all that $label is forgotten', ({ isReloaded }) => {
    const { memory, open, items, clock } = createMemory();
    memory.write('a:First', laneAt());
    memory.write('a:Last', laneAt(minute));
    const reader = isReloaded ? open() : memory;
    clock.now = laneAt().nextAt + 10 * minute;
    reader.read('a:First');
    expect(Object.keys(JSON.parse(items.get(item) ?? ''))).toContain('a:Last');

    clock.now += minute;
    expect(reader.read('a:Last')).toBeUndefined();
    expect(items.size).toBe(0);
  });

  it('is looked at once where it cannot be removed', () => {
    const parse = vi.spyOn(JSON, 'parse');
    const text = JSON.stringify({ '': laneAt(-60 * minute) });
    const storage = { getItem: () => text, setItem() {}, removeItem: vi.fn() };
    const memory = createLaneMemory('user', storage, () => start);
    for (let each = 0; each < 5; each++) memory.read('');

    expect(parse).toHaveBeenCalledOnce();
    expect(storage.removeItem).toHaveBeenCalledOnce();
    parse.mockRestore();
  });

  it('leaves the 32 lanes that were refused last', () => {
    const { memory, open } = createMemory();
    const ages = Array.from({ length: 33 }, (_, index) => (index * 7) % 33);
    for (const age of ages) memory.write(`p:${age}`, laneAt(-age));

    const next = open();
    expect(ages.filter((age) => !next.read(`p:${age}`))).toEqual([32]);
  });

  it('is remembered where there is no storage', () => {
    const memory = createLaneMemory('user', undefined, () => start);
    memory.write('', laneAt());
    expect(memory.read('')).toEqual(laneAt());
  });

  it('is remembered though the app clears the storage', () => {
    const { memory, items } = createMemory();
    memory.write('', laneAt());
    items.clear();
    expect(memory.read('')).toEqual(laneAt());
  });
});

describe('what another tab wrote into the storage', () => {
  it('counts where it is newer, and leaves the other lanes as they are', () => {
    const { memory, open, clock } = createMemory();
    const other = open();
    memory.write('a:Both', laneAt());
    memory.write('a:Mine', laneAt());
    clock.now += 1000;
    other.write('a:Both', laneAt(1000));

    expect(memory.read('a:Both')).toEqual(laneAt(1000));
    expect(memory.read('a:Mine')).toEqual(laneAt());
  });

  it('does not count where it is older', () => {
    const { memory, items, clock } = createMemory();
    clock.now += 1000;
    memory.write('', laneAt(1000));
    items.set(item, JSON.stringify({ '': laneAt() }));
    expect(memory.read('')).toEqual(laneAt(1000));
  });
});

describe('what another tab said', () => {
  it('is taken over where it is newer, beside what was known', () => {
    const { memory, clock } = createMemory();
    memory.write('', laneAt());
    memory.write('a:Mine', laneAt());
    clock.now += 1000;

    expect(memory.merge('', laneAt(1000))).toBe(true);
    expect(memory.read('')).toEqual(laneAt(1000));
    expect(memory.read('a:Mine')).toEqual(laneAt());
  });

  it.each([
    { label: 'older', ms: -1 },
    { label: 'a repetition', ms: 0 },
  ])('is no news where it is $label', ({ ms }) => {
    const { memory } = createMemory();
    memory.write('', laneAt());

    expect(memory.merge('', laneAt(ms, { attempt: 7 }))).toBe(false);
    expect(memory.read('')).toEqual(laneAt());
  });

  it('is no news where it is no lane', () => {
    const { memory } = createMemory();
    expect(memory.merge('', { at: start })).toBe(false);
    expect(memory.read('')).toBeUndefined();
  });
});

describe('a lane that was written before the clock was set back', () => {
  const learned = { since: start - 5000, answeredAt: start - 3000, at: start - 1000 };

  it.each([
    { label: 'after an outcome', pace: { ...laneAt().pace, ...learned } },
    { label: 'before any outcome', pace: laneAt().pace },
    { label: 'after the service named a wait', pace: laneAt().pace, namedUntil: start + minute },
  ])('keeps all its distances, $label', ({ pace, namedUntil = 0 }) => {
    const hour = 60 * minute;
    const { memory, clock } = createMemory();
    memory.write('', laneAt(0, { sentAt: start - 2000, refusedAt: start - 1000, namedUntil, pace }));
    clock.now -= hour;

    expect(memory.read('')).toEqual(
      laneAt(-hour, {
        sentAt: start - 2000 - hour,
        refusedAt: start - 1000 - hour,
        namedUntil: namedUntil && namedUntil - hour,
        pace: {
          ...pace,
          since: pace.since - hour,
          answeredAt: pace.answeredAt - hour,
          at: pace.at ? pace.at - hour : 0,
        },
      }),
    );
  });

  it('comes nearer to its deadline as time passes', () => {
    const { memory, clock } = createMemory();
    memory.write('', laneAt());
    clock.now -= 60 * minute;
    const due = memory.read('')?.nextAt;
    clock.now += 500;

    expect(memory.read('')?.nextAt).toBe(due);
  });

  it('forgets no other lane', () => {
    const { memory, clock } = createMemory();
    memory.write('a:Other', laneAt(-120 * minute, { refusedAt: start }));
    memory.write('', laneAt());
    clock.now -= 60 * minute;
    memory.read('');

    expect(memory.read('a:Other')).toBeDefined();
  });
});

describe('what lies in the storage', () => {
  const day = 24 * 60 * minute;
  const counts = ['first', 'most', 'answered', 'refused', 'streak', 'run'] as const;
  const numbers = ['at', 'refusedAt', 'nextAt', 'namedUntil', 'sentAt', 'attempt'] as const;
  const paceNumbers = ['since', 'at', 'answeredAt', ...counts] as const;
  const lanes: { label: string; lane: unknown }[] = [
    ...numbers.map((name) => ({ label: `no number for ${name}`, lane: { ...laneAt(), [name]: 'soon' } })),
    ...paceNumbers.map((name) => ({
      label: `no number for the pace's ${name}`,
      lane: { ...laneAt(), pace: { ...laneAt().pace, [name]: null } },
    })),
    ...[...counts, 'attempt'].flatMap((name) =>
      [-1, 1e7].map((count) => {
        const lane = laneAt();
        const part = name === 'attempt' ? { attempt: count } : { pace: { ...lane.pace, [name]: count } };
        return { label: `${count} for ${name}`, lane: { ...lane, ...part } };
      }),
    ),
    { label: 'a deadline in years', lane: laneAt(0, { nextAt: start + 500 * day }) },
    { label: 'a deadline later than any wait', lane: laneAt(0, { nextAt: start + 1.2 * day + 1 }) },
    { label: 'a named wait in years', lane: laneAt(0, { namedUntil: start + 500 * day }) },
    {
      label: 'a burst that begins in years',
      lane: laneAt(0, { pace: { ...laneAt().pace, since: start + 500 * day } }),
    },
    {
      label: 'an answer that comes in years',
      lane: laneAt(0, { pace: { ...laneAt().pace, answeredAt: start + 500 * day } }),
    },
    { label: 'a refusal after it was written', lane: laneAt(0, { refusedAt: start + 1 }) },
    { label: 'a request after it was written', lane: laneAt(0, { sentAt: start + 1 }) },
    { label: 'a code that nobody is throttled with', lane: laneAt(0, { code: 'InternalError' }) },
    { label: 'an unknown code', lane: laneAt(0, { code: 'Teapot' }) },
    { label: 'no code', lane: { ...laneAt(), code: undefined } },
    { label: 'a list for a code', lane: { ...laneAt(), code: ['Throttling.User'] } },
    { label: 'a code of 101 characters', lane: laneAt(0, { code: 'Throttling.'.padEnd(101, 'x') }) },
    { label: 'no pace', lane: { ...laneAt(), pace: undefined } },
    { label: 'null for a pace', lane: { ...laneAt(), pace: null } },
    { label: 'null for a lane', lane: null },
    { label: 'a text for a lane', lane: 'closed' },
  ];

  it.each(lanes)('is no lane with $label', ({ lane }) => {
    const { memory } = createMemory(JSON.stringify({ '': lane, 'a:Good': laneAt() }));
    expect(memory.read('')).toBeUndefined();
    expect(memory.read('a:Good')).toEqual(laneAt());
  });

  it.each([
    { label: 'a code of 100 characters', changes: { code: 'Throttling.'.padEnd(100, 'x') } },
    {
      label: 'the longest wait that is believed',
      changes: { nextAt: start + 1.2 * day, namedUntil: start + 1.2 * day },
    },
    { label: 'a blocked project', changes: { code: 'Throttling', isBlocked: true } },
  ])('is a lane with $label', ({ changes }) => {
    const lane = laneAt(0, changes);
    expect(createMemory(JSON.stringify({ '': lane })).memory.read('')).toEqual(lane);
  });

  it('is read up to 20,000 characters, and not at all beyond them', () => {
    const text = JSON.stringify({ '': laneAt() });

    expect(createMemory(text.padEnd(20_000)).memory.read('')).toEqual(laneAt());
    expect(createMemory(text.padEnd(20_001)).memory.read('')).toBeUndefined();
  });
});
