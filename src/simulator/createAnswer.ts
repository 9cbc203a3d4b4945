import type { CallEnvelope } from './ImmCall.js';
import type { WireFailure } from './resolveFailure.js';
import type { JsonObject } from './types.js';

/** An answer before it is written out, so that faults can still mangle it. */
export interface Answer {
  status: number;
  body: JsonObject;
  headers: Record<string, string>;
}

/** The body of a refusal, as IMM writes it. */
export interface FailureBody extends JsonObject {
  RequestId: string;
  HostId: string;
  Code: string;
  Message: string;
  Recommend: string;
  /** Why RAM refused. Denied permissions only. */
  AccessDeniedDetail?: JsonObject;
}

/** The endpoint that IMM names as `HostId`. */
function hostIdOf(region: string): string {
  return `imm.${region}.aliyuncs.com`;
}

export function failureAnswer(
  { code, status, message }: WireFailure,
  { region }: CallEnvelope,
  requestId: string,
  accessDenied: JsonObject | undefined,
): Answer & { body: FailureBody } {
  const query = new URLSearchParams({ q: code, product: 'imm', requestId });
  return {
    status,
    headers: {},
    body: {
      RequestId: requestId,
      HostId: hostIdOf(region),
      Code: code,
      Message: message,
      Recommend: `https://api.aliyun.com/troubleshoot?${query}`,
      ...(accessDenied && { AccessDeniedDetail: accessDenied }),
    },
  };
}

/** Body text and content type of an answer, as JSON or XML. */
export function writeBody({ status, body }: Answer, { xml, action }: CallEnvelope): { text: string; type: string } {
  if (!xml) return { text: JSON.stringify(body), type: 'application/json;charset=utf-8' };
  const root = status < 400 ? `${action}Response` : 'Error';
  // Exactly this type: the official SDKs parse XML under no other.
  return { text: `<?xml version='1.0' encoding='UTF-8'?>${element(root, body)}`, type: 'text/xml;charset=utf-8' };
}

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  const inner =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([key, child]) => element(key, child))
          .join('')
      : escapeXml(String(value));
  return `<${name}>${inner}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => entities[char] ?? char);
}
