import type { ImmSimulatorAccessKey, ImmSimulatorLimits, ImmSimulatorRegion, ImmSimulatorRole } from './types.js';

const accountId = '1029384756102938';

/** Low enough for a person to reach with a mouse, high enough for a page that loads five things at once. */
export const defaultLimits: ImmSimulatorLimits = {
  apiQps: 10,
  actionQps: { CreateProject: 3 },
  userQps: 20,
  cu: 10,
  projects: 100,
  payloadBytes: 1_048_576,
};

/** The regions there are; ap-southeast-5 is in maintenance. */
export const defaultRegions: readonly ImmSimulatorRegion[] = [
  { id: 'cn-hangzhou' },
  { id: 'cn-shanghai' },
  { id: 'cn-beijing' },
  { id: 'cn-zhangjiakou' },
  { id: 'cn-shenzhen' },
  { id: 'cn-guangzhou' },
  { id: 'cn-chengdu' },
  { id: 'cn-hongkong' },
  { id: 'ap-southeast-1' },
  { id: 'ap-southeast-5', maintaining: true },
  { id: 'us-west-1' },
  { id: 'us-east-1' },
  { id: 'eu-central-1' },
];

/** The roles that `x-imm-role` names. */
export const defaultRoles: readonly ImmSimulatorRole[] = [
  { name: 'owner', accountId, principalType: 'RootUser', principalName: accountId },
  {
    name: 'reader',
    accountId,
    principalType: 'SubUser',
    principalName: '201122334455667788',
    allow: /^(Get|List|SimpleQuery$)/,
  },
  {
    name: 'blocked-by-control-policy',
    accountId,
    principalType: 'AssumedRoleUser',
    principalName: 'console-operator:li.na',
    allow: /^(Get|List)/,
    deny: { policyType: 'ControlPolicy', noPermissionType: 'ExplicitDeny' },
  },
  refused('expired-session', 'AssumedRoleUser', 'InvalidSecurityTokenExpired'),
  refused('in-debt', 'RootUser', 'Forbidden.AccountInDebt'),
  // Reading needs no access to OSS, so the role is missed only where something is made.
  { ...refused('no-service-role', 'RootUser', 'Forbidden.ServiceRole'), failsOn: /^(Create|Update|Index|Batch)/ },
  refused('not-activated', 'RootUser', 'ForbiddenProductDisabled'),
];

/** Key pairs for the SDKs. They open nothing but the simulator. */
export const defaultAccessKeys: readonly ImmSimulatorAccessKey[] = [
  { accessKeyId: 'simulator-owner', accessKeySecret: 'simulator-owner-secret', role: 'owner' },
  { accessKeyId: 'simulator-reader', accessKeySecret: 'simulator-reader-secret', role: 'reader' },
  {
    accessKeyId: 'simulator-inactive',
    accessKeySecret: 'simulator-inactive-secret',
    role: 'owner',
    failure: 'InvalidAccessKeyIDInactive',
  },
  {
    accessKeyId: 'simulator-disabled',
    accessKeySecret: 'simulator-disabled-secret',
    role: 'owner',
    failure: 'ForbiddenAccessKeyDisabled',
  },
  {
    accessKeyId: 'simulator-session',
    accessKeySecret: 'simulator-session-secret',
    role: 'owner',
    securityToken: 'simulator-session-token',
  },
  {
    accessKeyId: 'simulator-expired',
    accessKeySecret: 'simulator-expired-secret',
    role: 'owner',
    securityToken: 'simulator-expired-token',
    expiresAt: 0,
  },
];

function refused(name: string, principalType: ImmSimulatorRole['principalType'], failure: string): ImmSimulatorRole {
  return { name, accountId, principalType, principalName: name, failure };
}
