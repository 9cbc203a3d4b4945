import type { ImmCall } from './ImmCall.js';
import { fail } from './ImmFailure.js';
import { acs3Signature, parseAcs3Authorization, rpcSignature } from './signatures.js';
import type { ImmSimulatorAccessKey, ImmSimulatorRole } from './types.js';

const clockSkewMs = 15 * 60_000;

export interface AuthenticatorOptions {
  accessKeys: readonly ImmSimulatorAccessKey[];
  roles: readonly ImmSimulatorRole[];
  /** The role of a call that carries no credentials at all. */
  anonymousRole: string | undefined;
  now: () => number;
}

export interface Authenticator {
  /** The role that the call acts in, or a refusal. */
  authenticate(call: ImmCall): Promise<ImmSimulatorRole>;
  reset(): void;
}

/** Verifies signatures, time stamps, nonces and session tokens; a call that names its role needs none of them. */
export function createAuthenticator({ accessKeys, roles, anonymousRole, now }: AuthenticatorOptions): Authenticator {
  // Nonces by the time they may be forgotten at: after that, the time stamp alone refuses a replay.
  const nonces = new Map<string, number>();

  return {
    async authenticate(call) {
      const { headers, flat } = call;
      const authorization = headers.get('authorization');
      if (authorization) return checkAcs3(call, authorization);
      if (flat.has('AccessKeyId') || flat.has('Signature')) return checkRpc(call);

      const name = headers.get('x-imm-role') || anonymousRole;
      return name ? roleNamed(name) : fail('Missing{P}', { P: 'AccessKeyId' });
    },
    reset() {
      nonces.clear();
    },
  };

  async function checkAcs3(call: ImmCall, header: string): Promise<ImmSimulatorRole> {
    const { headers } = call;
    if (!/^ACS3-/.test(header)) fail('UnsupportedSignatureType');
    const authorization = parseAcs3Authorization(header) ?? fail('IncompleteSignature');
    if (authorization.algorithm !== 'ACS3-HMAC-SHA256') fail('UnsupportedSignatureMethod');
    for (const name of ['x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256']) {
      if (!headers.has(name)) fail('MissingRequiredHeader', { header: name });
    }

    checkTimestamp(headers.get('x-acs-date') ?? '');
    const accessKey = findAccessKey(authorization.accessKeyId, headers.get('x-acs-security-token') ?? undefined);
    const expected = await acs3Signature(call, authorization.signedHeaders, accessKey.accessKeySecret);
    if (expected !== authorization.signature) fail('SignatureNotMatch');
    spendNonce(headers.get('x-acs-signature-nonce') ?? '');
    return roleNamed(accessKey.role);
  }

  async function checkRpc(call: ImmCall): Promise<ImmSimulatorRole> {
    const { flat } = call;
    checkRpcFields(flat);
    checkTimestamp(flat.get('Timestamp') ?? '');
    const accessKey = findAccessKey(flat.get('AccessKeyId') ?? '', flat.get('SecurityToken'));
    if ((await rpcSignature(call, accessKey.accessKeySecret)) !== flat.get('Signature')) fail('SignatureNotMatch');
    spendNonce(flat.get('SignatureNonce') ?? '');
    return roleNamed(accessKey.role);
  }

  function checkRpcFields(flat: ReadonlyMap<string, string>): void {
    if (flat.get('SignatureType')) fail('UnsupportedSignatureType');
    for (const name of ['AccessKeyId', 'Signature', 'SignatureNonce', 'SignatureVersion']) {
      if (!flat.get(name)) fail('IncompleteSignature');
    }
    if (flat.get('SignatureMethod') !== 'HMAC-SHA1') fail('InvalidSignatureMethod');
    if (flat.get('SignatureVersion') !== '1.0') fail('IncompleteSignature');
  }

  function findAccessKey(accessKeyId: string, securityToken: string | undefined): ImmSimulatorAccessKey {
    if (!/^[\w.-]{8,128}$/.test(accessKeyId)) fail('InvalidAccessKeyID', { accessKeyId });
    const accessKey = accessKeys.find((key) => key.accessKeyId === accessKeyId) ?? fail('InvalidAccessKeyIDNotFound');
    if (accessKey.failure) fail(accessKey.failure);
    checkToken(accessKey, securityToken);
    return accessKey;
  }

  function checkToken({ securityToken, expiresAt }: ImmSimulatorAccessKey, sent: string | undefined): void {
    if (sent !== securityToken) {
      if (!sent) fail('Missing{P}', { P: 'SecurityToken' });
      const known = accessKeys.some((key) => key.securityToken === sent);
      fail(known ? 'InvalidSecurityTokenMismatchWithAccessKey' : 'InvalidSecurityTokenMalformed');
    }
    if (expiresAt !== undefined && expiresAt <= now()) fail('InvalidSecurityTokenExpired');
  }

  function checkTimestamp(text: string): void {
    if (!text) fail('IllegalTimestamp');
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)) fail('InvalidTimeStampFormat');
    const at = Date.parse(text);
    if (Number.isNaN(at)) fail('InvalidTimeStampFormat');
    if (Math.abs(now() - at) > clockSkewMs) fail('InvalidTimeStampExpired');
  }

  function spendNonce(nonce: string): void {
    const at = now();
    for (const [old, forgetAt] of nonces) {
      if (forgetAt > at) break;
      nonces.delete(old);
    }
    if (nonces.has(nonce)) fail('SignatureNonceUsed');
    nonces.set(nonce, at + 2 * clockSkewMs);
  }

  function roleNamed(name: string): ImmSimulatorRole {
    const role = roles.find((candidate) => candidate.name === name);
    if (role) return role;
    const names = roles.map((candidate) => candidate.name).join(', ');
    return fail('InvalidArgument', undefined, { message: `The role '${name}' is not one of ${names}.` });
  }
}
