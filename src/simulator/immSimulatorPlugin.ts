import { closeAfterEachAnswer } from './closeAfterEachAnswer.js';
import { createImmSimulator } from './createImmSimulator.js';
import { createNodeHandler, type NodeHandler } from './createNodeHandler.js';
import type { ImmSimulator, ImmSimulatorOptions } from './ImmSimulator.js';

/** Where the simulator is mounted, and everything about it that can be chosen. */
export interface ImmSimulatorPluginOptions extends ImmSimulatorOptions {
  /** Where the simulator is mounted. @default '/imm' */
  path?: string | undefined;
  /** Uses this one, whatever the other options say. */
  simulator?: ImmSimulator | undefined;
}

/** The part of Vite's servers that the plugin touches, so that the kit needs no Vite to be read. */
interface ServerLike {
  middlewares: { use(path: string, handler: NodeHandler): unknown };
  /** None in middleware mode: there, the connections are the app's own. */
  httpServer?: object | null | undefined;
}

/** A Vite plugin: it fits `Plugin` by its shape. */
export interface ImmSimulatorPlugin {
  name: string;
  configureServer(server: ServerLike): void;
  configurePreviewServer(server: ServerLike): void;
}

/** Mounts a simulator in Vite's dev and preview servers. */
export function immSimulatorPlugin(options: ImmSimulatorPluginOptions = {}): ImmSimulatorPlugin {
  const { path = '/imm', simulator = createImmSimulator(options) } = options;
  const handler = createNodeHandler(simulator);
  const mount = (server: ServerLike): void => {
    if (server.httpServer) closeAfterEachAnswer(server.httpServer);
    server.middlewares.use(path, handler);
  };
  return { name: 'imm-simulator', configureServer: mount, configurePreviewServer: mount };
}
