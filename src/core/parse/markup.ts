import { redact } from '../redact.js';
import { HEAD, pairsOf } from './text.js';

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * The elements of a gateway's or OSS's `<Error>`; of any other markup, its title.
 *
 * The envelope is flat, so its leaves are its fields. Documents with a DTD are not read: entities of their own have no
 * place in an answer.
 */
export function readMarkup(text: string): object {
  const head = text.slice(0, HEAD / 4);
  const isError = /<Error[\s>]/.test(head) && !/<!DOCTYPE|<!ENTITY/i.test(head);
  const leaf = isError ? /<(\w+)>\s*(?:<!\[CDATA\[([\s\S]*?)\]\]>\s*|([^\s<][^<]*)?)<\/\1>/g : /<(title)>([^<]*)</gi;
  const leaves = pairsOf(head.matchAll(leaf), decodeEntities);
  return isError ? leaves : { code: 'UnreadableAnswer', ...leaves };
}

/** A text without tags and entities, as a person reads it. Redacted where it has tags: they tell what is a secret. */
export function plainText(text: string): string {
  return decodeEntities((text.includes('<') ? redact(text) : text).replace(/<\/?[a-z][^<>]*>/gi, ''));
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+|x[\da-f]+)|(\w{2,4}));/gi, (whole, point: string | undefined, name = '') => {
    // `0x6d` is a number as it stands, and leading zeros do no harm.
    const number = Number(`0${point}`);
    return number <= 0x10ffff ? String.fromCodePoint(number) : (entities[name] ?? whole);
  });
}
