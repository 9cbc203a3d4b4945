import { percentEncode } from './encoding.js';
import type { ImmCall } from './ImmCall.js';
import { ImmFailure } from './ImmFailure.js';
import type { ImmSimulatorRole, JsonObject } from './types.js';

/** Refuses a call that the role's policies don't allow, and says why as RAM does. */
export function authorize(role: ImmSimulatorRole, call: ImmCall): void {
  if (!role.allow || role.allow.test(call.action)) return;

  throw new ImmFailure({ code: 'AccessDenied' }, accessDeniedDetail(role, call));
}

/** What RAM says about a refusal. Made for any role, so that an injected denial carries it as well. */
export function accessDeniedDetail(
  role: ImmSimulatorRole,
  call: Pick<ImmCall, 'action' | 'region' | 'params'>,
): JsonObject {
  const { ramAction, arn } = resourceOf(role, call);
  const { policyType, noPermissionType } = role.deny ?? {
    policyType: 'AccountLevelIdentityBasedPolicy',
    noPermissionType: 'ImplicitDeny',
  };
  return {
    AuthAction: ramAction,
    AuthResource: arn,
    AuthPrincipalType: role.principalType,
    AuthPrincipalDisplayName: role.principalName,
    AuthPrincipalOwnerId: role.accountId,
    PolicyType: policyType,
    NoPermissionType: noPermissionType,
    // Opaque to everyone but RAM, so its form alone matters: long, and of characters that a URL would escape.
    EncodedDiagnosticMessage: `AQ${btoa(percentEncode([ramAction, arn, policyType, noPermissionType].join('|')))}`,
  };
}

function resourceOf(
  role: ImmSimulatorRole,
  { action, region, params }: Pick<ImmCall, 'action' | 'region' | 'params'>,
): { ramAction: string; arn: string } {
  const project = typeof params.ProjectName === 'string' && params.ProjectName ? params.ProjectName : '*';
  const dataset = typeof params.DatasetName === 'string' && params.DatasetName ? `/dataset/${params.DatasetName}` : '';
  return {
    ramAction: `imm:${action || '*'}`,
    arn: `acs:imm:${region}:${role.accountId}:project/${project}${dataset}`,
  };
}
