import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { unpackedIn } from './unpacked.ts';

// The SDKs are CommonJS: loaded as Node loads them for the people who use them.
const require = createRequire(import.meta.url);
const { $OpenApiUtil, default: Client } = require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core');
const { RuntimeOptions } = require('@darabonba/typescript') as typeof import('@darabonba/typescript');

const { kit } = unpackedIn('cli');
const manifest = JSON.parse(readFileSync(join(kit, 'package.json'), 'utf8'));
const command = join(kit, manifest.bin['imm-error-kit']);
let children: ChildProcess[] = [];

vi.setConfig({ testTimeout: 30_000 });

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  return { child, output: () => output, ended: once(child, 'exit') as Promise<[number | null, string | null]> };
}

async function started(...args: string[]) {
  const command = run('simulate', '--port', '0', ...args);
  const url = await vi.waitFor(() => {
    const [, found] = /simulated at (\S+)/.exec(command.output()) ?? [];
    if (!found) throw new Error(`Not started yet: ${command.output()}`);
    return found;
  }, 20_000);
  return { ...command, url };
}

function listProjects(config: { endpoint: string; accessKeyId: string; accessKeySecret: string }) {
  const client = new Client(new $OpenApiUtil.Config({ ...config, protocol: 'HTTP', regionId: 'cn-hangzhou' }));
  const params = new $OpenApiUtil.Params({
    action: 'ListProjects',
    version: '2020-09-30',
    protocol: 'HTTP',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  return client.callApi(params, new $OpenApiUtil.OpenApiRequest({}), new RuntimeOptions({}));
}

describe('npx imm-error-kit', () => {
  it('simulates IMM on a port, fails the calls it was told to, and ends when it is asked to', async () => {
    const { url, child, output, ended } = await started('--inject', 'Throttling.User', '--times', '3');
    const codes: unknown[] = [];
    for (let call = 0; call < 4; call += 1) {
      const answer = await fetch(`${url}/?Action=ListProjects&Version=2020-09-30`);
      codes.push((await answer.json()).Code ?? answer.status);
    }
    expect(codes).toEqual(['Throttling.User', 'Throttling.User', 'Throttling.User', 200]);
    await vi.waitFor(() => expect(output().match(/400 {2}ListProjects/g)).toHaveLength(3), 20_000);

    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('serves an official SDK by the endpoint and the keys that it prints, and refuses a wrong secret', async () => {
    const { output } = await started('--quiet');
    const [, endpoint = ''] = /endpoint (\S+), protocol HTTP/.exec(output()) ?? [];
    const [, accessKeyId = '', accessKeySecret = ''] = /^ {2}(simulator-owner) +(\S+)/m.exec(output()) ?? [];

    expect(await listProjects({ endpoint, accessKeyId, accessKeySecret })).toMatchObject({ statusCode: 200 });
    await expect(listProjects({ endpoint, accessKeyId, accessKeySecret: 'wrong' })).rejects.toMatchObject({
      code: 'SignatureNotMatch',
    });
  });

  it('prints its version and its help', async () => {
    const version = run('--version');
    await version.ended;
    expect(version.output().trim()).toBe(manifest.version);

    const help = run('--help');
    expect(await help.ended).toEqual([0, null]);
    expect(help.output()).toContain('npx imm-error-kit simulate --port 4010');
  });

  it('ends with 2 where it is told something that it doesn’t know', async () => {
    const { ended, output } = run('simulate', '--prot', '1');

    expect(await ended).toEqual([2, null]);
    expect(output()).toContain("[imm-error-kit] Unknown option '--prot'.");
  });
});
