import type { ImmAccessDenied, ImmMessages } from '../core/types.js';

/** One fact about a denial. */
export type PermissionFact = readonly [label: string, value: string, isCode: boolean];

/** What is known of a denial, in the words of the person's language: what was refused, to whom and by what. */
export function permissionFactsOf(
  { action, resource, principalType, principalName, policyType }: ImmAccessDenied,
  messages: ImmMessages,
): PermissionFact[] {
  const say = (id: string, params = {}): string => messages.format(id, params);
  const facts: PermissionFact[] = [];
  if (action) facts.push([say('permission.action'), action, true]);
  if (resource) facts.push([say('permission.resource'), resource, true]);
  if (principalName) {
    const type = principalType && say('permission.principal-type', { type: principalType });
    const named = type && say('permission.named', { name: principalName, type });
    facts.push([say('permission.principal'), named || principalName, false]);
  }
  if (policyType) {
    facts.push([
      say('permission.decided-by'),
      say('permission.policy-type', { type: policyType }) || policyType,
      false,
    ]);
  }
  return facts;
}
