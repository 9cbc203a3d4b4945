import type { ImmSimulatorState } from './createStateAccess.js';
import type { ImmScenarioName } from './scenarios.js';
import type {
  ImmFaultRule,
  ImmInjectionRule,
  ImmSimulatorAccessKey,
  ImmSimulatorLimits,
  ImmSimulatorLogEntry,
  ImmSimulatorRegion,
  ImmSimulatorRole,
} from './types.js';

/** Everything about the simulator that can be chosen. */
export interface ImmSimulatorOptions {
  /** The clock, in ms since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** Numbers from 0 to 1 for ids, probabilities and latency. @default Math.random */
  random?: (() => number) | undefined;
  /** How long every answer takes, in ms: always the same, or anything between two. @default 0 */
  latencyMs?: number | readonly [min: number, max: number] | undefined;
  /** How long a task runs for each source, in ms. @default 4000 */
  taskMs?: number | undefined;
  /** What is refused for being too much. `Infinity` switches a limit off. */
  limits?: Partial<ImmSimulatorLimits> | undefined;
  /** The regions there are. @default thirteen, of which ap-southeast-5 is in maintenance */
  regions?: readonly ImmSimulatorRegion[] | undefined;
  /** The roles that `x-imm-role` and the access keys name. */
  roles?: readonly ImmSimulatorRole[] | undefined;
  /** The key pairs whose signatures are accepted. */
  accessKeys?: readonly ImmSimulatorAccessKey[] | undefined;
  /** The role of a call without any credentials; `null` refuses such calls. @default 'owner' */
  anonymousRole?: string | null | undefined;
  /** Whether each region starts with example projects. @default true */
  seed?: boolean | undefined;
  /** Whether plain HTTP is refused. @default false */
  requireHttps?: boolean | undefined;
}

/** IMM, API version 2020-09-30, as one function with a memory. */
export interface ImmSimulator {
  /**
   * Answers a request: RPC or ACS3 with a verified signature, or a console session that names its role in `x-imm-role`.
   *
   * @throws {TypeError} where a fault drops the connection, as `fetch` does; the signal's reason where it is aborted.
   */
  fetch(request: Request): Promise<Response>;
  /** Forgets everything: state, rules, limits, nonces and the log. */
  reset(): void;
  /** Answers matching calls with a failure instead. Gives the way to take the rule back. */
  inject(rule: ImmInjectionRule): () => void;
  /** Lets something go wrong on the way of matching calls. Gives the way to take the rule back. */
  fault(rule: ImmFaultRule): () => void;
  /** Replaces all rules by those of a named kind of day. */
  setScenario(name: ImmScenarioName): void;
  /** A copy of what the service holds, over all regions that were called. */
  getState(): ImmSimulatorState;
  /** The last 1000 calls, oldest first. */
  getLog(): readonly ImmSimulatorLogEntry[];
  /** The roles and regions there are, for a menu. */
  readonly roles: readonly ImmSimulatorRole[];
  /** The regions there are, for a menu. */
  readonly regions: readonly ImmSimulatorRegion[];
}
