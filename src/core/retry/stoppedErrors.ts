const stopped = new WeakSet<object>();

/** Remembers that the person gave the retries up that this refusal led to. */
export function markStopped(error: object): void {
  stopped.add(error);
}

/** Whether a gate's `stop` ended the retries of this error. */
export function wasStopped(error: unknown): boolean {
  // A WeakSet knows nothing of what isn't an object.
  return stopped.has(error as object);
}
