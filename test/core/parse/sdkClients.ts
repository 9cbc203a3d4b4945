import { createRequire } from 'node:module';
import axios from 'axios';
import { createImmFetch, type ImmError, parseImmError, parseImmResponse } from 'imm-error-kit/core';
import ky, { HTTPError } from 'ky';
import { ofetch } from 'ofetch';

// CommonJS, whose exports Vite's interop can't name.
const require = createRequire(import.meta.url);
const openApiCore = require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core');
const openApiClient = require('@alicloud/openapi-client') as typeof import('@alicloud/openapi-client');
const dara = require('@darabonba/typescript') as typeof import('@darabonba/typescript');
const tea = require('@alicloud/tea-typescript') as typeof import('@alicloud/tea-typescript');
// The package has no types for ROAClient, and none of the named exports.
const { RPCClient, ROAClient } = require('@alicloud/pop-core') as {
  RPCClient: typeof import('@alicloud/pop-core');
  ROAClient: new (
    config: object,
  ) => { get(path: string, query: object, headers: object, options: object): Promise<unknown> };
};

/** One call of `ListProjects`. */
export interface SdkCall {
  url: string;
  format: 'JSON' | 'XML';
  timeoutMs: number;
  accessKeySecret: string;
}

export interface SdkClient {
  sdk: string;
  /** Whether it signs as IMM wants it; the others call as a console's session. */
  signs: boolean;
  send(call: SdkCall): Promise<unknown>;
  /** What an app does with what it caught. @default parseImmError */
  parse?: (thrown: unknown) => ImmError | Promise<ImmError>;
}

export const sdkClients: readonly SdkClient[] = [
  { sdk: 'openapi-core', signs: true, send: (call) => sendOpenApiCore(call, {}) },
  { sdk: 'openapi-core, v2', signs: true, send: (call) => sendOpenApiCore(call, { signatureAlgorithm: 'v2' }) },
  { sdk: 'openapi-client', signs: true, send: (call) => sendOpenApiClient(call, {}) },
  { sdk: 'openapi-client, v2', signs: true, send: (call) => sendOpenApiClient(call, { signatureAlgorithm: 'v2' }) },
  { sdk: 'pop-core, GET', signs: true, send: (call) => sendRpc(call, 'GET') },
  { sdk: 'pop-core, POST', signs: true, send: (call) => sendRpc(call, 'POST') },
  { sdk: 'pop-core, ROA', signs: false, send: sendRoa },
  { sdk: 'tea-typescript', signs: false, send: (call) => sendTea(call, tea) },
  { sdk: '@darabonba', signs: false, send: (call) => sendTea(call, dara) },
  { sdk: 'axios', signs: false, send: sendAxios },
  { sdk: 'ky', signs: false, send: sendKy, parse: parseKy },
  { sdk: 'ofetch', signs: false, send: sendOfetch },
  { sdk: 'fetch', signs: false, send: sendFetch },
  { sdk: 'createImmFetch', signs: false, send: sendImmFetch },
];

const action = 'ListProjects';
const version = '2020-09-30';
const accessKeyId = 'simulator-owner';

function openApiConfig({ url, accessKeySecret }: SdkCall): object {
  return { accessKeyId, accessKeySecret, endpoint: new URL(url).host, protocol: 'HTTP', regionId: 'cn-hangzhou' };
}

function openApiParams({ format }: SdkCall) {
  const style = { protocol: 'HTTP', pathname: '/', method: 'POST', authType: 'AK', style: 'RPC' };
  return { action, version, ...style, reqBodyType: 'formData', bodyType: format.toLowerCase() };
}

// Without an `Accept` for it, the gateway answers in JSON.
function openApiRequest({ format }: SdkCall): object {
  return format === 'XML' ? { query: { Format: 'XML' }, headers: { accept: 'text/xml' } } : {};
}

function sendOpenApiCore(call: SdkCall, config: object): Promise<unknown> {
  const { $OpenApiUtil, default: Client } = openApiCore;
  const client = new Client(new $OpenApiUtil.Config({ ...openApiConfig(call), ...config }));
  return client.callApi(
    new $OpenApiUtil.Params(openApiParams(call)),
    new $OpenApiUtil.OpenApiRequest(openApiRequest(call)),
    new dara.RuntimeOptions({ readTimeout: call.timeoutMs, connectTimeout: call.timeoutMs }),
  );
}

