import { createRequire } from 'node:module';
import { immCatalog, parseImmError } from 'imm-error-kit/core';
import { type ImmSimulatorServer, serveImmSimulator } from 'imm-error-kit/simulator/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

// Both are CommonJS whose exports Vite's interop can't name.
const require = createRequire(import.meta.url);
const { $OpenApiUtil, default: Client } = require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core');
const { RuntimeOptions } = require('@darabonba/typescript') as typeof import('@darabonba/typescript');
const { RPCClient } = require('@alicloud/pop-core') as { RPCClient: typeof import('@alicloud/pop-core') };

const keys = { accessKeyId: 'simulator-owner', accessKeySecret: 'simulator-owner-secret' };

let server: ImmSimulatorServer;
const recovered: string[] = [];

beforeAll(async () => {
  server = await serveImmSimulator();
});
afterEach(() => server.simulator.reset());
afterAll(async () => {
  await server.close();
  process.stdout.write(`${['SDK × scenario → code, status, request id', ...recovered].join('\n')}\n`);
});

const sdks = [
  { sdk: 'openapi-core', call: (url?: string) => core({}, url) },
  { sdk: 'openapi-core, v2 signature', call: (url?: string) => core({ signatureAlgorithm: 'v2' }, url) },
  { sdk: 'pop-core, GET', call: (url?: string) => pop({}, url) },
  { sdk: 'pop-core, POST', call: (url?: string) => pop({ method: 'POST' }, url) },
];

async function core(config: object, url = server.url): Promise<unknown> {
  const client = new Client(
    new $OpenApiUtil.Config({
      ...keys,
      ...config,
      endpoint: new URL(url).host,
      protocol: 'HTTP',
      regionId: 'cn-hangzhou',
    }),
  );
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
  const runtime = new RuntimeOptions({ readTimeout: 300, connectTimeout: 300 });
  return client.callApi(params, new $OpenApiUtil.OpenApiRequest({}), runtime);
}

function pop(options: object, url = server.url): Promise<unknown> {
  const client = new RPCClient({ ...keys, endpoint: url, apiVersion: '2020-09-30' });
  return client.request('ListProjects', {}, { timeout: 300, ...options });
}

async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`The SDK took it for a success: ${JSON.stringify(value)}`);
    },
    (reason: unknown) => reason,
  );
}

describe.each(sdks)('$sdk', ({ sdk, call }) => {
  it('gives code, status and request id of every row', async () => {
    for (const row of immCatalog) {
      server.simulator.inject({
        times: 1,
        code: row.pattern,
        variant: row.variant,
        params: { P: 'Widgets.2.Knob', R: 'gadget' },
      });
      const error = parseImmError(await thrownBy(call()));
      const answered = server.simulator.getLog().at(-1);
      expect(error, row.pattern).toMatchObject({
        category: row.category,
        scope: row.scope,
        outcome: row.outcome,
        code: answered?.code,
        requestId: answered?.requestId,
      });
      expect(error.status, row.pattern).toBe(answered?.status);
      expect(JSON.stringify(error)).not.toContain('Signature=');
    }
    recovered.push(`${sdk} × all ${immCatalog.length} rows → the same as answered`);
  });

  it.each(['html-502', 'empty-body', 'truncated-json', 'drop-before', 'drop-after', 'latency'] as const)(
    'lands safely on %s',
    async (kind) => {
      server.simulator.fault({ kind, times: 1, ms: 1000 });
      const error = parseImmError(await thrownBy(call()));
      recovered.push(`${sdk} × ${kind} → ${error.code || '-'}, ${error.status ?? '-'}, ${error.requestId ?? '-'}`);
      expect(['network', 'timeout', 'unknown', 'unavailable']).toContain(error.category);
      expect(error.code === '' && error.status === undefined).toBe(false);
      expect(error.outcome).toBe('unknown');
    },
  );

  it('tells that nothing listens', async () => {
    const error = parseImmError(await thrownBy(call('http://127.0.0.1:1')));
    recovered.push(`${sdk} × refused → ${error.code}, -, -`);
    expect(error).toMatchObject({ code: 'ECONNREFUSED', category: 'network', outcome: 'not-applied' });
  });
});
