import { act, render } from '@testing-library/react';
import { type ImmQuerySource, RetryCountdown, RetryProgress } from 'imm-error-kit';
import { describeImmError, type ImmErrorState } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../answers.ts';

const start = new Date('2026-11-23T08:00:00Z').getTime();

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

function waitingState(delayMs: number): ImmErrorState {
  const state = describeImmError(answer('Throttling.User'), { messages: english });
  return { ...state, retry: { kind: 'automatic', at: start + delayMs } };
}

describe('RetryProgress', () => {
  it('fills from the moment it is seen to the deadline, by the ticker of the countdowns', () => {
    const { container } = render(<RetryProgress state={waitingState(10_000)} />);
    const bar = container.querySelector('progress') as HTMLProgressElement;
    expect(bar.value).toBe(0);
    expect(vi.getTimerCount()).toBe(1);

    act(() => vi.advanceTimersByTime(4000));
    expect(bar.value).toBeCloseTo(0.4);
    act(() => vi.advanceTimersByTime(60_000));
    expect(bar.value).toBe(1);
  });

  it('needs no inline style, and is silent, as the countdown says the same', () => {
    const { container } = render(<RetryProgress state={waitingState(10_000)} className="mine" id="bar" />);
    const bar = container.querySelector('progress');

    expect(bar?.getAttribute('style')).toBeNull();
    expect(bar?.getAttribute('aria-hidden')).toBe('true');
    expect(bar?.className).toBe('imm-progress mine');
    expect(bar?.id).toBe('bar');
  });

  it('starts anew with another deadline', () => {
    const { container, rerender } = render(<RetryProgress state={waitingState(10_000)} />);
    act(() => vi.advanceTimersByTime(8000));
    rerender(<RetryProgress state={waitingState(28_000)} />);

    expect(container.querySelector('progress')?.value).toBe(0);
    act(() => vi.advanceTimersByTime(10_000));
    expect(container.querySelector('progress')?.value).toBeCloseTo(0.5);
  });

  it('is full where the deadline is over already', () => {
    const { container } = render(<RetryProgress state={waitingState(-1000)} />);

    expect(container.querySelector('progress')?.value).toBe(1);
  });

  it('leaves it to the countdown to say why a retry is paused', () => {
    const paused: ImmQuerySource = {
      status: 'pending',
      fetchStatus: 'paused',
      error: null,
      failureCount: 1,
      failureReason: answer('Throttling.User'),
      errorUpdatedAt: 0,
      refetch() {},
    };
    const { container } = render(
      <>
        <RetryCountdown source={paused} />
        <RetryProgress source={paused} />
      </>,
    );

    expect(container.textContent).toBe(english.format('countdown.paused', {}));
    expect(container.querySelector('progress')).toBeNull();
  });

  it('renders nothing where no retry is scheduled, and leaves no timer behind', () => {
    const { container, rerender } = render(<RetryProgress state={waitingState(10_000)} />);
    rerender(<RetryProgress source={answer('Throttling.User')} />);

    expect(container.textContent).toBe('');
    expect(container.querySelector('progress')).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });
});
