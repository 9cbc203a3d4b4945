import type { ImmErrorFacts } from '../ImmError.js';
import { errnoOf } from './network.js';
import { meaningOf } from './spellings.js';
import { isEnvelope } from './text.js';

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
    facts.accessDenied[denial] ??= text;
  } else if (fact) putFact(facts, fact, text);
  return true;
}

function putFact(facts: ImmErrorFacts, fact: string, text: string): void {
  let name = fact;
  let value: string | number | undefined = text;
  const number = Number(text);
  switch (fact) {
    case 'code':
    case 'status':
      if (number >= 100 && number < 600) {
        name = 'status';
        value = number;
      } else if (fact === 'code') value = /^(?:-?\d+|ok|success)$/i.test(text) ? undefined : errnoOf(text);
      else {
        name = 'origin';
        value = text === 'Failed' ? 'task' : undefined;
      }
      break;
    case 'origin':
      value = 'item';
      break;
    case 'retryAfterMs':
      value = number > 0 && number <= DAY ? Math.ceil(number) : undefined;
      break;
    case 'serverTime':
      value = Date.parse(text) || undefined;
      break;
    case 'action':
      value = /[?&]Action=(\w{1,99})/.exec(text)?.[1];
      break;
    default:
      break;
  }
  // An absent value must not become a property: spread, it would hide one that is known.
  if (value) (facts as Record<string, unknown>)[name] ??= value;
}

// SDKs write absent values into templates, so `undefined` is none; IMM forgot to fill `%s` in now and then.
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && !/^(?:undefined|null|%s|\s*)$/.test(text) ? text : undefined;
}
