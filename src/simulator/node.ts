export type { NodeHandler } from './createNodeHandler.js';
export { createNodeHandler } from './createNodeHandler.js';
export type { ImmSimulatorPlugin, ImmSimulatorPluginOptions } from './immSimulatorPlugin.js';
export { immSimulatorPlugin } from './immSimulatorPlugin.js';
export type { ImmSimulatorServer, ServeOptions } from './serveImmSimulator.js';
export { serveImmSimulator } from './serveImmSimulator.js';
