import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorBanner } from 'imm-error-kit';
import { createImmFetch, createThrottleGate, type ThrottleGate, withGate } from 'imm-error-kit/core';
import { failWith, type ImmFakeClock, installFakeClock, renderWithImm } from 'imm-error-kit/testing';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { type ReactNode, useEffect, useState } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const imm = 'https://imm.cn-hangzhou.aliyuncs.com/';
const server = setupServer(http.all(imm, () => HttpResponse.json({ Projects: [{ ProjectName: 'films' }] })));
const start = Date.parse('2026-11-23T08:00:00.000Z');
const earlier = new Date(0);
const RealDate = Date;
let clock: ImmFakeClock;

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  clock = installFakeClock(start);
});
afterEach(() => {
  clock.uninstall();
  server.resetHandlers();
});
afterAll(() => server.close());

const immFetch = createImmFetch();

function Projects({ gate }: { gate: ThrottleGate }): ReactNode {
  const projects = useQuery({
    queryKey: ['projects'],
    queryFn: withGate(async () => (await immFetch(`${imm}?Action=ListProjects`)).json(), gate),
  });
  return (
    <>
      <ErrorBanner source={projects} />
      <p>{projects.data?.Projects[0].ProjectName}</p>
    </>
  );
}

describe('installFakeClock, under a countdown', () => {
  it('counts down as far as it is moved, and the retry comes when the countdown ends', async () => {
    server.use(failWith('Throttling.User', { times: 1, retryAfterMs: 5000 }));
    renderWithImm(<Projects gate={createThrottleGate({ random: () => 0 })} />);
    expect((await screen.findByRole('timer')).textContent).toContain('5 seconds');

    await clock.advance(2000);
    expect(screen.getByRole('timer').textContent).toContain('3 seconds');

    await clock.advance(3000);
    expect(await screen.findByText('films')).toBeTruthy();
    expect(screen.queryByRole('timer')).toBeNull();
  });

  it('lets user-event press buttons meanwhile', async () => {
    server.use(failWith('Throttling.User', { times: 1, retryAfterMs: 60_000 }));
    const user = userEvent.setup();
    renderWithImm(<Projects gate={createThrottleGate({ random: () => 0 })} />);
    await user.click(await screen.findByRole('button', { name: 'Try now' }));

    expect(await screen.findByText('films')).toBeTruthy();
    expect(clock.now()).toBe(start);
  });
});

describe('installFakeClock', () => {
  it('shows its own time, everywhere, until it is moved', async () => {
    const shown = () => [clock.now(), Date.now(), new Date().toISOString()];
    expect(shown()).toEqual([start, start, '2026-11-23T08:00:00.000Z']);
    await clock.advance(1500);
    expect(shown()).toEqual([start + 1500, start + 1500, '2026-11-23T08:00:01.500Z']);
    expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    expect(new Date(2026, 0, 2).getDate()).toBe(2);
    expect(Date()).toBe(String(new Date()));
  });

  it.each([
    { label: 'made before', date: () => earlier },
    { label: 'made now', date: () => new Date() },
    { label: 'cloned', date: () => structuredClone(new Date()) },
  ])('takes a date that was $label for a date', ({ date }) => {
    expect(date()).toBeInstanceOf(Date);
    expect(date().constructor).toBe(new Date().constructor);
  });

  it('runs what falls due in its order, each at its own time, and what that sets in turn', async () => {
    const seen: [string, number][] = [];
    const note = (name: string): void => void seen.push([name, clock.now() - start]);
    setTimeout(note, 300, 'c');
    setTimeout(() => {
      note('a');
      setTimeout(note, 100, 'b');
    }, 100);
    clearTimeout(setTimeout(note, 150, 'cleared'));
    setTimeout(note, 301, 'later');

    await clock.advance(300);
    expect(seen).toEqual([
      ['a', 100],
      ['b', 200],
      ['c', 300],
    ]);
    await clock.advance(1);
    expect(seen.at(-1)).toEqual(['later', 301]);
  });

  it('takes a text for a number of ms, as every clock does', async () => {
    const due = vi.fn();
    setTimeout(due, '500' as unknown as number);
    await clock.advance(499);
    expect(due).not.toHaveBeenCalled();

    await clock.advance(1);
    expect(due).toHaveBeenCalledOnce();
  });

  it('starts a timer anew that is refreshed, as Node’s own fetch does', async () => {
    const due = vi.fn();
    // What Node gives; the types here are a browser's.
    const timer = setTimeout(due, 1000) as unknown as { refresh(): unknown };
    await clock.advance(999);
    expect(timer.refresh()).toBe(timer);
    await clock.advance(999);
    expect(due).not.toHaveBeenCalled();

    await clock.advance(1);
    timer.refresh();
    await clock.advance(1000);
    expect(due).toHaveBeenCalledTimes(2);
  });

  it('lets an effect that one timer causes set the next', async () => {
    function Steps(): ReactNode {
      const [step, setStep] = useState(0);
      useEffect(() => {
        const timer = setTimeout(() => setStep(step + 1), 1000);
        return () => clearTimeout(timer);
      }, [step]);
      return <p>Step {step}</p>;
    }
    renderWithImm(<Steps />);
    await clock.advance(3000);

    expect(screen.getByText('Step 3')).toBeTruthy();
  });

  it('leaves time-outs of no time, and their ends, to the real clock', async () => {
    const never = vi.fn();
    clearTimeout(setTimeout(never, 0));
    await new Promise((resolve) => setTimeout(resolve, 0));

    expect(never).not.toHaveBeenCalled();
    expect(clock.now()).toBe(start);
  });

  it('lets a search for what isn’t there end in real time', async () => {
    setTimeout(() => document.body.append('never'), 100);
    const begun = performance.now();

    await expect(screen.findByText('never', {}, { timeout: 120 })).rejects.toThrow(/Unable to find/);
    expect(performance.now() - begun).toBeGreaterThan(100);
  });

  it('lets a search try again by itself, without a change of the page', async () => {
    let tries = 0;
    await waitFor(() => expect(++tries).toBeGreaterThan(2));

    expect(clock.now()).toBe(start);
  });

  it('gives way to the next one, which gives the real time back', () => {
    const next = installFakeClock(start + 60_000);
    expect(Date.now()).toBe(start + 60_000);

    next.uninstall();
    expect(Date).toBe(RealDate);
  });

  it('starts in the real present where another stood', () => {
    const next = installFakeClock();
    expect(Math.abs(next.now() - RealDate.now())).toBeLessThan(10_000);
    next.uninstall();
  });

  it('leaves a clock alone that was installed after it', () => {
    const next = installFakeClock(start + 60_000);
    clock.uninstall();
    expect(Date.now()).toBe(start + 60_000);

    next.uninstall();
    const Other = class extends Date {};
    vi.stubGlobal('Date', Other);
    next.uninstall();
    expect(Date).toBe(Other);
    vi.unstubAllGlobals();
  });

  it('gives the real time back, and forgets its timers', async () => {
    const late = vi.fn();
    setTimeout(late, 50);
    clock.uninstall();

    expect(Math.abs(Date.now() - start)).toBeGreaterThan(1000);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(late).not.toHaveBeenCalled();
  });
});
