import { describeImmError, diagnosticsOf, ImmError } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { describe, expect, it } from 'vitest';

describe('diagnosticsOf', () => {
  it('lists what support needs', () => {
    const error = new ImmError({
      code: 'AccessDenied',
      status: 403,
      requestId: 'R-1',
      hostId: 'imm.cn-hangzhou.aliyuncs.com',
      regionId: 'cn-hangzhou',
      action: 'CreateProject',
      message: 'You are not authorized.',
      serverTime: Date.UTC(2026, 10, 23),
      recommend: 'https://api.aliyun.com/troubleshoot?q=AccessDenied',
      accessDenied: {
        action: 'imm:CreateProject',
        resource: 'acs:imm:cn-hangzhou:1234567890123456:project/films',
        principalType: 'SubUser',
        principalName: 'lin.wei',
        ownerId: '1234567890123456',
        policyType: 'AccountLevelIdentityBasedPolicy',
        noPermissionType: 'ImplicitDeny',
        encodedDiagnosticMessage: 'AQEAAAAAaIYaa0ZENzM4RDAwLTg4MTktNTg2Mi1',
      },
    });
    expect(diagnosticsOf(error)).toBe(
      [
        'Code: AccessDenied',
        'Status: 403',
        'RequestId: R-1',
        'HostId: imm.cn-hangzhou.aliyuncs.com',
        'RegionId: cn-hangzhou',
        'Action: CreateProject',
        'ServerTime: 2026-11-23T00:00:00.000Z',
        'Message: You are not authorized.',
        'AuthAction: imm:CreateProject',
        'AuthResource: acs:imm:cn-hangzhou:1234567890123456:project/films',
        'AuthPrincipalType: SubUser',
        'AuthPrincipalDisplayName: lin.wei',
        'AuthPrincipalOwnerId: 1234567890123456',
        'PolicyType: AccountLevelIdentityBasedPolicy',
        'NoPermissionType: ImplicitDeny',
        'EncodedDiagnosticMessage: AQEAAAAAaIYaa0ZENzM4RDAwLTg4MTktNTg2Mi1',
        'Recommend: https://api.aliyun.com/troubleshoot?q=AccessDenied',
      ].join('\n'),
    );
  });

  it('leaves out what is not known', () => {
    expect(diagnosticsOf(new ImmError({ code: 'Timeout' }))).toBe('Code: Timeout');
  });

  it.each([[null], [undefined], ['text'], [{}], [new Error('x')]])('takes anything: %s', (thrown) => {
    expect(typeof diagnosticsOf(thrown)).toBe('string');
  });

  it('takes what stands before an SDK’s own code and text for a code', () => {
    const text = 'SecurityTokenExpiredToken: code: 403, The security token is expired. request id: A1';
    expect(diagnosticsOf(new Error(text))).toContain('Code: SecurityTokenExpiredToken');
  });

  it.each(['Authorization', 'AccessKeySecret', 'SecurityToken', 'Signature', 'OssAccessKeySecret', 'ApiKey'])(
    'takes no name of a secret for a code, and the secret for its message: %s',
    (name) => {
      const said = diagnosticsOf(new Error(`${name}: Digest username="me", response="Planted-1"`));
      expect(said).toContain(`${name}: ***`);
      expect(diagnosticsOf(new Error(`${name}: Planted-1`))).not.toContain('Planted');
      if (name === 'Authorization') expect(said).not.toContain('Planted');
    },
  );

  it.each([
    'InvalidAccessKeyId',
    'IncompleteSignature',
    'MissingSecurityToken',
    'InvalidSecurityToken.Expired',
    'ExpiredToken',
    'EntityNotExist.User.AccessKey',
  ])('still takes a code before a sentence for one: %s', (code) => {
    expect(diagnosticsOf(new Error(`${code}: Specified value is not right.`))).toBe(
      `Code: ${code}\nMessage: Specified value is not right.`,
    );
  });

  it('names no secret of an error that an app made', () => {
    const secret = 'LTAI5tABCDEFGHIJ';
    const error = new ImmError({
      code: `InvalidParameter.${secret}`,
      message: `bad AccessKeyId=${secret} StringToSign: POST&%2F&Signature=${secret}`,
      recommend: `https://api.aliyun.com/troubleshoot?AccessKeyId=${secret}`,
      hostId: `host ${secret}`,
      params: { P: secret },
      accessDenied: { principalName: secret },
      action: secret,
    });
    const state = describeImmError(error, { messages });
    expect(JSON.stringify([diagnosticsOf(error), error, String(error), error.stack, state])).not.toContain(secret);
    expect(error.requestId).toBeUndefined();
  });

  it('names no secret of what was thrown', () => {
    const thrown = {
      Code: 'SignatureNotMatch',
      Message: 'StringToSign is [GET\nabc]',
      config: { accessKeySecret: 's3cret' },
    };
    expect(diagnosticsOf(thrown)).not.toMatch(/abc|s3cret/);
  });

  it('stays total over a server time that no calendar has', () => {
    expect(diagnosticsOf(new ImmError({ code: 'x', serverTime: 9e15 }))).toContain('Code: x');
  });
});
