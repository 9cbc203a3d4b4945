import { describe, expect, it } from 'vitest';
import { isEnvelope, isFragment, pairsOf, parseJson } from '../../../src/core/parse/text.js';

/** JSON of this length whose last property is its code. */
function jsonOf(length: number): string {
  const [start, end] = ['{"Message":"', '","Code":"Timeout"}'];
  return start + 'a'.repeat(length - start.length - end.length) + end;
}

describe('JSON text', () => {
  it('is parsed whole up to a million characters', () => {
    expect(parseJson(jsonOf(1_000_000))).toMatchObject({ Code: 'Timeout' });
  });

  it('is known by its head where it is longer', () => {
    expect(parseJson(jsonOf(1_000_001))).not.toHaveProperty('Code');
    expect(parseJson(`{"Code":"Timeout",${jsonOf(1_000_000).slice(1)}`)).toMatchObject({ Code: 'Timeout' });
  });

  it('gives the pairs that came whole where it is cut off', () => {
    expect(parseJson('{"Code":"Timeout","Message":"","Status":408,"RequestId":"D18')).toEqual({
      Code: 'Timeout',
      Message: '',
      Status: '408',
    });
  });

  it('gives the first of a name', () => {
    expect(parseJson('{"Code":"Timeout","data":{"Code":"Other"},')).toEqual({ Code: 'Timeout' });
  });

  it('gives no prototype to be touched', () => {
    expect(Object.getPrototypeOf(parseJson('{"__proto__":"x",'))).toBe(null);
  });
});

describe('pairs', () => {
  it('are decoded', () => {
    expect(pairsOf('a=1 b=2'.matchAll(/(\w)=(\w)/g), (text) => `<${text}>`)).toEqual({ a: '<1>', b: '<2>' });
  });
});

describe('a text', () => {
  it.each(['{}', '{"a":1}', '[{}]', '["a"]', '[ ]', '<Error>', '<html>', '"{}"'])('is an envelope: %s', (text) => {
    expect(isEnvelope(text)).toBe(true);
  });

  it.each(['', 'Timeout', '[target]:is required.', '(x)', '"quoted"', ' {}'])('is none: %s', (text) => {
    expect(isEnvelope(text)).toBe(false);
  });

  it.each([
    ['<b>bold</b> words', true],
    ['<a href="#">link</a>', true],
    ['<!DOCTYPE html>', false],
    ['<?xml version="1.0"?>', false],
    ['<HTML>', false],
    ['<Error>', false],
    ['words', false],
  ])('is a piece of markup: %s, %s', (text, expected) => {
    expect(isFragment(text)).toBe(expected);
  });
});
