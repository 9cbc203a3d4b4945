export { createImmSimulator } from './createImmSimulator.js';
export type { ImmSimulatorState } from './createStateAccess.js';
export { defaultAccessKeys, defaultLimits, defaultRegions, defaultRoles } from './defaults.js';
export type { ImmSimulator, ImmSimulatorOptions } from './ImmSimulator.js';
export type { ImmHandlersOptions } from './immHandlers.js';
export { immHandlers } from './immHandlers.js';
export type { ImmScenarioName } from './scenarios.js';
export type {
  FailureParams,
  ImmFault,
  ImmFaultKind,
  ImmFaultRule,
  ImmInjection,
  ImmInjectionRule,
  ImmRuleScope,
  ImmSimulatorAccessKey,
  ImmSimulatorLimits,
  ImmSimulatorLogEntry,
  ImmSimulatorRegion,
  ImmSimulatorRole,
  JsonObject,
} from './types.js';
