import type { ImmErrorState } from '../core/types.js';
import type { ImmErrorContextValue } from './ImmErrorContext.js';

/** A text that a person can send to an administrator to ask for what is missing. */
export function permissionRequestOf(
  state: ImmErrorState,
  { messages }: Pick<ImmErrorContextValue, 'messages'>,
): string {
  const { permission = {}, details } = state;
  return messages.format('permission.request', {
    action: permission.action ?? '-',
    resource: permission.resource ?? '-',
    principal: permission.principalName ?? '-',
    requestId: details.requestId ?? '-',
  });
}
