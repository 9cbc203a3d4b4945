import type { ImmError } from '../ImmError.js';
import { isRefusal } from './isRefusal.js';

/** What a failure says about the service's limits: nothing, where no answer came, or not from the service itself. */
export function outcomeOf(error: ImmError): 'refused' | 'answered' | 'unknown' {
  if (isRefusal(error)) return 'refused';
  switch (error.category) {
    case 'network':
    case 'timeout':
    case 'aborted':
    case 'unavailable':
    case 'unknown':
    case 'throttling':
      return 'unknown';
    case 'validation':
    case 'not-found':
    case 'conflict':
    case 'permission':
    case 'credentials':
    case 'account':
    case 'quota':
    case 'request':
      return 'answered';
    default:
      error.category satisfies never;
      return 'unknown';
  }
}
