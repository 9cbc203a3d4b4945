import { describe, expect, it, vi } from 'vitest';
import { createWaitingLines, type Waiter } from '../../../src/core/retry/waitingLines.js';

function waiter(): Waiter {
  return { go: vi.fn(async () => {}), fail: vi.fn() };
}

/** The deadlines of lines, each under its lanes. */
function dueBy(deadlines: Record<string, number>): (lanes: readonly string[]) => number | undefined {
  return (lanes) => deadlines[lanes.join()];
}

describe('those who wait', () => {
  it('are taken out of their own line, in the order in which they came', () => {
    const lines = createWaitingLines();
    const [first, second, other] = [waiter(), waiter(), waiter()];
    lines.join(['', 'a:A'], first);
    lines.join([''], other);
    lines.join(['', 'a:A'], second);

    expect(lines.lanes()).toEqual([['', 'a:A'], ['']]);
    expect(lines.count(['', 'a:A'])).toBe(2);
    expect(lines.take(['', 'a:A'])).toBe(first);
    expect(lines.take(['', 'a:A'])).toBe(second);
    expect(lines.take(['', 'a:A'])).toBeUndefined();
    expect(lines.lanes()).toEqual([['']]);
    expect(lines.count(['', 'a:A'])).toBe(0);
  });

  it('are kept apart, though the names of their lanes read alike', () => {
    const lines = createWaitingLines();
    const [one, other] = [waiter(), waiter()];
    lines.join(['', 'a:A', 'p:P'], one);
    lines.join(['', 'a:Ap:P'], other);

    expect(lines.take(['', 'a:Ap:P'])).toBe(other);
    expect(lines.take(['', 'a:A', 'p:P'])).toBe(one);
  });

  it('are taken out all at once, in order, and no other line with them', () => {
    const lines = createWaitingLines();
    const all = [waiter(), waiter(), waiter()];
    for (const each of all) lines.join(['', 'a:A'], each);
    lines.join([''], waiter());

    expect(lines.takeAll(['', 'a:A'])).toEqual(all);
    expect(lines.takeAll(['', 'a:A'])).toEqual([]);
    expect(lines.lanes()).toEqual([['']]);
    expect([...lines.counts()]).toEqual([['', 1]]);
  });

  it('are counted by lane, and no lane without any', () => {
    const lines = createWaitingLines();
    const leave = lines.join(['', 'a:A'], waiter());
    lines.join(['', 'a:A'], waiter());
    lines.join(['', 'p:P'], waiter());
    expect([...lines.counts()]).toEqual([
      ['', 3],
      ['a:A', 2],
      ['p:P', 1],
    ]);

    leave();
    lines.take(['', 'a:A']);
    expect([...lines.counts()]).toEqual([
      ['', 1],
      ['p:P', 1],
    ]);
  });
});

describe('who leaves', () => {
  it('leaves the others in their places', () => {
    const lines = createWaitingLines();
    const [first, third] = [waiter(), waiter()];
    lines.join([''], first);
    const leave = lines.join([''], waiter());
    lines.join([''], third);
    leave();

    expect(lines.takeAll([''])).toEqual([first, third]);
  });

  it.each([
    { label: 'who left', take: () => {} },
    { label: 'who was taken', take: (lines: ReturnType<typeof createWaitingLines>) => lines.take(['']) },
    { label: 'who was taken with all', take: (lines: ReturnType<typeof createWaitingLines>) => lines.takeAll(['']) },
  ])('takes nobody out by leaving again: $label', ({ take }) => {
    const lines = createWaitingLines();
    const leave = lines.join([''], waiter());
    take(lines);
    leave();
    const next = waiter();
    lines.join([''], next);
    leave();

    expect(lines.count([''])).toBe(1);
    expect(lines.counts().get('')).toBe(1);
    expect(lines.lanes()).toEqual([['']]);
    expect(lines.take([''])).toBe(next);
  });
});

describe('the line that may go next', () => {
  it('is none where nobody waits', () => {
    expect(createWaitingLines().next(() => 0)).toBeUndefined();
  });

  it.each([
    { label: 'the one with the earlier deadline', deadlines: { A: 2, B: 1 }, next: { lanes: ['B'], due: 1 } },
    { label: 'the one with the earlier deadline', deadlines: { A: 1, B: 2 }, next: { lanes: ['A'], due: 1 } },
    { label: 'an open one', deadlines: { A: 1 }, next: { lanes: ['B'], due: Number.NEGATIVE_INFINITY } },
    { label: 'the one whose head came first, of two alike', deadlines: { A: 1, B: 1 }, next: { lanes: ['A'], due: 1 } },
  ])('is $label: $next.lanes', ({ deadlines, next }) => {
    const lines = createWaitingLines();
    lines.join(['A'], waiter());
    lines.join(['B'], waiter());
    expect(lines.next(dueBy(deadlines))).toEqual(next);
  });

  it('goes by who is at the head now, not by who came first to a line', () => {
    const lines = createWaitingLines();
    lines.join(['A'], waiter());
    lines.join(['B'], waiter());
    lines.join(['A'], waiter());
    lines.take(['A']);

    expect(lines.next(() => 1)?.lanes).toEqual(['B']);
  });

  it('is the best of those that match', () => {
    const lines = createWaitingLines();
    for (const lane of ['A', 'B', 'C']) lines.join([lane], waiter());
    const deadlines = dueBy({ A: 1, B: 3, C: 2 });

    expect(lines.next(deadlines, ([lane]) => lane !== 'A')).toEqual({ lanes: ['C'], due: 2 });
    expect(lines.next(deadlines, () => false)).toBeUndefined();
  });
});
