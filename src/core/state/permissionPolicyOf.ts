import { findRow } from '../catalog/findRow.js';
import type { ImmErrorState } from '../types.js';

/**
 * The least RAM policy that would allow what was refused, as JSON; `undefined` where no grant can help.
 *
 * Only an implicit deny of an identity policy yields to a grant: an explicit deny, a control policy or a session policy
 * outweighs any.
 *
 * @see https://www.alibabacloud.com/help/en/ram/policy-structure-and-syntax
 */
export function permissionPolicyOf(state: ImmErrorState): string | undefined {
  const { permission, details } = state;
  if (!permission?.action || permission.noPermissionType !== 'ImplicitDeny') return undefined;
  if (!isIdentityPolicy(permission.policyType)) return undefined;
  const { row } = findRow({ code: details.code ?? '' });
  // About IMM's service role or the platform: no grant to the person helps.
  if (row.category === 'permission' && row.primaryAction !== 'request-permission') return undefined;

  const policy = {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: permission.action, Resource: permission.resource ?? '*' }],
  };
  return JSON.stringify(policy, null, 2);
}

/** Whether it was a policy of the caller's own identity that decided, which a grant can change. So it is where none is named. */
export function isIdentityPolicy(policyType: string | undefined): boolean {
  return !policyType || /IdentityBasedPolicy$/.test(policyType);
}
