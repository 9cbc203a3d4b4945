import type { ThrottleGateOptions } from '../../src/core/retry/ThrottleGate.js';
import type { Contender } from './simulate.mjs';

type Kit = typeof import('./kit.js');

export declare function kitContender(kit: Kit): Contender;

export declare function createGatedSender(
  kit: Kit,
  options: ThrottleGateOptions,
  setTimeout: (callback: () => void, ms: number) => unknown,
): <T>(task: () => Promise<T>) => Promise<T>;
