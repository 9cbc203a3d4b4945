const idempotent = new WeakSet<object>();

/** Remembers that the request that failed with this error may be carried out twice without harm. */
export function markIdempotent(error: object): void {
  idempotent.add(error);
}

/** Whether the caller declared the request that failed with this error idempotent. */
export function wasIdempotent(error: unknown): boolean {
  // A WeakSet knows nothing of what isn't an object.
  return idempotent.has(error as object);
}
