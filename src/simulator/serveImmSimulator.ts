import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeAfterEachAnswer } from './closeAfterEachAnswer.js';
import { createImmSimulator } from './createImmSimulator.js';
import { createNodeHandler } from './createNodeHandler.js';
import type { ImmSimulator } from './ImmSimulator.js';

/** Where a simulator listens. */
export interface ServeOptions {
  /** @default any free port */
  port?: number | undefined;
  /** A name or an address, of IPv6 too. @default '127.0.0.1', which no other machine reaches */
  host?: string | undefined;
  /** @default a new one */
  simulator?: ImmSimulator | undefined;
}

/** A simulator that listens. */
export interface ImmSimulatorServer {
  /** Such as `http://127.0.0.1:4010`. */
  url: string;
  /** The port that it has got. */
  port: number;
  /** Injects, faults and shows the state of what listens. */
  simulator: ImmSimulator;
  /** Stops listening and breaks the connections that are left. */
  close(): Promise<void>;
}

/** Puts a simulator on a real port, for any language's SDK. Rejects if the port is taken. */
export function serveImmSimulator(options: ServeOptions = {}): Promise<ImmSimulatorServer> {
  const { port = 0, simulator = createImmSimulator() } = options;
  // To `listen`, an empty host would be every network that there is.
  const host = options.host || '127.0.0.1';
  const server = createServer(createNodeHandler(simulator));
  closeAfterEachAnswer(server);

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // Safe: only a server on a pipe has an address that is a text.
      const { port: actualPort } = server.address() as AddressInfo;
      const shownHost = host.includes(':') ? `[${host}]` : host;
      resolve({ url: `http://${shownHost}:${actualPort}`, port: actualPort, simulator, close });
    });
  });

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}