function sendOpenApiClient(call: SdkCall, config: object): Promise<unknown> {
  const { default: Client, Config, OpenApiRequest, Params } = openApiClient;
  const client = new Client(new Config({ ...openApiConfig(call), ...config }));
  const runtime = { readTimeout: call.timeoutMs, connectTimeout: call.timeoutMs };
  return client.callApi(
    new Params(openApiParams(call)),
    new OpenApiRequest(openApiRequest(call)),
    // Its class is in yet another package; only the fields are read.
    runtime as Parameters<typeof client.callApi>[2],
  );
}

function sendRpc({ url, format, timeoutMs, accessKeySecret }: SdkCall, method: string): Promise<unknown> {
  const client = new RPCClient({ accessKeyId, accessKeySecret, endpoint: url, apiVersion: version });
  return client.request(action, { Format: format }, { method, timeout: timeoutMs });
}

function sendRoa({ url, format, timeoutMs, accessKeySecret }: SdkCall): Promise<unknown> {
  const client = new ROAClient({ accessKeyId, accessKeySecret, endpoint: url, apiVersion: version });
  return client.get('/', { Action: action, Format: format }, acceptOf(format), { timeout: timeoutMs });
}

// As the product SDKs that are generated on these two do it. The two differ in types that are not used here.
async function sendTea(call: SdkCall, sdk: typeof tea | typeof dara): Promise<unknown> {
  const { Request, doAction, newError } = sdk as typeof tea;
  const { host } = new URL(call.url);
  const query = { Action: action, Version: version, Format: call.format };
  const headers = { host, ...acceptOf(call.format) };
  const request = Object.assign(new Request(), { protocol: 'HTTP', method: 'GET', pathname: '/', query, headers });
  const response = await doAction(request, { readTimeout: call.timeoutMs, connectTimeout: call.timeoutMs });
  const body = JSON.parse((await response.readBytes()).toString()) as Record<string, unknown>;
  const { statusCode } = response;
  if (statusCode < 400) return body;

  const { Code: code, Message: text, RequestId: requestId } = body;
  const message = `code: ${statusCode}, ${text} request id: ${requestId}`;
  throw newError({ code: `${code}`, message, data: { ...body, statusCode } });
}

async function sendAxios(call: SdkCall): Promise<unknown> {
  const { data } = await axios.get(addressOf(call), { headers: acceptOf(call.format), timeout: call.timeoutMs });
  return data;
}

function sendKy(call: SdkCall): Promise<unknown> {
  return ky(addressOf(call), { headers: acceptOf(call.format), timeout: call.timeoutMs, retry: 0 }).json();
}

// Its error is thrown before the body is read.
function parseKy(thrown: unknown): ImmError | Promise<ImmError> {
  return thrown instanceof HTTPError ? parseImmResponse(thrown.response) : parseImmError(thrown);
}

function sendOfetch(call: SdkCall): Promise<unknown> {
  return ofetch(addressOf(call), { headers: acceptOf(call.format), timeout: call.timeoutMs, retry: 0 });
}

async function sendFetch(call: SdkCall): Promise<unknown> {
  const signal = AbortSignal.timeout(call.timeoutMs);
  const response = await fetch(addressOf(call), { headers: acceptOf(call.format), signal });
  if (!response.ok) throw await parseImmResponse(response);
  return response.json();
}

async function sendImmFetch(call: SdkCall): Promise<unknown> {
  const immFetch = createImmFetch({ timeoutMs: call.timeoutMs });
  return (await immFetch(addressOf(call), { headers: acceptOf(call.format) })).json();
}

function addressOf({ url, format }: SdkCall): string {
  return `${url}/?Action=${action}&Version=${version}&Format=${format}`;
}

function acceptOf(format: string): Record<string, string> {
  return { accept: format === 'XML' ? 'text/xml' : 'application/json' };
}
