import fc from 'fast-check';
import { safeLink } from 'imm-error-kit/core';
import { describe, expect, it } from 'vitest';

describe('safeLink', () => {
  it.each([
    ['https://next.api.aliyun.com/troubleshoot?q=x&product=imm', undefined],
    ['https://api.alibabacloud.com/troubleshoot?intl_lang=EN_US&q=x', undefined],
    ['https://aliyun.com', 'https://aliyun.com/'],
    ['HTTPS://IMM.Console.Aliyun.COM:443/', 'https://imm.console.aliyun.com/'],
    ['https://error-center.aliyun.com/status/search?Keyword=x', undefined],
  ])('allows %s', (url, expected) => {
    expect(safeLink(url)).toBe(expected ?? url);
  });

  it.each([
    ['plain http', 'http://api.aliyun.com/'],
    ['a script', 'javascript:alert(1)//aliyun.com'],
    ['data', 'data:text/html,aliyun.com'],
    ['another host', 'https://example.com/?aliyun.com'],
    ['a host that ends alike', 'https://evilaliyun.com/'],
    ['a host that begins alike', 'https://aliyun.com.evil.example/'],
    ['letters that look alike', 'https://аliyun.com/'],
    ['a host that ends in a dot', 'https://aliyun.com./'],
    ['user info', 'https://aliyun.com@evil.example/'],
    ['user info on a known host', 'https://me:pw@api.aliyun.com/'],
    ['an odd port', 'https://api.aliyun.com:8443/'],
    ['backslashes', 'https://evil.example\\@aliyun.com/'],
    ['a bucket, which anybody can fill', 'https://b.oss-cn-hangzhou.aliyuncs.com/x.html'],
    ['a relative address', '//api.aliyun.com/'],
    ['no address', 'troubleshoot'],
    ['a number', 7],
    ['an object', { toString: () => 'https://aliyun.com/' }],
    ['nothing', undefined],
    ['a very long address', `https://aliyun.com/${'a'.repeat(5000)}`],
  ])('refuses %s', (_, url) => {
    expect(safeLink(url)).toBeUndefined();
  });

  it('gives each address in the normal form of a URL, however plain it looks', () => {
    const piece = fc.constantFrom(
      'a',
      'Z',
      '7',
      '-',
      '_',
      '.',
      '..',
      '/',
      '//',
      '/./',
      '?',
      '=',
      '&',
      '~',
      '+',
      '#',
      '%2e',
      ' ',
      'xn--',
    );
    const some = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(some, some, (host, path) => {
        const url = `https://${host}.aliyun.com/${path}`;
        const normal = URL.canParse(url) ? new URL(url).href : undefined;
        expect([normal, undefined]).toContain(safeLink(url));
      }),
    );
  });

  it('allows hosts of the app and their subdomains', () => {
    const allow = ['docs.example.com'];
    expect(safeLink('https://docs.example.com/a', { allow })).toBe('https://docs.example.com/a');
    expect(safeLink('https://en.docs.example.com/a', { allow })).toBe('https://en.docs.example.com/a');
    expect(safeLink('https://example.com/a', { allow })).toBeUndefined();
    expect(safeLink('https://api.aliyun.com/', { allow })).toBe('https://api.aliyun.com/');
  });

  it('allows a host of the app in any letter case, and none where its name is empty', () => {
    expect(safeLink('https://docs.example.com/a', { allow: ['Docs.Example.com'] })).toBe('https://docs.example.com/a');
    expect(safeLink('https://evil.example./', { allow: [''] })).toBeUndefined();
  });
});
