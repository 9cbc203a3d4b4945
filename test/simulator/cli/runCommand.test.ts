import { afterEach, describe, expect, it } from 'vitest';
import { immCatalog } from '../../../src/core/index.js';
import { runCommand } from '../../../src/simulator/cli/runCommand.js';
import type { ImmSimulatorServer } from '../../../src/simulator/serveImmSimulator.js';

let servers: ImmSimulatorServer[] = [];

afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

async function run(...args: string[]) {
  let printed = '';
  let complained = '';
  const result = await runCommand(args, '1.2.3', {
    print: (text) => {
      printed += text;
    },
    complain: (text) => {
      complained += text;
    },
  });
  const server = 'server' in result ? result.server : undefined;
  if (server) servers.push(server);
  return {
    server,
    exitCode: 'exitCode' in result ? result.exitCode : undefined,
    printed: () => printed,
    complained: () => complained,
  };
}

async function codesOf(url: string | undefined, calls: number): Promise<unknown[]> {
  const codes: unknown[] = [];
  for (let call = 0; call < calls; call += 1) {
    const response = await fetch(`${url}/?Action=ListProjects&Version=2020-09-30`);
    codes.push((await response.json()).Code);
  }
  return codes;
}

describe('imm-error-kit simulate', () => {
  it('tells where it listens, which keys it takes and what will fail', async () => {
    const { server, printed } = await run('simulate', '--port', '0', '--inject', 'Throttling.User', '--times', '3');

    expect(printed()).toContain(`simulated at ${server?.url}`);
    expect(printed()).toMatch(/simulator-owner +simulator-owner-secret/);
    expect(printed()).toContain('400 Throttling.User, 3 times');
  });

  it('tells an address that works where the host is empty', async () => {
    const { server, printed, complained } = await run('simulate', '--port', '0', '--host', '');

    expect(printed()).toContain(`endpoint 127.0.0.1:${server?.port},`);
    expect(complained()).toBe('');
    expect(await codesOf(server?.url, 1)).toEqual([undefined]);
  });

  it('fails the calls that it was told to, and no more', async () => {
    const { server } = await run('simulate', '--port', '0', '--inject', 'Throttling.User', '--times', '3');

    expect(await codesOf(server?.url, 4)).toEqual([...Array(3).fill('Throttling.User'), undefined]);
  });

  it('shows how a pattern comes out on the wire', async () => {
    const { printed } = await run('simulate', '--port', '0', '--inject', 'Missing{P}', '--param', 'P=DatasetName');

    expect(printed()).toContain('400 MissingDatasetName (Missing{P})');
  });

  it('prints a line for each call, unless it is quiet', async () => {
    const loud = await run('simulate', '--port', '0', '--inject', 'InternalError', '--times', '1');
    const quiet = await run('simulate', '--port', '0', '--quiet');
    const before = quiet.printed();
    await codesOf(loud.server?.url, 2);
    await codesOf(quiet.server?.url, 1);

    expect(loud.printed()).toMatch(
      /\d {2}500 {2}ListProjects {2}cn-hangzhou {2}InternalError\n.*\d {2}200 {2}ListProjects/s,
    );
    expect(quiet.printed()).toBe(before);
  });

  it('prints no line for what is no call, and none twice', async () => {
    const { server, printed } = await run('simulate', '--port', '0');
    const { url = '', simulator } = server ?? {};
    const path = `${url}/?Version=2020-09-30&Action=`;
    const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } };
    const slow = { headers: { 'x-imm-fault': 'latency=60000' }, signal: AbortSignal.timeout(50) };
    await fetch(`${path}ListProjects`, preflight);
    await fetch(`${path}ListProjects`);
    await fetch(`${path}ListProjects`, preflight);
    await expect(fetch(`${path}GetProject`, slow)).rejects.toThrow();
    await Promise.all([fetch(`${path}ListDatasets`), fetch(`${path}ListTasks`)]);

    const lines = printed().match(/^\d.*$/gm) ?? [];
    const actions = lines.map((line) => line.split(/ {2}/)[2]);
    expect(actions).toEqual(simulator?.getLog().map(({ action }) => action));
    expect(actions.toSorted()).toEqual(['ListDatasets', 'ListProjects', 'ListTasks']);
  });

  it('starts with the rules of a scenario', async () => {
    const { server, printed } = await run('simulate', '--port', '0', '--scenario', 'maintenance');

    expect(printed()).toContain('scenario maintenance');
    expect(await codesOf(server?.url, 1)).toEqual(['ServiceUnavailable.RegionMaintaining']);
  });

  it('lists every row of the catalogue in its help', async () => {
    const { exitCode, printed } = await run('simulate', '--help');

    expect(exitCode).toBe(0);
    for (const { pattern, variant } of immCatalog) expect(printed()).toContain(variant ? `${pattern}.` : pattern);
  });

  it('knows its version', async () => {
    const { exitCode, printed } = await run('--version');

    expect([exitCode, printed()]).toEqual([0, '1.2.3\n']);
  });

  it.each([
    { args: [], says: 'There is no command without a name.' },
    { args: ['serve'], says: 'There is no command serve.' },
    { args: ['simulate', '--port', 'x'], says: '--port x: it has to be a number from 0 to 65535.' },
  ])('starts nothing for $args, and says why', async ({ args, says }) => {
    const { exitCode, server, complained } = await run(...args);

    expect([exitCode, server]).toEqual([2, undefined]);
    expect(complained()).toContain(`[imm-error-kit] ${says}`);
  });

  it('says that a port is taken', async () => {
    const { server } = await run('simulate', '--port', '0');
    const { exitCode, complained } = await run('simulate', '--port', String(server?.port));

    expect(exitCode).toBe(1);
    expect(complained()).toMatch(/EADDRINUSE.*Choose another: --port 0\./s);
  });
});
