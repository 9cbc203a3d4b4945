import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { ConnectionDropped } from './faults.js';
import type { ImmSimulator } from './ImmSimulator.js';

/** A request listener, as `node:http` and connect-style servers take it. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/** Lets a simulator answer Node's requests. A dropped connection really is one: the socket is destroyed. */
export function createNodeHandler(simulator: ImmSimulator): NodeHandler {
  return async (incoming, outgoing) => {
    const abort = new AbortController();
    outgoing.once('close', () => abort.abort());
    try {
      const response = await simulator.fetch(await toRequest(incoming, abort.signal));
      response.headers.forEach((value, name) => {
        outgoing.setHeader(name, value);
      });
      outgoing.statusCode = response.status;
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    } catch (error) {
      // Dropped on purpose or given up by the client; anything else is a mistake of ours, and must not pass for a fault.
      if (!(error instanceof ConnectionDropped || abort.signal.aborted)) process.emitWarning(String(error));
      incoming.socket.destroy();
    }
  };
}

async function toRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const { method = 'GET', url = '/' } = incoming;
  const headers = toHeaders(incoming.headers);
  const protocol = 'encrypted' in incoming.socket ? 'https' : 'http';
  const origin = `${protocol}://${headers.get('host') ?? 'localhost'}`;
  const body = method === 'GET' || method === 'HEAD' ? undefined : await readAll(incoming);
  // A path is put behind the origin, not resolved: what follows two slashes would be taken for a host.
  return new Request(new URL(url.startsWith('/') ? origin + url : url, origin), {
    method,
    headers,
    signal,
    ...(body && body.byteLength > 0 && { body }),
  });
}

// HTTP/2 tells the method, the path and the host by headers whose names no `Headers` takes.
function toHeaders(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries({ host: incoming[':authority'], ...incoming })) {
    if (value === undefined || name.startsWith(':')) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

async function readAll(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return new Uint8Array(Buffer.concat(chunks));
}
