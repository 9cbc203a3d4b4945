import type { ImmErrorState } from '../core/types.js';
import type { ImmErrorContextValue } from './ImmErrorContext.js';
import { permissionFactsOf } from './permissionFactsOf.js';

/** A text that a person can send to an administrator to ask for what is missing: what is known, a line each. */
export function permissionRequestOf(
  { permission = {}, details: { requestId } }: ImmErrorState,
  { messages }: Pick<ImmErrorContextValue, 'messages'>,
): string {
  const facts = permissionFactsOf(permission, messages);
  if (requestId) facts.push([messages.format('details.request-id', {}), requestId, true]);
  // With the colon of the language, as between a severity and its title.
  const lines = facts.map(([severity, title]) => messages.format('announce.failed', { severity, title }));
  return [messages.format('permission.request', {}), ...lines].join('\n');
}
