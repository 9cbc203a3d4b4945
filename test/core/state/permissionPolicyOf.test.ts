import { describeImmError, ImmError } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { describe, expect, it } from 'vitest';
import { permissionPolicyOf } from '../../../src/core/state/permissionPolicyOf.js';
import type { ImmAccessDenied } from '../../../src/core/types.js';

function policyFor(accessDenied: ImmAccessDenied | undefined, code = 'AccessDenied'): unknown {
  const policy = permissionPolicyOf(describeImmError(new ImmError({ code, accessDenied }), { messages }));
  return policy && JSON.parse(policy);
}

const resource = 'acs:imm:cn-hangzhou:1234567890123456:project/films';
const implicit = { action: 'imm:CreateProject', noPermissionType: 'ImplicitDeny' };

describe('permissionPolicyOf', () => {
  it('allows the one action on the one resource', () => {
    const policyType = 'AccountLevelIdentityBasedPolicy';
    expect(policyFor({ ...implicit, resource, policyType })).toEqual({
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'imm:CreateProject', Resource: resource }],
    });
  });

  it('allows the action on every resource where none was named', () => {
    expect(policyFor(implicit)).toMatchObject({ Statement: [{ Resource: '*' }] });
  });

  it('is laid out to be read', () => {
    const state = describeImmError(new ImmError({ code: 'AccessDenied', accessDenied: implicit }), { messages });
    expect(permissionPolicyOf(state)).toContain('\n  "Version": "1"');
  });

  it.each([
    ['nothing is known', undefined],
    ['no action is named', { noPermissionType: 'ImplicitDeny' }],
    ['it is an explicit deny', { ...implicit, noPermissionType: 'ExplicitDeny' }],
    ['the kind of denial is not known', { action: 'imm:CreateProject' }],
    ['a control policy denies', { ...implicit, policyType: 'ControlPolicy' }],
    ['a session policy denies', { ...implicit, policyType: 'SessionPolicy' }],
    ['the policy only sounds alike', { ...implicit, policyType: 'IdentityBasedPolicyOfMine' }],
  ])('gives none where %s', (_, accessDenied) => {
    expect(policyFor(accessDenied)).toBeUndefined();
  });

  it.each([['OSSAccessError'], ['STSAccessError'], ['Forbidden.ServiceRole'], ['ForbiddenAccessDenied']])(
    'gives none for %s, which no grant to the person helps',
    (code) => {
      expect(policyFor(implicit, code)).toBeUndefined();
    },
  );
});
