import { HEAD } from './json.js';

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * The elements of a gateway's or OSS's `<Error>`; `undefined` for any other markup.
 *
 * The envelope is flat, so its leaves are its fields. Refuses documents with a DTD.
 */
export function readXml(text: string): object | undefined {
  const head = text.slice(0, HEAD);
  if (!/<(?:\w{1,20}:)?Error[\s>]/.test(head) || /<!(?:DOCTYPE|ENTITY)/i.test(head)) return undefined;

  const fields: Record<string, string> = Object.create(null);
  const leaf = /<([A-Za-z]\w{0,63})>\s{0,99}(?:<!\[CDATA\[([^]{0,9999}?)\]\]>\s{0,99}|([^<]*))<\/\1>/g;
  for (const [, name = '', cdata, content = ''] of head.matchAll(leaf)) {
    fields[name] ??= cdata ?? decodeEntities(content).trim();
  }
  return fields;
}

/** The text without HTML or XML entities. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(x[\da-f]{1,6}|\d{1,7})|(\w{2,4}));/gi, (whole, number: string | undefined, name = '') => {
    if (!number) return entities[name] ?? whole;
    const point = Number(`0${number}`.replace(/^0(?=\d)/, ''));
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
