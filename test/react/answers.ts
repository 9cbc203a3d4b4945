/** A failed answer of IMM, as an SDK's error carries it. */
export function answer(code: string, message = '', more: object = {}): object {
  return {
    RequestId: 'D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E',
    HostId: 'imm.cn-hangzhou.aliyuncs.com',
    Code: code,
    Message: message,
    ...more,
  };
}

/** Why RAM refused, as IMM's answers say it. */
export const implicitDeny = {
  AuthAction: 'imm:CreateProject',
  AuthResource: 'acs:imm:cn-hangzhou:1234567890123456:project/films',
  AuthPrincipalType: 'SubUser',
  AuthPrincipalDisplayName: 'lin.wei',
  AuthPrincipalOwnerId: '1234567890123456',
  NoPermissionType: 'ImplicitDeny',
  PolicyType: 'AccountLevelIdentityBasedPolicy',
  EncodedDiagnosticMessage: 'AQEAAAAAaIYaa0ZENzM4RDAwLTg4',
};

/** The name of a banner in English. Details and hints are groups too, but only a banner's name starts with its severity. */
export const bannerName: RegExp = /^(Error|Warning|Information): /;
