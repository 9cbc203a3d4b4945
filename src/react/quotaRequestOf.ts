import type { ImmErrorState } from '../core/types.js';
import type { ImmErrorContextValue } from './ImmErrorContext.js';

/** A text that a person can send to an administrator to ask for a higher quota. */
export function quotaRequestOf(
  { details: { code = '', requestId = 'none' } }: ImmErrorState,
  { messages }: Pick<ImmErrorContextValue, 'messages'>,
): string {
  return messages.format('quota.request', { code, requestId });
}
