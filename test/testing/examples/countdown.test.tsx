import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createImmSimulator, immHandlers } from 'imm-error-kit/simulator';
import { failWith, type ImmFakeClock, installFakeClock, renderWithImm } from 'imm-error-kit/testing';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Projects } from './Projects.tsx';

const server = setupServer(
  ...(await immHandlers(createImmSimulator(), { baseUrl: 'https://console.example.com/imm' })),
);
let clock: ImmFakeClock;

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  clock = installFakeClock();
});
afterEach(() => {
  clock.uninstall();
  server.resetHandlers();
});
afterAll(() => server.close());

it('counts down to the retry, which succeeds by itself', async () => {
  server.use(failWith('Throttling.User', { times: 1, retryAfterMs: 60_000 }));
  renderWithImm(<Projects />);
  await screen.findByRole('timer');

  await clock.advance(50_000);
  expect(screen.queryByText('travel-photos')).toBeNull();

  await clock.advance(30_000);
  expect(await screen.findByText('travel-photos')).toBeTruthy();
  expect(screen.queryByRole('timer')).toBeNull();
});

it('can be started now', async () => {
  server.use(failWith('Throttling.User', { times: 1, retryAfterMs: 60_000 }));
  renderWithImm(<Projects />);
  await userEvent.click(await screen.findByRole('button', { name: 'Try now' }));

  expect(await screen.findByText('travel-photos')).toBeTruthy();
});
