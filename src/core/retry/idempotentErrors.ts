import { mark, marksOf } from './marks.js';

/** Remembers that the request that failed with this error may be carried out twice without harm. */
export function markIdempotent(error: object): void {
  mark(error, { isIdempotent: true });
}

/** Whether the caller declared the request that failed with this error idempotent. */
export function wasIdempotent(error: unknown): boolean {
  return !!marksOf(error).isIdempotent;
}
