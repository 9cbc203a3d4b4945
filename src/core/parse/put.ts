import type { ImmErrorFacts } from '../ImmError.js';
import { errnoOf } from './network.js';
import { factOf } from './spellings.js';
import { headOf, isEnvelope, isFragment } from './text.js';

const DAY = 86_400_000;

/** Adds what a property tells, the first of a kind. False if there is more to find in its value. */
export function put(facts: ImmErrorFacts, key: string, value: unknown): boolean {
  const fact = factOf(key);
  if (!fact || value === null) return true;
  if (typeof value === 'object') return false;

  const text = textOf(value);
  if (!text) return true;
  // A sentence may begin with a tag; only a whole document has more to find in it.
  if (fact === 'within' || (isEnvelope(text) && (!/^(?:message|title)$/.test(fact) || !isFragment(text)))) return false;

  const [name = '', denial] = fact.split('.');
  if (denial) {
    facts.accessDenied ??= {};
    putFirst(facts.accessDenied, denial, text);
  } else putFact(facts, name, text);
  return true;
}

function putFact(facts: ImmErrorFacts, fact: string, text: string): void {
  const number = Number(text);
  switch (fact) {
    case 'code':
    case 'status':
      if (number >= 100 && number < 600) putFirst(facts, 'status', number);
      else if (fact === 'code') putFirst(facts, fact, errnoOf(text));
      else if (text === 'Failed') putFirst(facts, 'origin', 'task');
      break;
    case 'origin':
      putFirst(facts, fact, 'item');
      break;
    case 'retryAfterMs':
      if (number > 0 && number <= DAY) putFirst(facts, fact, Math.ceil(number));
      break;
    case 'serverTime':
      putFirst(facts, fact, Date.parse(text));
      break;
    case 'action':
      putFirst(facts, fact, /[?&]Action=(\w+)/.exec(text)?.[1]);
      break;
    default:
      putFirst(facts, fact, text);
  }
}

function putFirst(facts: object, name: string, value: string | number | undefined): void {
  // An absent value must not become a property: spread, it would hide one that is known.
  if (value) (facts as Record<string, unknown>)[name] ??= typeof value === 'string' ? headOf(value) : value;
}

// SDKs write absent values into templates, so `undefined` is none; IMM forgot to fill `%s` in now and then.
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && !/^(?:undefined|null|%s|\s*)$/.test(text) ? text : undefined;
}
