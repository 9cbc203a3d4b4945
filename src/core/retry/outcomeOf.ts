import type { ImmError } from '../ImmError.js';
import type { ImmErrorCategory } from '../types.js';

type Outcome = 'refused' | 'answered' | 'unknown';

const outcomes: Readonly<Record<ImmErrorCategory, Outcome>> = {
  throttling: 'refused',
  validation: 'answered',
  'not-found': 'answered',
  conflict: 'answered',
  permission: 'answered',
  credentials: 'answered',
  account: 'answered',
  quota: 'answered',
  request: 'answered',
  network: 'unknown',
  timeout: 'unknown',
  aborted: 'unknown',
  unavailable: 'unknown',
  unknown: 'unknown',
};

/**
 * What a failure says about the service's limits: refused, where there were too many requests; nothing, where no answer
 * came, or not from the service itself. A task or an item that failed stands in an answer that came.
 */
export function outcomeOf({
  category,
  origin,
}: Pick<ImmError, 'category'> & Partial<Pick<ImmError, 'origin'>>): Outcome {
  return origin ? 'answered' : outcomes[category];
}
