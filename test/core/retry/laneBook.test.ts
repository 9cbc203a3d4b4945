import { ImmError } from 'imm-error-kit/core';
import { describe, expect, it, vi } from 'vitest';
import { createLaneBook, type LaneBook } from '../../../src/core/retry/laneBook.js';
import { closedLane, type LaneState, laneAfterSend } from '../../../src/core/retry/laneState.js';

const start = 1_800_000_000_000;
const minute = 60_000;
const noLuck = 0.5;

interface Message {
  waiting: Record<string, number>;
  lanes: Record<string, LaneState>;
}

/** The book of one tab; what it tells the others and what they tell it passes through the test. */
function createBook(): {
  book: LaneBook;
  clock: { now: number };
  waiting: Map<string, number>;
  told: Message[];
  hear(lanes: unknown, waiting?: Record<string, number>): void;
  onChange: () => void;
} {
  const clock = { now: start };
  const waiting = new Map<string, number>();
  const told: Message[] = [];
  const onChange = vi.fn();
  let listener = (_: { data: unknown }): void => {};
  const book = createLaneBook({
    key: 'user',
    channel: {
      postMessage: (message) => void told.push(structuredClone(message as Message)),
      addEventListener: (_, hear) => {
        listener = hear;
      },
      removeEventListener() {},
    },
    storage: undefined,
    clock: { now: () => clock.now, random: () => noLuck, after: () => () => {} },
    waiting: () => waiting,
    onChange,
  });
  const hear = (lanes: unknown, others = {}): void =>
    listener({ data: { kit: 'imm-error-kit', key: 'user', tab: 'another', waiting: others, lanes } });
  return { book, clock, waiting, told, hear, onChange };
}

function refusal(code = 'Throttling.User'): ImmError {
  return new ImmError({ code, message: 'The project is blocked, says the service.' });
}

function laneAt(ms = 0, changes: Partial<LaneState> = {}): LaneState {
  return { ...closedLane(refusal(), start + ms, noLuck, false), ...changes };
}

describe('the deadline of several lanes', () => {
  it('is the latest of those that are closed, in whichever order they are named', () => {
    const { book, hear } = createBook();
    hear({ '': laneAt(0, { nextAt: start + 1000 }), 'a:A': laneAt(0, { nextAt: start + 3000 }) });

    expect(book.dueOf(['', 'a:A', 'p:Open'])).toBe(start + 3000);
    expect(book.dueOf(['a:A', ''])).toBe(start + 3000);
    expect(book.dueOf(['p:Open'])).toBeUndefined();
  });

  it('moves on where a request that waited told nothing', () => {
    const { book, clock } = createBook();
    book.noteRefusal(refusal(), {}, start, false);
    clock.now += minute;
    book.noteSilence(['']);

    expect(book.dueOf([''])).toBeGreaterThan(clock.now);
  });
});

describe('the last refusal', () => {
  it('is the very error that this tab met, or one of its code where another tab met it', () => {
    const { book, hear } = createBook();
    const mine = refusal('Throttling.Api');
    book.noteRefusal(mine, { action: 'Mine' }, start, false);
    hear({ 'a:Theirs': laneAt(0, { code: 'Throttling.Api' }) });

    expect(book.errorOf(['', 'a:Mine'])).toBe(mine);
    expect(book.errorOf(['', 'a:Theirs'])).toMatchObject({ code: 'Throttling.Api', message: '' });
  });

  it('is one of the user where every lane was forgotten in the meantime', () => {
    const { book, clock } = createBook();
    book.noteRefusal(refusal(), {}, start, false);
    clock.now = laneAt().nextAt + 10 * minute;

    expect(book.errorOf([''])).toMatchObject({ code: 'Throttling.User', message: '' });
  });

  it.each([
    { lanes: 32, isKept: true },
    { lanes: 33, isKept: false },
  ])('is kept with all it said: $isKept, after refusals in $lanes lanes', ({ lanes, isKept }) => {
    const { book, clock, hear } = createBook();
    const first = refusal('Throttling');
    book.noteRefusal(first, { project: '0' }, start, false);
    for (let index = 1; index < lanes; index++)
      book.noteRefusal(refusal('Throttling'), { project: `${index}` }, start, false);
    // The lane itself may be forgotten among so many, until another tab tells of it again.
    clock.now += 1;
    hear({ 'p:0': laneAt(1, { code: 'Throttling' }) });

    expect(book.errorOf(['p:0']) === first).toBe(isKept);
    expect(book.errorOf(['p:1']).message).toBe('The project is blocked, says the service.');
  });
});

describe('a refusal in an open lane', () => {
  it.each([
    { label: 'less than a second after an answer', after: 999, wait: 400 },
    { label: 'a second after an answer', after: 1000, wait: 1000 },
  ])('closes it for $wait ms, $label', ({ after, wait }) => {
    const { book, clock } = createBook();
    book.noteAnswer([''], false);
    clock.now += after;
    book.noteRefusal(refusal(), {}, start, false);

    expect(book.dueOf([''])).toBe(clock.now + wait);
  });
});

