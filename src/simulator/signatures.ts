import { hmac, percentEncode, sha256Hex, utf8 } from './encoding.js';
import type { ImmCall } from './ImmCall.js';

/**
 * The signature that an RPC call should carry: HMAC-SHA1 over its sorted parameters.
 *
 * @see https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
 */
export function rpcSignature({ method, flat }: Pick<ImmCall, 'method' | 'flat'>, secret: string): Promise<string> {
  const parameters = canonicalQuery([...flat].filter(([name]) => name !== 'Signature'));
  const stringToSign = `${method}&${percentEncode('/')}&${percentEncode(parameters)}`;
  return hmac('SHA-1', `${secret}&`, stringToSign, 'base64');
}

/** What an ACS3 call says about its own signature. */
export interface Acs3Authorization {
  algorithm: string;
  accessKeyId: string;
  signedHeaders: string[];
  signature: string;
}

export function parseAcs3Authorization(header: string): Acs3Authorization | undefined {
  const [, algorithm, accessKeyId, signedHeaders, signature] =
    /^(ACS3-[\w-]+)\s+Credential=([^,]*),\s*SignedHeaders=([^,]*),\s*Signature=(\w+)$/.exec(header) ?? [];
  if (!algorithm || accessKeyId === undefined || !signedHeaders || !signature) return undefined;
  return { algorithm, accessKeyId, signedHeaders: signedHeaders.split(';'), signature };
}

/**
 * The signature that an ACS3 call should carry: HMAC-SHA256 over method, path, query, signed headers and body.
 *
 * @see https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export async function acs3Signature(call: ImmCall, signedHeaders: readonly string[], secret: string): Promise<string> {
  const { method, url, headers, body } = call;
  const query = [...url.searchParams].filter(([name]) => call.flat.has(name));
  const canonicalRequest = [
    method,
    url.pathname,
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${(headerOf(name, headers, url) ?? '').trim()}`),
    '',
    signedHeaders.join(';'),
    await sha256Hex(body),
  ].join('\n');
  return hmac('SHA-256', secret, `ACS3-HMAC-SHA256\n${await sha256Hex(utf8(canonicalRequest))}`, 'hex');
}

// A browser never lets a script see the Host header, but it is always the address's.
function headerOf(name: string, headers: Headers, url: URL): string | null {
  return headers.get(name) ?? (name === 'host' ? url.host : null);
}

function canonicalQuery(entries: readonly (readonly [string, string])[]): string {
  return [...entries]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}
