import { mark, marksOf } from './marks.js';

/** Remembers that the person gave the retries up that this refusal led to. */
export function markStopped(error: unknown): void {
  mark(error, { isStopped: true });
}

/** Whether a gate's `stop` ended the retries of this error. */
export function wasStopped(error: unknown): boolean {
  return !!marksOf(error).isStopped;
}
