import type { ImmFaultRule, ImmInjectionRule } from './types.js';

/** A kind of day at the service. */
export interface ImmScenario {
  inject?: readonly ImmInjectionRule[] | undefined;
  faults?: readonly ImmFaultRule[] | undefined;
}

/** The kinds of days that can be chosen. */
export type ImmScenarioName = 'normal' | 'slow' | 'flaky' | 'overloaded' | 'throttled' | 'maintenance' | 'down';

export const scenarios: Readonly<Record<ImmScenarioName, ImmScenario>> = {
  normal: {},
  slow: { faults: [{ kind: 'latency', ms: 3000 }] },
  flaky: {
    faults: [
      { kind: 'drop-after', probability: 0.2 },
      { kind: 'html-502', probability: 0.1 },
    ],
  },
  overloaded: {
    inject: [
      { code: 'ServiceUnavailable', probability: 0.5 },
      { code: 'Timeout', probability: 0.2 },
    ],
  },
  throttled: { inject: [{ code: 'Throttling.User', retryAfterMs: 3000, probability: 0.7 }] },
  maintenance: { inject: [{ code: 'ServiceUnavailable.RegionMaintaining' }] },
  down: { faults: [{ kind: 'drop-before' }] },
};