describe('a refusal in a lane that was closed meanwhile', () => {
  it.each([
    { label: 'before', ms: -1, isClosed: false },
    { label: 'at the moment at which', ms: 0, isClosed: false },
    { label: 'after', ms: 1, isClosed: true },
  ])('is remembered: $isClosed, if the request went $label the lane closed', ({ ms, isClosed }) => {
    const { book, clock, hear } = createBook();
    clock.now += 5 * minute;
    hear({ '': laneAt() });
    book.noteRefusal(refusal(), {}, start + ms, false);
    expect(book.dueOf([''])).toBe(laneAt().nextAt);

    clock.now = laneAt().nextAt + 10 * minute;
    expect(book.isClosed('')).toBe(isClosed);
    clock.now = start + 15 * minute;
    expect(book.isClosed('')).toBe(false);
  });
});

describe('a refusal that was on its way when the lane closed', () => {
  it.each([
    { label: 'a longer wait', retryAfterMs: minute, due: start + 1000 + 1.1 * minute },
    { label: 'a shorter wait', retryAfterMs: 1000, due: start + 5500 },
    { label: 'no wait', retryAfterMs: undefined, due: start + 5500 },
  ])('moves the deadline to $due where it names $label', ({ retryAfterMs, due }) => {
    const { book, clock } = createBook();
    book.noteRefusal(new ImmError({ code: 'Throttling.User', retryAfterMs: 5000 }), {}, start, false);
    clock.now += 1000;
    book.noteRefusal(new ImmError({ code: 'Throttling.User', retryAfterMs }), {}, start, false);

    expect(book.dueOf([''])).toBe(due);
  });
});

describe('who waits', () => {
  it('includes the request in the air', () => {
    const { book, clock, waiting, told } = createBook();
    book.noteRefusal(refusal(), {}, start, false);
    clock.now += 1000;
    waiting.set('', 3);
    book.noteAnswer([''], true);
    const answered = told.at(-1)?.lanes[''] ?? expect.fail();
    book.noteSent(['']);

    expect(told.at(-1)?.lanes['']).toEqual(laneAfterSend(answered, clock.now, 4, noLuck));
    expect(laneAfterSend(answered, clock.now, 4, noLuck).nextAt).not.toBe(
      laneAfterSend(answered, clock.now, 3, noLuck).nextAt,
    );
  });

  it('includes the request that was refused, and those of other tabs', () => {
    const { book, waiting, told, hear } = createBook();
    book.noteRefusal(refusal(), {}, start, false);
    waiting.set('', 2);
    hear({}, { '': 5 });
    book.noteRefusal(refusal(), {}, start, true);

    expect(told.at(-1)?.lanes['']?.pace.most).toBe(8);
  });

  it('in other tabs is told by lane', () => {
    const { book, hear } = createBook();
    expect(book.isShared(['', 'a:A'])).toBe(false);

    hear({}, { 'a:A': 1, 'a:B': 0 });
    expect(book.isShared(['', 'a:A'])).toBe(true);
    expect(book.isShared(['', 'a:B'])).toBe(false);
  });
});

describe('what other tabs tell', () => {
  it.each([
    { label: 'first', lanes: { 'a:New': laneAt(), 'a:Known': laneAt() } },
    { label: 'last', lanes: { 'a:Known': laneAt(), 'a:New': laneAt() } },
  ])('is a change, told once, where the news comes $label', ({ lanes }) => {
    const { book, hear, onChange } = createBook();
    hear({ 'a:Known': laneAt() });
    vi.mocked(onChange).mockClear();

    hear(lanes);
    expect(onChange).toHaveBeenCalledOnce();
    expect(book.isClosed('a:New')).toBe(true);
  });

  it.each([
    { label: 'no lane', lanes: {} },
    { label: 'what is known', lanes: { '': laneAt() } },
    { label: 'no sense', lanes: { '': 'closed' } },
  ])('is no change where it is $label', ({ lanes }) => {
    const { hear, onChange } = createBook();
    hear({ '': laneAt() });
    vi.mocked(onChange).mockClear();

    hear(lanes);
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('what other tabs are told', () => {
  it('is nothing while no lane is closed', () => {
    const { book, waiting, told } = createBook();
    book.tellTabs();
    waiting.set('', 1);
    book.tellTabs();

    expect(told).toEqual([]);
  });

  it('is who waits in closed lanes, each time that this changes', () => {
    const { book, waiting, told } = createBook();
    book.noteRefusal(refusal('Throttling.Api'), { action: 'A' }, start, false);
    told.length = 0;
    waiting.set('', 2).set('a:A', 2);
    book.tellTabs();
    book.tellTabs();
    waiting.delete('a:A');
    book.tellTabs();
    book.tellTabs();

    expect(told.map(({ waiting }) => waiting)).toEqual([{ 'a:A': 2 }, {}]);
  });

  it('is told again after a minute, but not that nobody waits', () => {
    const { book, clock, waiting, told } = createBook();
    book.noteRefusal(refusal(), {}, start, false);
    waiting.set('', 1);
    book.tellTabs();
    told.length = 0;

    clock.now += minute - 1;
    book.tellTabs();
    expect(told).toHaveLength(0);
    clock.now += 1;
    book.tellTabs();
    expect(told).toHaveLength(1);

    waiting.clear();
    book.tellTabs();
    expect(told).toHaveLength(2);
    clock.now += minute;
    book.tellTabs();
    expect(told).toHaveLength(2);
  });

  it('is each lane that changed, though nobody waits', () => {
    const { book, told } = createBook();
    book.noteRefusal(refusal(), {}, start, false);

    expect(told).toEqual([expect.objectContaining({ key: 'user', waiting: {}, lanes: { '': laneAt() } })]);
  });
});
