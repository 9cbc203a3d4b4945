import { fail } from './ImmFailure.js';
import { TokenBucket } from './TokenBucket.js';
import type { ImmSimulatorLimits } from './types.js';

/** One call, as the limits see it. */
export interface RateLimitedCall {
  accountId: string;
  principalName: string;
  region: string;
  action: string;
  /** Absent where the call concerns no project. */
  project?: string | undefined;
  /** Compute units. 0 for calls that only read or write a description. */
  cu: number;
}

export interface RateLimiter {
  /** Counts the call, or refuses it with the wait in the answer. A refused call counts for nothing. */
  check(call: RateLimitedCall): void;
  reset(): void;
}

/** Holds calls to the limits for each user, each API and each project. */
export function createRateLimiter(limits: ImmSimulatorLimits, now: () => number): RateLimiter {
  const buckets = new Map<string, TokenBucket>();

  function bucketFor(key: string, rate: number): TokenBucket {
    const bucket = buckets.get(key) ?? new TokenBucket(rate, now());
    buckets.set(key, bucket);
    return bucket;
  }

  return {
    check(call) {
      const { accountId, principalName, region, action, project, cu } = call;
      const apiQps = limits.actionQps[action] ?? limits.apiQps;
      const charges = [
        { code: 'Throttling.User', bucket: bucketFor(`user ${principalName} ${region}`, limits.userQps), cost: 1 },
        { code: 'Throttling.Api', bucket: bucketFor(`api ${accountId} ${region} ${action}`, apiQps), cost: 1 },
      ];
      if (project && cu > 0) {
        const bucket = bucketFor(`cu ${accountId} ${region} ${project}`, limits.cu);
        charges.push({ code: 'QuotaExhausted.CU', bucket, cost: Math.min(cu, limits.cu) });
      }

      // All are asked before any is charged: otherwise a refused call would make the next wait longer.
      const at = now();
      for (const { code, bucket, cost } of charges) {
        const retryAfterMs = bucket.waitFor(cost, at);
        if (retryAfterMs > 0) fail(code, undefined, { retryAfterMs });
      }
      for (const { bucket, cost } of charges) bucket.take(cost);
    },
    reset() {
      buckets.clear();
    },
  };
}
