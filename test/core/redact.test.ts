import { redact } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';
import { quickest } from '../setup/quickest.js';

const secret = 'Kj8sQw2LmZx9';

describe('redact', () => {
  it.each([
    ['an AccessKey id', 'Invalid access key ID LTAI5tKj8sQw2LmZx9.'],
    ['an AccessKey id in quotes', `Invalid access key ID '${secret}'.`],
    ['an AccessKey id behind a name', 'key_LTAI5tKj8sQw2LmZx9'],
    ['a field with a wide colon', `AccessKeySecret：${secret}`],
    ['a temporary AccessKey id', 'STS.NUKj8sQw2LmZx9 is expired'],
    ['an AccessKey secret', `accessKeySecret: ${secret}`],
    ['an AccessKey secret in an environment', `ALIBABA_CLOUD_ACCESS_KEY_SECRET=${secret}`],
    ['a field of JSON', `{"AccessKeySecret":"${secret}"}`],
    ['a field of JSON with spaces', `{"SecurityToken" : "${secret}"}`],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ SecurityToken: secret }))],
    ['JSON with its slashes escaped, as PHP writes it', String.raw`{"SecurityToken":"CAIS8g\/hjIr5aB\/${secret}"}`],
    ['such JSON in JSON', String.raw`{\"SecurityToken\":\"CAIS8g\\\/${secret}\"}`],
    ['JSON with its signs escaped, as Go and Java write it', String.raw`x\u0026Signature\u003d${secret}\u0026y`],
    ['JSON in an address', `?q=${encodeURIComponent(JSON.stringify({ AccessKeySecret: secret }))}`],
    [
      'JSON twice in an address',
      `?q=${encodeURIComponent(encodeURIComponent(JSON.stringify({ AccessKeySecret: secret })))}`,
    ],
    ['a field of XML', `<OSSAccessKeyId>${secret}</OSSAccessKeyId>`],
    ['the signature that OSS was given', `<SignatureProvided>${secret}</SignatureProvided>`],
    ['a string to sign in XML', `<StringToSign>GET\n\n${secret}</StringToSign>`],
    ['a string to sign in a message', `server string to sign is:GET&%2F&AccessKeyId%3D${secret}`],
    ['a string to sign over several lines', `StringToSign is [GET\n/\n${secret}\n]`],
    ['an address signed for POP', `http://imm.aliyuncs.com/?AccessKeyId=${secret}&Action=ListProjects`],
    ['a signature', `http://imm.aliyuncs.com/?Signature=${secret}%3D&Action=ListProjects`],
    [
      'an address signed for OSS',
      `https://b.oss-cn-hangzhou.aliyuncs.com/k?OSSAccessKeyId=x&Expires=1&Signature=${secret}`,
    ],
    [
      'an address signed for OSS, version 4',
      `https://b.oss/k?x-oss-credential=${secret}%2F20261123&x-oss-signature=${secret}`,
    ],
    ['an encoded address', encodeURIComponent(`https://b.oss/k?security-token=${secret}&x=1`)],
    ['a header', `Authorization: ACS3-HMAC-SHA256 Credential=${secret},SignedHeaders=host,Signature=${secret}`],
    ['a header as JSON', `{"authorization":"acs x:${secret}"}`],
    ['a bearer token', `Bearer ${secret}${secret}`],
    ['a cookie', `Cookie: a=1; login_ticket=${secret}`],
    ['a header as a pair', `["x-acs-security-token","${secret}"]`],
    ['a user in an address', `https://me:${secret}@imm.aliyuncs.com/`],
    ['a password', `password=${secret}`],
    ['a password by its short name', `pwd: ${secret}`],
    ['a key of an API', `api_key=${secret}`],
    ['a token of OpenID Connect', `it was eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${secret}`],
    ['a long opaque token', `it was Zk3${secret}Yt7${secret}Ab1 indeed`],
  ])('takes out %s', (_, text) => {
    expect(redact(text)).toContain('***');
    expect(redact(text)).not.toContain('Kj8sQw2LmZx9');
  });

  it.each([
    ['a request id', 'request id: D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E'],
    ['a request id of OSS', 'RequestId 647EB6AC7B423D3538DB6D61'],
    ['an ARN', 'acs:imm:cn-hangzhou:1234567890123456:project/my-long-project-name/dataset/Photos'],
    ['a code', 'InvalidSecurityTokenMismatchWithAccessKey'],
    ['a sentence about a token', 'Specified SecurityToken is expired.'],
    ['a sentence about a signature', 'Specified signature is not matched with our calculation.'],
    ['the name of a parameter', 'Specified parameter NextToken is not valid.'],
    ['a link', 'https://next.api.aliyun.com/troubleshoot?q=InvalidArgument&product=imm'],
    ['a path of a file', 'oss://my-bucket/holiday-photos-2026/IMG_20261123_101500.jpg'],
    ['words', 'Basic authentication is not supported'],
  ])('keeps %s', (_, text) => {
    expect(redact(text)).toBe(text);
  });

  it('keeps what stands behind an escaped ampersand', () => {
    const text = String.raw`AccessKeyId\u003dabc\u0026Action\u003dListProjects`;
    expect(redact(text)).toBe(String.raw`AccessKeyId\u003d***\u0026Action\u003dListProjects`);
  });

  it.each(['AccessKeyId=abc&x=1', '{"token":"abc"}', 'Authorization: acs a:b', 'Bearer abcdefghijklmnopqrst'])(
    'changes nothing more the second time: %s',
    (text) => {
      expect(redact(redact(text))).toBe(redact(text));
    },
  );

  it('keeps what stands beside a secret', () => {
    expect(redact('?AccessKeyId=abc&Action=ListProjects&RegionId=cn-beijing')).toBe(
      '?AccessKeyId=***&Action=ListProjects&RegionId=cn-beijing',
    );
  });

  it.each([
    ['a long word', 'a'],
    ['slashes', '://'],
    ['names', 'token'],
    ['quotes', 'token"\''],
    ['spaces', 'secret   '],
    ['percent signs', 'token%25'],
    ['equals signs', '='],
    ['bearers', 'bearer '],
    ['beginnings of tokens', 'eyJ-'],
    ['escaped slashes', 'token=\\/'],
    ['backslashes', '\\'],
  ])('takes linear time over %s', (_, unit) => {
    const text = unit.repeat(65_536 / unit.length);
    expect(quickest(() => redact(text))).toBeLessThan(100);
  });
});
