import { useQuery } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorBanner } from 'imm-error-kit';
import { createThrottleGate, withGate } from 'imm-error-kit/core';
import { type ImmFakeClock, immFixture, installFakeClock, renderWithImm } from 'imm-error-kit/testing';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

let clock: ImmFakeClock;
beforeEach(() => {
  clock = installFakeClock();
});
afterEach(() => clock.uninstall());

function Project(): ReactNode {
  const [answers] = useState(() => [immFixture('Throttling.User', { retryAfterMs: 60_000 })]);
  const [gate] = useState(createThrottleGate);
  const project = useQuery({
    queryKey: ['project'],
    queryFn: withGate(async () => {
      const refusal = answers.pop();
      if (refusal) throw refusal.toError();
      return 'films';
    }, gate),
  });
  return (
    <>
      <ErrorBanner source={project} />
      <p>{project.data}</p>
    </>
  );
}

it('counts a minute down in no time in a real browser', async () => {
  renderWithImm(<Project />);
  await screen.findByRole('timer');
  await clock.advance(80_000);

  expect(await screen.findByText('films')).toBeTruthy();
});

it('lets a button start the retry now in a real browser', async () => {
  renderWithImm(<Project />);
  await userEvent.click(await screen.findByRole('button', { name: 'Try now' }));

  expect(await screen.findByText('films')).toBeTruthy();
});

it('gives the browser its own time back', () => {
  clock.uninstall();

  expect(`${setTimeout}${clearTimeout}${Date}`).toMatch(/^(function \w+\(\) \{ \[native code\] \}){3}$/);
});
