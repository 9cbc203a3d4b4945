import { get } from 'node:http';
import { connect, createServer as createHttp2Server, type IncomingHttpHeaders } from 'node:http2';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createImmSimulator, immHandlers } from 'imm-error-kit/simulator';
import { type ImmSimulatorServer, immSimulatorPlugin, serveImmSimulator } from 'imm-error-kit/simulator/node';
import { setupServer } from 'msw/node';
import { createServer } from 'vite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The SDKs are CommonJS: loaded as Node loads them for the people who use them.
const require = createRequire(import.meta.url);
const { $OpenApiUtil, default: Client } = require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core');
const { RuntimeOptions } = require('@darabonba/typescript') as typeof import('@darabonba/typescript');
const { RPCClient } = require('@alicloud/pop-core') as { RPCClient: typeof import('@alicloud/pop-core') };

// Some containers have only IPv4.
const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((own) => own?.address === '::1');

describe('the official SDKs over a real port', () => {
  let server: ImmSimulatorServer;

  beforeEach(async () => {
    server = await serveImmSimulator();
  });

  afterEach(async () => {
    await server.close();
  });

  const keys = { accessKeyId: 'simulator-owner', accessKeySecret: 'simulator-owner-secret' };

  function core(
    action: string,
    query: Record<string, string>,
    config: object = keys,
    body?: Record<string, unknown>,
    headers?: object,
  ) {
    const client = new Client(
      new $OpenApiUtil.Config({
        ...config,
        endpoint: new URL(server.url).host,
        protocol: 'HTTP',
        regionId: 'cn-hangzhou',
      }),
    );
    const params = new $OpenApiUtil.Params({
      action,
      version: '2020-09-30',
      protocol: 'HTTP',
      pathname: '/',
      method: 'POST',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    });
    return client.callApi(params, new $OpenApiUtil.OpenApiRequest({ query, body, headers }), new RuntimeOptions({}));
  }

  function pop(action: string, params: object, options: object = {}, config: { accessKeySecret?: string } = {}) {
    const client = new RPCClient({ ...keys, ...config, endpoint: server.url, apiVersion: '2020-09-30' });
    return client.request(action, params, options) as Promise<Record<string, unknown>>;
  }

  it.each([
    { label: 'ACS3, query', call: () => core('CreateProject', { ProjectName: 'a-1', 'Tag.1.Key': "k (*)'" }) },
    { label: 'ACS3, form', call: () => core('CreateProject', {}, keys, { ProjectName: 'a-2' }) },
    {
      label: 'v2 signature',
      call: () => core('CreateProject', { ProjectName: 'a-3' }, { ...keys, signatureAlgorithm: 'v2' }),
    },
    {
      label: 'ACS3, session token',
      call: () =>
        core(
          'CreateProject',
          { ProjectName: 'a-4' },
          {
            accessKeyId: 'simulator-session',
            accessKeySecret: 'simulator-session-secret',
            securityToken: 'simulator-session-token',
          },
        ),
    },
  ])('openapi-core succeeds ($label)', async ({ call }) => {
    expect(await call()).toMatchObject({ statusCode: 200, body: { Project: { TemplateId: '' } } });
    expect(server.simulator.getState().projects).toHaveLength(4);
  });

  it.each([
    { label: 'GET', options: {} },
    { label: 'POST', options: { method: 'POST' } },
  ])('pop-core succeeds ($label)', async ({ options }) => {
    const sources = [{ URI: 'oss://course-videos-hz/autumn/statistics-01.mov' }];
    const targets = [{ URI: 'oss://course-videos-hz/out/a.mp4', Container: 'mp4' }];
    const params = { ProjectName: 'course-videos', Sources: sources, Targets: targets };
    const answer = await pop('CreateMediaConvertTask', params, options);
    expect(answer.TaskId).toMatch(/^MediaConvert-/);
  });

  it('refuses a wrong secret', async () => {
    await expect(core('ListProjects', {}, { ...keys, accessKeySecret: 'wrong' })).rejects.toMatchObject({
      code: 'SignatureNotMatch',
      statusCode: 400,
    });
    await expect(pop('ListProjects', {}, {}, { accessKeySecret: 'wrong' })).rejects.toMatchObject({
      code: 'SignatureNotMatch',
    });
  });

  it('throttles, and the SDK reads the wait', async () => {
    const calls = await Promise.allSettled(Array.from({ length: 14 }, () => core('ListProjects', {})));
    const refusals = calls.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals[0]).toMatchObject({ name: 'ThrottlingError', code: 'Throttling.Api', statusCode: 400 });
    expect(refusals[0].retryAfter).toBeGreaterThan(0);
    expect(refusals[0].retryAfter).toBeLessThanOrEqual(1000);
  });

  it('hands the access denied detail to the SDK', async () => {
    const reader = { accessKeyId: 'simulator-reader', accessKeySecret: 'simulator-reader-secret' };
    await expect(core('DeleteProject', { ProjectName: 'newsroom' }, reader)).rejects.toMatchObject({
      code: 'AccessDenied',
      accessDeniedDetail: { AuthAction: 'imm:DeleteProject' },
    });
  });

  it('answers in XML that the SDK reads', async () => {
    await expect(
      core('GetProject', { ProjectName: 'nowhere', Format: 'XML' }, keys, undefined, { accept: '*/*' }),
    ).rejects.toMatchObject({
      code: 'ResourceNotFound',
    });
  });

  it('really breaks the connection', async () => {
    server.simulator.fault({ kind: 'drop-after', times: 1 });
    await expect(core('CreateProject', { ProjectName: 'dropped' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.simulator.getState().projects.some(({ ProjectName }) => ProjectName === 'dropped')).toBe(true);
  });

  // On a connection used before, a browser sends a lost request again by itself, and nobody would hear of the drop.
  it('gives each request a connection of its own', async () => {
    const { headers } = await fetch(`${server.url}/?Action=ListProjects&Version=2020-09-30`);
    expect(headers.get('connection')).toBe('close');
  });

  it.each([
    { label: 'with two slashes', path: '//?Action=ListProjects&Version=2020-09-30' },
    { label: 'of a proxy', path: 'http://imm.cn-hangzhou.aliyuncs.com/?Action=ListProjects&Version=2020-09-30' },
  ])('answers at an address $label', async ({ path }) => {
    const status = await new Promise((resolve, reject) => {
      get({ port: server.port, path }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(200);
  });

  it.each([
    { host: '', url: /^http:\/\/127\.0\.0\.1:\d+$/ },
    { host: 'localhost', url: /^http:\/\/localhost:\d+$/ },
    ...(hasIpv6 ? [{ host: '::1', url: /^http:\/\/\[::1\]:\d+$/ }] : []),
  ])('listens at the host $host alone, and says where', async ({ host, url }) => {
    const local = await serveImmSimulator({ host });
    try {
      expect(local.url).toMatch(url);
      expect((await fetch(`${local.url}/?Action=ListProjects&Version=2020-09-30`)).status).toBe(200);
    } finally {
      await local.close();
    }
  });

  it('refuses a port that is taken', async () => {
    await expect(serveImmSimulator({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('other hosts', () => {
  it('is mounted in Vite under a path', async () => {
    const vite = await createServer({
      configFile: false,
      logLevel: 'silent',
      plugins: [immSimulatorPlugin({ path: '/imm' })],
      server: { port: 0, host: '127.0.0.1', ws: false, watch: null },
    });
    try {
      await vite.listen();
      const [base = ''] = vite.resolvedUrls?.local ?? [];
      const response = await fetch(new URL('imm/?Action=ListProjects&Version=2020-09-30', base));
      expect((await response.json()).Projects).toHaveLength(3);
      expect(response.headers.get('connection')).toBe('close');
    } finally {
      await vite.close();
    }
  });

  // As Vite's own server does once it is given a certificate.
  it.each([
    { label: 'by its authority', headers: {} },
    { label: 'by its host too', headers: { host: 'imm.cn-hangzhou.aliyuncs.com' } },
  ])('answers HTTP/2, and knows the host $label', async ({ headers }) => {
    const simulator = createImmSimulator();
    const hosts: string[] = [];
    const answer: typeof simulator.fetch = (request) => {
      hosts.push(new URL(request.url).host, request.headers.get('host') ?? '');
      return simulator.fetch(request);
    };
    const server = createHttp2Server();
    immSimulatorPlugin({ simulator: { ...simulator, fetch: answer } }).configureServer({
      // The two requests and answers are of one shape: Node lets either be listened to as the other.
      middlewares: { use: (_, handler) => server.on('request', handler as never) },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = connect(`http://127.0.0.1:${port}`);
    try {
      const path = '/?Action=ListProjects&Version=2020-09-30';
      const answered = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
        client
          .request({ ':path': path, ...headers })
          .on('response', resolve)
          .on('error', reject)
          .on('close', reject);
      });
      expect(answered[':status']).toBe(200);
      const host = headers.host ?? `127.0.0.1:${port}`;
      expect(hosts).toEqual([host, host]);
    } finally {
      client.close();
      server.close();
    }
  });

  it('answers behind MSW, where a dropped connection is a network error', async () => {
    const simulator = createImmSimulator();
    const msw = setupServer(...(await immHandlers(simulator, { baseUrl: 'https://imm.example.com/' })));
    msw.listen({ onUnhandledRequest: 'error' });
    try {
      const url = 'https://imm.example.com/?Action=GetProject&Version=2020-09-30';
      const answer = await fetch(url);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ Code: 'MissingProjectName' });

      simulator.fault({ kind: 'drop-before', times: 1 });
      await expect(fetch(url)).rejects.toThrow(TypeError);
    } finally {
      msw.close();
    }
  });

  it('lets a mistake behind MSW be seen as one, not as a broken connection', async () => {
    const heard = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = { ...createImmSimulator(), fetch: () => Promise.reject(new TypeError('A mistake')) };
    const msw = setupServer(...(await immHandlers(broken, { baseUrl: 'https://imm.example.com' })));
    msw.listen({ onUnhandledRequest: 'error' });
    try {
      const answer = await fetch('https://imm.example.com/?Action=ListProjects');
      expect([answer.status, (await answer.json()).message]).toEqual([500, 'A mistake']);
      expect(heard).toHaveBeenCalled();
    } finally {
      msw.close();
      heard.mockRestore();
    }
  });
});
