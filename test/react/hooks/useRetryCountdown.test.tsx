import { act, render, renderHook, screen } from '@testing-library/react';
import { ImmErrorProvider, useRetryCountdown } from 'imm-error-kit';
import { describeImmError, type ImmErrorState } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

describe('useRetryCountdown', () => {
  it('counts down to the deadline and stays at 0', () => {
    const state = waitingState(3000, { attempt: 2, maxAttempts: 3 });
    const { result } = renderHook(() => useRetryCountdown(state));
    expect(result.current).toMatchObject({ isCounting: true, at: start + 3000, secondsLeft: 3, text: '3 seconds' });
    expect(result.current).toMatchObject({ attempt: 2, maxAttempts: 3, inLine: false });

    act(() => vi.advanceTimersByTime(2000));
    expect(result.current.text).toBe('1 second');
    act(() => vi.advanceTimersByTime(5000));
    expect(result.current).toMatchObject({ isCounting: true, secondsLeft: 0 });
  });

  it('tells whether it stands in line', () => {
    const state = waitingState(0, { inLine: true });
    const { result } = renderHook(() => useRetryCountdown(state));

    expect(result.current).toMatchObject({ secondsLeft: 0, inLine: true });
  });

  it('counts nothing, and starts no timer, where no retry is scheduled', () => {
    const { result } = renderHook(() => useRetryCountdown(null));

    expect(result.current).toMatchObject({ isCounting: false, secondsLeft: 0 });
    expect(result.current.retryNow).toBeUndefined();
    expect(result.current.stop).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says the time in the language of the provider', () => {
    const state = waitingState(120_000);
    const wrapper = ({ children }: { children: ReactNode }): ReactNode => (
      <ImmErrorProvider locale="zh-CN" messages={english}>
        {children}
      </ImmErrorProvider>
    );
    const { result } = renderHook(() => useRetryCountdown(state), { wrapper });

    expect(result.current.text).toBe('2 分钟');
  });

  it('renders its own component once a second, and no parent', () => {
    const renders = { parent: 0, own: 0 };
    const state = waitingState(10_000);
    function Own(): ReactNode {
      renders.own++;
      return <p>{useRetryCountdown(state).text}</p>;
    }
    function Parent(): ReactNode {
      renders.parent++;
      return <Own />;
    }
    render(<Parent />);
    const atFirst = { ...renders };
    for (let second = 0; second < 5; second++) act(() => vi.advanceTimersByTime(1000));

    expect(screen.getByText('5 seconds')).toBeTruthy();
    expect({ parent: renders.parent - atFirst.parent, own: renders.own - atFirst.own }).toEqual({ parent: 0, own: 5 });
  });
});
