import { createCredentialRefresh } from 'imm-error-kit/core';
import { currentSettings } from '../settings/settings.ts';

// As long as a sign-in server takes.
const renewalMs = 800;

let isRenewed = false;
let attempts = 0;

/** Renews the session once for all requests that were refused with the old one. */
export const credentials = createCredentialRefresh({
  async onRefreshCredentials() {
    await new Promise((resolve) => setTimeout(resolve, renewalMs));
    attempts += 1;
    const { renewal } = currentSettings();
    // Nobody is asked by the first attempt; the second is the person's own.
    if (renewal === 'sign-in' && attempts === 1) throw new Error('The session can not be renewed without a sign-in.');
    isRenewed = renewal !== 'refused';
  },
});

/** The role that the server behind a console would call IMM with: that of an expired session is good again once it is renewed. */
export function roleInUse(role: string): string {
  if (role !== 'expired-session') forgetRenewal();
  return isRenewed ? 'owner' : role;
}

/** Lets the session expire again. */
export function forgetRenewal(): void {
  isRenewed = false;
  attempts = 0;
}
