import type { IncomingMessage, ServerResponse } from 'node:http';
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
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const protocol = 'encrypted' in incoming.socket ? 'https' : 'http';
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? undefined : await readAll(incoming);
  return new Request(new URL(incoming.url ?? '/', `${protocol}://${incoming.headers.host ?? 'localhost'}`), {
    method,
    headers,
    signal,
    ...(body && body.byteLength > 0 && { body }),
  });
}

async function readAll(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return new Uint8Array(Buffer.concat(chunks));
}
