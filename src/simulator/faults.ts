import type { ImmFault, ImmFaultKind, JsonObject } from './types.js';

/** The connection broke. It is what `fetch` itself rejects with, so no caller can tell the difference. */
export class ConnectionDropped extends TypeError {
  constructor() {
    super('Failed to fetch');
  }
}

const kinds: Readonly<Record<ImmFaultKind, true>> = {
  latency: true,
  'drop-before': true,
  'drop-after': true,
  'html-502': true,
  'empty-body': true,
  'truncated-json': true,
  'lower-case-keys': true,
};

/** The names of all faults. */
export const faultKinds: readonly string[] = Object.keys(kinds);

/** Whether a text is the name of a fault. */
export function isFaultKind(text: string): text is ImmFaultKind {
  return Object.hasOwn(kinds, text);
}

export function hasFault(faults: readonly ImmFault[], kind: ImmFaultKind): boolean {
  return faults.some((fault) => fault.kind === kind);
}

/** How long the faults hold an answer back, in ms. */
export function latencyOf(faults: readonly ImmFault[]): number {
  return faults.reduce((sum, { kind, ms = 3000 }) => sum + (kind === 'latency' ? ms : 0), 0);
}

/** A gateway's own page, sent where no service could be reached. */
export function badGatewayPage(): { text: string; type: string } {
  return {
    text: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>Tengine</center>\r\n</body>\r\n</html>\r\n',
    type: 'text/html',
  };
}

export function mangleText(text: string, faults: readonly ImmFault[]): string {
  if (hasFault(faults, 'empty-body')) return '';
  if (hasFault(faults, 'truncated-json')) return text.slice(0, Math.ceil(text.length / 2));
  return text;
}

export function mangleKeys(body: JsonObject, faults: readonly ImmFault[]): JsonObject {
  if (!hasFault(faults, 'lower-case-keys')) return body;
  // Safe: an object goes in, so an object comes out.
  return lowerKeys(body) as JsonObject;
}

function lowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, child]) => [key.charAt(0).toLowerCase() + key.slice(1), lowerKeys(child)]),
  );
}
