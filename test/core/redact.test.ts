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
    ['a field of XML with a name for attribute', `<entry key="SecurityToken">${secret} a</entry>`],
    ['a string to sign in XML', `<StringToSign>GET\n\n${secret}</StringToSign>`],
    ['a string to sign in a message', `server string to sign is:GET&%2F&AccessKeyId%3D${secret}`],
    ['a string to sign over several lines', `StringToSign is [GET\n/\n${secret}\n]`],
    ['a string to sign with a bracket', `StringToSign is [GET\n/?x=[1]\n${secret}\n]`],
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
    ['a cookie behind one in quotes', `Cookie: login_aliyunid="me @ 123"; login_aliyunid_ticket=${secret}`],
    ['the same in JSON', JSON.stringify({ cookie: `login_aliyunid="me"; login_aliyunid_ticket=${secret}` })],
    ['the same in JSON in JSON', JSON.stringify(JSON.stringify({ cookie: `a="me"; login_ticket=${secret}` }))],
    ['each cookie of a list', JSON.stringify({ 'set-cookie': ['a=1; Path=/', `ticket=${secret}; HttpOnly`] })],
    ['each of a list in JSON', JSON.stringify(JSON.stringify({ 'set-cookie': ['a=]; Path=/', `ticket=${secret}`] }))],
    ['each of a list over several lines', `'set-cookie': [\n        'a=1; Path=/',\n        'ticket=${secret}'\n    ]`],
    ['the cookies of a log', JSON.stringify({ cookies: [{ name: 'login_ticket', value: secret }] })],
    ['a header with quotes of its own', `Authorization: Digest username="me", realm="x", response="${secret}"`],
    ['a header that goes on in the next line', `Authorization: OSS 4CRuOqYz\r\n :${secret}`],
    ['a header that begins in the next line', `Authorization:\r\n OSS 4CRuOqYz\r\n\t4CR:${secret}`],
    ['a header as an object', JSON.stringify([{ name: 'Cookie', value: `login_ticket=${secret}` }])],
    ['such an object over several lines', JSON.stringify([{ name: 'x-acs-security-token', value: secret }], null, 8)],
    ['such an object in an address', encodeURIComponent(JSON.stringify({ name: 'Cookie', value: `a=${secret}` }))],
    ['a field of a form as an object', JSON.stringify({ key: 'AccessKeySecret', value: secret })],
    ['an object with one', JSON.stringify({ token: { value: secret } })],
    ['a password with a comma', JSON.stringify({ password: `ab,${secret}` })],
    ['a password with a space', JSON.stringify({ password: `ab ${secret}` })],
    ['a password with a quote', JSON.stringify({ password: `ab"${secret}` })],
    ['a password with quotes in JSON', JSON.stringify(JSON.stringify({ password: `a\\b"${secret}` }))],
    ['a password in single quotes', `{ password: 'ab" ${secret}' }`],
    ['a string to sign with quotes', JSON.stringify({ StringToSign: `GET\n"x"\n${secret}` })],
    ['a string to sign in quotes', `StringToSign is "GET\n/\n${secret}"`],
    [
      'JSON in JSON in JSON in JSON',
      [1, 2, 3].reduce((text) => JSON.stringify(text), JSON.stringify({ SecurityToken: secret })),
    ],
    ['a field behind many spaces', `AccessKeySecret:          ${secret}`],
    ['a field behind encoded spaces', `AccessKeySecret%20=%20${secret}`],
    ['a field behind spaces of a form', `AccessKeySecret+%3D+${secret}`],
    ['a field in encoded quotes', `Signature=%22${secret}%22`],
    ['a field of XML with any characters', `<AccessKeySecret><![CDATA[a, ${secret}]]></AccessKeySecret>`],
    ['such a field over several lines', `<AccessKeySecret>\n <![CDATA[\n ${secret}]]></AccessKeySecret>`],
    ['a field in doubled quotes, as CSV writes it', `"{""SecurityToken"":""${secret}"",""a"":1}"`],
    ['a field in doubled quotes, as YAML writes it', `- '{SecurityToken: ''${secret}''}'`],
    ['a string to sign in a list', `"StringToSign":["GET\n${secret}"]`],
    ['a header in a query of lists', `Authorization[]=${secret}&x=1`],
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
    ['an owner', "The token's format is not valid."],
    ['a name in quotes', "Specified parameter 'NextToken' is not valid."],
    ['a name without a value', '{"token":"","cookie":[],"RequestId":"D18E94DF-1D00"}'],
    ['a comparison', 'input token > 8192, please shorten the text'],
    ['a sentence about cookies', 'Please enable cookies, then reload this page.'],
    ['a header without one', '{"cookie":null,"RequestId":"D18E94DF-1D00"}'],
  ])('keeps %s', (_, text) => {
    expect(redact(text)).toBe(text);
  });

  it('keeps what stands behind an escaped ampersand', () => {
    const text = String.raw`AccessKeyId\u003dabc\u0026Action\u003dListProjects`;
    expect(redact(text)).toBe(String.raw`AccessKeyId\u003d***\u0026Action\u003dListProjects`);
  });

  it.each([
    ['a field of JSON', '{"token":"a b","Id":"x"}', '{"token":"***","Id":"x"}'],
    ['a list in JSON', String.raw`"{\"cookie\":[\"a=1\"],\"Id\":1}"`, String.raw`"{\"cookie\":[***],\"Id\":1}"`],
    ['a header', 'Cookie: a=1\nx-acs-request-id: x', 'Cookie: ***\nx-acs-request-id: x'],
    ['an indented header', '  cookie: a=1\n  x-acs-request-id: x', '  cookie: ***\n  x-acs-request-id: x'],
    ['an empty value in doubled quotes', '{""token"":"""",""Id"":""x""}', '{""token"":"""",""Id"":""x""}'],
    ['a field of XML', '<Token>a</Token>\n <Id>x</Id>', '<Token>***</Token>\n <Id>x</Id>'],
    ['a header as an object', '{"name":"Cookie","value":"a"},{"x":1}', '{"name":"Cookie","value":"***"},{"x":1}'],
  ])('keeps what stands behind %s', (_, text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it.each([
    'AccessKeyId=abc&x=1',
    '{"token":"abc"}',
    '{"cookie":["a","b"]}',
    '<Token><![CDATA[abc]]></Token>',
    'Authorization: acs a:b',
    'Bearer abcdefghijklmnopqrst',
  ])('changes nothing more the second time: %s', (text) => {
    expect(redact(redact(text))).toBe(redact(text));
  });

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
    ['numbers of encoded percent signs', '25'],
    ['encoded spaces', '%20'],
    ['lists', 'token:["'],
    ['comparisons', 'token> a '],
    ['objects', '{"token":{'],
    ['escaped quotes', 'token:\\"'],
    ['headers', 'cookie:\n '],
    ['values', 'token,value'],
    ['tags', 'token><![CDATA['],
  ])('takes linear time over %s', (_, unit) => {
    const text = unit.repeat(65_536 / unit.length);
    for (const start of ['', 'token', 'token%', 'token:', 'token:["', 'cookie:']) {
      expect(quickest(() => redact(start + text))).toBeLessThan(100);
    }
  });
});
