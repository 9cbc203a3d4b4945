import { attempt } from '../attempt.js';
import type { ImmErrorFacts } from '../ImmError.js';
import { readBytes } from './bytes.js';
import { readHeaders } from './headers.js';
import { readImmErrorJson } from './immErrorJson.js';
import { readImmJson } from './immJson.js';
import { readMarkup } from './markup.js';
import { networkCode } from './network.js';
import { put } from './put.js';
import { headOf, isEnvelope, parseJson } from './text.js';

/** How many values of one thrown thing are still looked at, so that neither cycles nor endless getters hang the page. */
interface Budget {
  left: number;
}

/** The facts in anything that was thrown: neither redacted nor cut, and as untrusted as where they came from. */
export function readFacts(value: unknown, budget: Budget = { left: 99 }): ImmErrorFacts {
  if (budget.left-- < 0 || !value) return {};
  if (typeof value === 'string') return readText(value.trim(), budget);
  if (typeof value !== 'object') return {};

  const bytes = readBytes(value);
  return bytes === undefined ? readObject(value, budget) : readText(bytes, budget);
}

function readText(text: string, budget: Budget): ImmErrorFacts {
  if (!isEnvelope(text)) return { message: headOf(text) };

  const value = text[0] === '<' ? readMarkup(text) : parseJson(text);
  return readImmJson(value) ?? { code: 'UnreadableAnswer', ...readFacts(value, budget) };
}

function readObject(value: object, budget: Budget): ImmErrorFacts {
  const own = readImmErrorJson(value);
  if (own) return own;

  let facts: TitledFacts = {};
  let hasAnswer = false;
  for (const [key, item] of innerOf(value, facts)) {
    // What throws here loses nothing of what stands beside it.
    const found = attempt(() => readFacts(key === 'headers' ? readHeaders(item as object) : item, budget)) ?? {};
    // The code further in is the service's own. But what caused an error is not what the error says.
    const isAnswer = found.code && found.code !== 'UnreadableAnswer' && !hasAnswer && (!facts.code || key !== 'cause');
    if (isAnswer) hasAnswer = true;
    facts = isAnswer ? { ...facts, ...found } : { ...found, ...facts };
  }
  const { title, ...told } = facts;
  if (title) told.message ??= title;
  const name = attempt(() => `${(value as Error).name}`);
  const code = told.code ?? networkCode(name, told.message);
  return code ? { ...told, code } : told;
}

/** A title, or a text named error or reason, says what kind of failure it is: it counts only where there is no message. */
type TitledFacts = ImmErrorFacts & { title?: string };

/** Puts what the properties tell into the facts. Returns those that hold more in themselves. */
function innerOf(value: object, facts: ImmErrorFacts): [key: string, item: unknown][] {
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => ['', item]);

  const inner: [string, unknown][] = [];
  let left = 256;
  const look = (key: string): void => {
    const item = attempt(() => (value as Record<string, unknown>)[key]);
    if (!put(facts, key, item)) inner.push([key, item]);
  };
  // Inherited ones too: Response and DOMException say what they know on their prototypes.
  for (const key in value) if (left-- > 0) look(key);
  // These an Error hides, and a class with getters likewise.
  if (attempt(() => value.constructor) !== Object)
    for (const key of ['message', 'code', 'status', 'data', 'response', 'errors', 'cause']) look(key);
  return inner;
}
