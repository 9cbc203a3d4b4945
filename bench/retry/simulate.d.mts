import type { ImmError } from '../../src/core/ImmError.js';
import type { ThrottleGateOptions } from '../../src/core/retry/ThrottleGate.js';

export interface Contender {
  open(tab: ThrottleGateOptions): (task: () => Promise<unknown>) => Promise<unknown>;
}

export interface SimulateOptions {
  tabs: number;
  seed: number;
  requestsPerTab?: number;
  limits?: { rate?: number; burst?: number; latency?: number };
  namesWait?: boolean;
  /** When each tab sends its first requests, in ms; all at once without it. */
  starts?: number[];
}

export interface SimulateResult {
  successes: number;
  refused: number;
  /** When the last success arrived, in ms. */
  ms: number;
}

export declare function simulate(
  contender: Contender,
  error: typeof ImmError,
  options: SimulateOptions,
): Promise<SimulateResult>;
