import type { CallEnvelope, ImmCall } from './ImmCall.js';
import { fail } from './ImmFailure.js';
import type { JsonObject } from './types.js';
import { unflatten } from './unflatten.js';

const defaultRegionId = 'cn-hangzhou';

/** Query parameters that speak to the simulator; no client has signed them. */
const ownParameters = new Set(['imm-inject', 'imm-fault']);

/** What the address and the headers tell. Never fails. */
export function readEnvelope(request: Request): CallEnvelope {
  const { method, headers } = request;
  const url = new URL(request.url);
  const query = url.searchParams;
  return {
    method,
    url,
    headers,
    action: query.get('Action') ?? headers.get('x-acs-action') ?? '',
    region: regionOf(query.get('RegionId'), headers, url),
    xml: isXml(query.get('Format'), headers),
  };
}

/** Reads a request in any of the three styles: RPC, ACS3 or a console session. */
export async function readCall(request: Request, envelope: CallEnvelope, payloadBytes: number): Promise<ImmCall> {
  const { method, url, headers } = envelope;
  if (method !== 'GET' && method !== 'POST') fail('HTTPMethodNotAllowed');

  const body = new Uint8Array(await request.arrayBuffer());
  if (body.byteLength > payloadBytes) fail('EntityTooLarge', { max: payloadBytes });

  const flat = new Map<string, string>();
  for (const [name, value] of url.searchParams) if (!ownParameters.has(name)) flat.set(name, value);
  const json = readBody(body, headers.get('content-type') ?? '', flat);
  const params = Object.assign(unflatten(flat), json);

  return {
    ...envelope,
    body,
    flat,
    params,
    action: flat.get('Action') ?? headers.get('x-acs-action') ?? '',
    version: flat.get('Version') ?? headers.get('x-acs-version') ?? '',
    region: regionOf(flat.get('RegionId'), headers, url),
    xml: isXml(flat.get('Format'), headers),
  };
}

function readBody(body: Uint8Array, contentType: string, flat: Map<string, string>): JsonObject {
  if (body.byteLength === 0) return {};

  const [type = ''] = contentType.toLowerCase().split(';', 1);
  const text = new TextDecoder().decode(body);
  switch (type.trim()) {
    case 'application/x-www-form-urlencoded':
      for (const [name, value] of new URLSearchParams(text)) flat.set(name, value);
      return {};
    case 'application/json':
      return parseObject(text);
    default:
      return fail('UnsupportedMediaType');
  }
}

function parseObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    // Safe: an object that is neither null nor an array has string keys only, as far as JSON goes.
    if (typeof value === 'object' && value && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Falls through: what is no JSON at all is refused like JSON that is no object.
  }
  return fail('MalformedPOSTRequest');
}

function regionOf(parameter: string | null | undefined, headers: Headers, url: URL): string {
  const [, ofHost] = /^imm(?:-vpc)?\.([a-z0-9-]+)\.aliyuncs\.com$/.exec(url.hostname) ?? [];
  return headers.get('x-imm-region') || parameter || ofHost || defaultRegionId;
}

function isXml(format: string | null | undefined, headers: Headers): boolean {
  return format?.toUpperCase() === 'XML' && !headers.get('accept')?.includes('json');
}
