import { act, render, screen } from '@testing-library/react';
import { ImmErrorProvider, RetryCountdown } from 'imm-error-kit';
import { describeImmError, type ImmErrorState } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { Profiler } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { subscribeTicker } from '../../../src/react/ticker.js';
import { answer } from '../answers.ts';

const start = new Date('2026-11-23T08:00:00Z').getTime();

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

afterEach(() => {
  vi.useRealTimers();
});

function waitingState(delayMs: number, more: object = {}): ImmErrorState {
  const state = describeImmError(answer('Throttling.User'), { messages: english });
  return { ...state, retry: { kind: 'automatic', at: start + delayMs, ...more } };
}

describe('RetryCountdown', () => {
  it('renders nothing where no retry is scheduled', () => {
    const { container } = render(<RetryCountdown source={answer('Throttling.User')} />);

    expect(container.textContent).toBe('');
  });

  it('counts down to the deadline and then says that it tries', () => {
    render(<RetryCountdown state={waitingState(3000)} />);
    const timer = screen.getByRole('timer');
    expect(timer.textContent).toBe('Trying again in 3 seconds');

    act(() => vi.advanceTimersByTime(2000));
    expect(timer.textContent).toBe('Trying again in 1 second');

    act(() => vi.advanceTimersByTime(1000));
    expect(timer.textContent).toBe('Trying again now');
  });

  it('catches up after a sleep, as it reads a deadline', () => {
    render(<RetryCountdown state={waitingState(60_000)} />);
    vi.setSystemTime(start + 45_000);
    act(() => vi.advanceTimersByTime(1000));

    expect(screen.getByRole('timer').textContent).toBe('Trying again in 14 seconds');
  });

  it('stands still while the page is hidden, and is right when it is shown again', () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    render(<RetryCountdown state={waitingState(10_000)} />);
    expect(vi.getTimerCount()).toBe(0);

    vi.setSystemTime(start + 6000);
    hidden.mockReturnValue(false);
    act(() => document.dispatchEvent(new Event('visibilitychange')));
    expect(screen.getByRole('timer').textContent).toBe('Trying again in 4 seconds');
    hidden.mockRestore();
  });

  it('stands still while the network is away, and is right when it is back', () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    render(<RetryCountdown state={waitingState(10_000)} />);
    expect(vi.getTimerCount()).toBe(0);

    vi.setSystemTime(start + 6000);
    onLine.mockReturnValue(true);
    act(() => dispatchEvent(new Event('online')));
    expect(screen.getByRole('timer').textContent).toBe('Trying again in 4 seconds');

    onLine.mockReturnValue(false);
    act(() => dispatchEvent(new Event('offline')));
    expect(vi.getTimerCount()).toBe(0);
    onLine.mockRestore();
  });

  it('shares one timer among all countdowns, and leaves none behind', () => {
    const { unmount } = render(
      <>
        <RetryCountdown state={waitingState(5000)} />
        <RetryCountdown state={waitingState(7000)} />
        <RetryCountdown state={waitingState(9000)} />
      </>,
    );
    expect(vi.getTimerCount()).toBe(1);

    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says which attempt it is where they are limited', () => {
    render(<RetryCountdown state={waitingState(5000, { attempt: 2, maxAttempts: 3 })} />);

    expect(screen.getByText('Attempt 2 of 3')).toBeTruthy();
  });

  it('speaks at 10 seconds and at the end, not each second', () => {
    const spoken: string[] = [];
    const { container } = render(
      <ImmErrorProvider>
        <RetryCountdown state={waitingState(14_000)} />
      </ImmErrorProvider>,
    );
    const region = container.querySelector('[aria-live="polite"]') as HTMLElement;
    for (let second = 0; second < 15; second++) {
      act(() => vi.advanceTimersByTime(1000));
      if (region.textContent && spoken.at(-1) !== region.textContent) spoken.push(region.textContent);
    }

    expect(spoken).toEqual(['Trying again in 10 seconds', 'Trying again now']);
  });

  it('lets one of many countdowns speak, not each in its turn', () => {
    const spoken: string[] = [];
    const { container } = render(
      <ImmErrorProvider>
        {Array.from({ length: 8 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are told apart by nothing else, and never change.
          <RetryCountdown key={index} state={waitingState(64_000 + index * 1000)} />
        ))}
      </ImmErrorProvider>,
    );
    const region = container.querySelector('[aria-live="polite"]') as HTMLElement;
    for (let second = 0; second < 12; second++) {
      act(() => vi.advanceTimersByTime(1000));
      if (region.textContent && spoken.at(-1) !== region.textContent) spoken.push(region.textContent);
    }

    expect(spoken).toEqual(['Trying again in 60 seconds']);
  });

  it('speaks when it starts on its own, as no banner does it', () => {
    function Page({ state }: { state: ImmErrorState | null }) {
      return (
        <ImmErrorProvider>
          <RetryCountdown state={state} />
        </ImmErrorProvider>
      );
    }
    const { container, rerender } = render(<Page state={null} />);
    act(() => vi.advanceTimersByTime(1000));
    rerender(<Page state={waitingState(21_000)} />);
    act(() => vi.advanceTimersByTime(500));

    expect(container.querySelector('[aria-live="polite"]')?.textContent).toBe(
      'Too many requests from this user. Trying again in 20 seconds.',
    );
  });

  it('renders no parent and not itself while it counts', () => {
    let renders = 0;
    const state = waitingState(30_000);
    render(
      <Profiler id="page" onRender={() => renders++}>
        <RetryCountdown state={state} />
      </Profiler>,
    );
    const atFirst = renders;
    act(() => vi.advanceTimersByTime(10_000));

    expect(screen.getByRole('timer').textContent).toBe('Trying again in 20 seconds');
    expect(renders).toBe(atFirst);
  });

  it('goes on counting where an extension has put a translation in place of the text', () => {
    render(<RetryCountdown state={waitingState(5000)} />);
    const timer = screen.getByRole('timer');
    const translated = document.createElement('font');
    translated.textContent = 'Nochmals in 5 Sekunden';
    timer.replaceChildren(translated);
    act(() => vi.advanceTimersByTime(1000));

    expect(timer.textContent).toBe('Trying again in 4 seconds');
  });

  it('stops no clock of another where one throws', () => {
    const stop = subscribeTicker(() => {
      throw new Error('broken');
    });
    render(<RetryCountdown state={waitingState(5000)} />);
    expect(() => vi.advanceTimersByTime(1000)).toThrow('broken');

    stop();
    act(() => vi.advanceTimersByTime(1000));
    expect(screen.getByRole('timer').textContent).toBe('Trying again in 3 seconds');
  });

  it('is right when the clock is set back, too', () => {
    render(<RetryCountdown state={waitingState(5000)} />);
    vi.setSystemTime(start - 60_000);
    act(() => vi.advanceTimersByTime(1000));

    expect(screen.getByRole('timer').textContent).toBe('Trying again in 64 seconds');
  });
});
