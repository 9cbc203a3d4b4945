import { doNothing } from '../core/doNothing.js';
import type { CredentialRefresh } from '../core/retry/createCredentialRefresh.js';
import type { ImmActionHandler } from './ImmErrorContext.js';

const renewals = new WeakSet<object>();

/** What "Sign in again" does with these credentials. */
export function renewedBy(credentials: CredentialRefresh): ImmActionHandler {
  return () => {
    // Ending it is enough: how it went shows in the failure itself.
    const renewal = credentials.refresh().catch(doNothing);
    renewals.add(renewal);
    return renewal;
  };
}

/** Whether what an action gave back is a renewal, which sends all again by itself where it succeeds. */
export function repeatsItself(answer: unknown): boolean {
  return answer instanceof Promise && renewals.has(answer);
}
