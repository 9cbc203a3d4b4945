// @vitest-environment node
import { createImmFetch } from 'imm-error-kit/core';
import { type ImmSimulatorServer, serveImmSimulator } from 'imm-error-kit/simulator/node';
import { afterAll, beforeAll, expect, it } from 'vitest';

let imm: ImmSimulatorServer;
beforeAll(async () => {
  imm = await serveImmSimulator();
});
afterAll(() => imm.close());

it('is refused three times, then served', async () => {
  const listProjects = () => createImmFetch()(`${imm.url}/?Action=ListProjects&Version=2020-09-30`);
  imm.simulator.inject({ code: 'Throttling.User', times: 3 });

  for (let call = 0; call < 3; call += 1)
    await expect(listProjects()).rejects.toMatchObject({ category: 'throttling' });
  expect((await listProjects()).status).toBe(200);
});
