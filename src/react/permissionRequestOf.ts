import type { ImmErrorState } from '../core/types.js';
import type { ImmErrorContextValue } from './ImmErrorContext.js';

/** A text that a person can send to an administrator to ask for what is missing. */
export function permissionRequestOf(
  { permission = {}, details }: ImmErrorState,
  { messages }: Pick<ImmErrorContextValue, 'messages'>,
): string {
  const { action = 'none', resource = 'none', principalName: principal = 'none', policyType } = permission;
  const policy = policyType ? messages.format('permission.policy-type', { type: policyType }) : 'none';
  const { requestId = 'none' } = details;
  return messages.format('permission.request', { action, resource, principal, policy, requestId });
}
