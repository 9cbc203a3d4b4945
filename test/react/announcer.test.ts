import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnnouncer, type RegionAnnouncer } from '../../src/react/announcer.ts';

let announcer: RegionAnnouncer;
let assertive: HTMLElement;
let polite: HTMLElement;

beforeEach(() => {
  vi.useFakeTimers();
  announcer = createAnnouncer();
  assertive = document.createElement('div');
  polite = document.createElement('div');
  announcer.connect({ assertive, polite });
  vi.advanceTimersByTime(1);
});

afterEach(() => {
  announcer.connect(undefined);
  vi.useRealTimers();
});

describe('createAnnouncer', () => {
  it('is ready only after its regions have been in the page for a moment', () => {
    announcer.connect({ assertive, polite });
    expect(announcer.isReady()).toBe(false);

    vi.advanceTimersByTime(1);
    expect(announcer.isReady()).toBe(true);
  });

  it('puts a text into the region of its urgency, a moment later', () => {
    announcer.announce('It failed', 'assertive');
    expect(assertive.textContent).toBe('');

    vi.advanceTimersByTime(100);
    expect(assertive.textContent).toBe('It failed');
    expect(polite.textContent).toBe('');
  });

  it('joins texts that come together, so that none is lost', () => {
    announcer.announce('First.', 'polite');
    announcer.announce('Second.', 'polite');
    vi.advanceTimersByTime(100);

    expect(polite.textContent).toBe('First. Second.');
  });

  it('speaks a text once when twelve widgets say it together', () => {
    for (let widget = 0; widget < 12; widget++) announcer.announce('Signed out.', 'polite');
    vi.advanceTimersByTime(100);

    expect(polite.textContent).toBe('Signed out.');
  });

  it('makes the same text a change when it is spoken again later', () => {
    announcer.announce('Copied', 'polite');
    vi.advanceTimersByTime(2000);
    const first = polite.textContent;
    announcer.announce('Copied', 'polite');
    vi.advanceTimersByTime(100);

    expect(polite.textContent).not.toBe(first);
    expect(polite.textContent?.trim()).toBe('Copied');
  });

  describe('for what answers a press', () => {
    const recovered = 'It worked this time';

    /** The times at which the text is spoken, of answers that come at these times; `asked` is when each was asked for. */
    function spokenAt(answers: readonly { at: number; asked: number; text?: string }[]): number[] {
      const start = Date.now();
      const times: number[] = [];
      for (const { at, asked, text = recovered } of answers) {
        vi.advanceTimersByTime(start + at - Date.now());
        polite.textContent = '';
        announcer.announce(text, 'polite', start + asked);
        vi.advanceTimersByTime(100);
        if (polite.textContent.trim() === recovered) times.push(at);
      }
      return times;
    }

    it('speaks once when twelve widgets answer it together', () => {
      for (let widget = 0; widget < 12; widget++) announcer.announce(recovered, 'polite', Date.now());
      vi.advanceTimersByTime(100);
      expect(polite.textContent).toBe(recovered);

      polite.textContent = '';
      vi.advanceTimersByTime(60_000);
      expect(polite.textContent).toBe('');
    });

    it('speaks once when twelve widgets answer it one after another over 8 seconds', () => {
      // Repeated in one loop, which takes its time, too.
      const answers = Array.from({ length: 12 }, (_, index) => ({ at: 1000 + index * 700, asked: index * 2 }));
      expect(spokenAt(answers)).toEqual([1000]);
    });

    it('speaks again when the next answer comes 10 seconds later', () => {
      const answers = [1000, 10_900, 11_000, 20_900].map((at) => ({ at, asked: 0 }));
      expect(spokenAt(answers)).toEqual([1000, 11_000]);
    });

    it('speaks again for another press, though both were answered within 10 seconds', () => {
      const afterAnother = [
        { at: 1000, asked: 0 },
        { at: 4000, asked: 3000 },
      ];
      expect(spokenAt(afterAnother)).toEqual([1000, 4000]);

      vi.advanceTimersByTime(60_000);
      const beforeTheFirstAnswer = [
        { at: 3000, asked: 0 },
        { at: 5000, asked: 2000 },
      ];
      expect(spokenAt(beforeTheFirstAnswer)).toEqual([3000, 5000]);
    });

    it('speaks again when something else was said in between', () => {
      const answers = [
        { at: 1000, asked: 0 },
        { at: 3000, asked: 0, text: "Error: This dataset wasn't found" },
        { at: 5000, asked: 0 },
        { at: 7000, asked: 0 },
      ];
      expect(spokenAt(answers)).toEqual([1000, 5000]);
    });

    it('speaks again for a press after the clock was set back', () => {
      announcer.announce(recovered, 'polite', Date.now());
      vi.advanceTimersByTime(100);
      polite.textContent = '';
      vi.setSystemTime(Date.now() - 3_600_000);
      announcer.announce(recovered, 'polite', Date.now());
      vi.advanceTimersByTime(100);
      expect(polite.textContent?.trim()).toBe(recovered);
    });
  });

  it('says nothing for an empty text', () => {
    announcer.announce('', 'polite');

    expect(vi.getTimerCount()).toBe(0);
  });

  it('speaks again when its regions come back, but not of what was to be said when they went', () => {
    announcer.announce('Gone', 'polite');
    announcer.connect(undefined);
    announcer.connect({ assertive, polite });
    announcer.announce('Back', 'polite');
    vi.advanceTimersByTime(100);

    expect(polite.textContent).toBe('Back');
  });

  it('leaves no timer behind when its regions go', () => {
    announcer.announce('Gone', 'polite');
    announcer.connect(undefined);

    expect(vi.getTimerCount()).toBe(0);
  });
});
