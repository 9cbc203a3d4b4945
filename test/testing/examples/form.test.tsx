import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createImmSimulator, immHandlers } from 'imm-error-kit/simulator';
import { failWith, renderWithImm } from 'imm-error-kit/testing';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Projects } from './Projects.tsx';

// All that no test makes fail is answered by a whole IMM in memory, with three example projects.
const server = setupServer(
  ...(await immHandlers(createImmSimulator(), { baseUrl: 'https://console.example.com/imm' })),
);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

it('names the field that is missing', async () => {
  renderWithImm(<Projects />);
  await userEvent.click(screen.getByRole('button', { name: 'Create' }));

  expect(await screen.findByRole('group', { name: 'Error: Project name is missing' })).toBeTruthy();
});

it('says what to ask an administrator for', async () => {
  server.use(failWith('AccessDenied', { action: 'CreateProject' }));
  renderWithImm(<Projects />);
  await userEvent.type(screen.getByLabelText('Project name'), 'films');
  await userEvent.click(screen.getByRole('button', { name: 'Create' }));

  expect(await screen.findByText('imm:CreateProject')).toBeTruthy();
});

it('never sends a mutation again by itself when nobody knows whether it was carried out', async () => {
  server.use(failWith('InternalError', { action: 'CreateProject', times: 1 }));
  renderWithImm(<Projects />);
  await userEvent.type(screen.getByLabelText('Project name'), 'films');
  await userEvent.click(screen.getByRole('button', { name: 'Create' }));

  expect(await screen.findByRole('button', { name: 'Check first' })).toBeTruthy();
  expect(screen.queryByText('films')).toBeNull();
});
