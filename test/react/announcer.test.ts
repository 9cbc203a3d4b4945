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

  it('says nothing for an empty text', () => {
    announcer.announce('', 'polite');

    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no timer behind when its regions go', () => {
    announcer.announce('Gone', 'polite');
    announcer.connect(undefined);

    expect(vi.getTimerCount()).toBe(0);
  });
});
