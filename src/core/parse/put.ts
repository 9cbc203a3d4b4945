import type { ImmErrorFacts } from '../ImmError.js';
import { errnoOf } from './network.js';
import { meaningOf } from './spellings.js';
import { HEAD, isEnvelope } from './text.js';

const DAY = 86_400_000;

/** Adds what a property tells, the first of a kind. False if there is more to find in its value. */
export function put(facts: ImmErrorFacts, key: string, value: unknown): boolean {
  const meaning = meaningOf(key);
  if (!meaning || value === null) return true;
  if (typeof value === 'object') return false;

  const text = textOf(value);
  if (!text) return true;

  const { fact, denial } = meaning;
  if (isEnvelope(text) || fact === 'within') return false;

  if (denial) {
    facts.accessDenied ??= {};
    facts.accessDenied[denial] ??= text.slice(0, HEAD);
  } else if (fact) putFact(facts, fact, text.slice(0, HEAD));
  return true;
}

type Found = [name: string, value: string | number | undefined] | undefined;

// The facts that are not simply texts.
const readers: Readonly<Record<string, (text: string, number: number) => Found>> = {
  code: (text) => (/^(?:-?\d+|ok|success)$/i.test(text) ? undefined : ['code', errnoOf(text)]),
  status: (text) => (text === 'Failed' ? ['origin', 'task'] : undefined),
  origin: () => ['origin', 'item'],
  retryAfterMs: (_, number) => (number > 0 && number <= DAY ? ['retryAfterMs', Math.ceil(number)] : undefined),
  serverTime: (text) => ['serverTime', Date.parse(text) || undefined],
  action: (text) => ['action', /[?&]Action=(\w{1,99})/.exec(text)?.[1]],
};

function putFact(facts: ImmErrorFacts, fact: string, text: string): void {
  const number = Number(text);
  const isNumber = (fact === 'code' || fact === 'status') && number >= 100 && number < 600;
  const found: Found = isNumber ? ['status', number] : readers[fact] ? readers[fact](text, number) : [fact, text];
  // An absent value must not become a property: spread, it would hide one that is known.
  if (found?.[1]) (facts as Record<string, unknown>)[found[0]] ??= found[1];
}

// SDKs write absent values into templates, so `undefined` is none; IMM forgot to fill `%s` in now and then.
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && !/^(?:undefined|null|%s|\s*)$/.test(text) ? text : undefined;
}
