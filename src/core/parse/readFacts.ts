import type { ImmErrorFacts } from '../ImmError.js';
import { readAnswer } from './answer.js';
import { readBytes } from './bytes.js';
import { fieldsOf } from './fields.js';
import { readHtml } from './html.js';
import { HEAD, MAX_TEXT, parseJson, scanPairs } from './json.js';
import { networkCode } from './network.js';
import { readSdkMessage } from './sdkMessage.js';
import { readXml } from './xml.js';

// Where SDKs, HTTP clients, back ends and wrappers keep the answer that they failed on, in the order of trust.
const wrapped = ['response', 'data', 'body', 'result', 'error', 'extensions', 'entry', 'text', 'detail', 'errors', 'files', 'binding', 'originalerror', 'graphqlerrors', 'shape', 'json', 'cause', 'reason'];

const MAX_DEPTH = 8;

/** How many values of one thrown thing are looked at, so that neither cycles nor endless getters hang the page. */
export interface Budget {
  left: number;
}

/** The facts in anything that was thrown. */
export function readFacts(value: unknown, budget: Budget = { left: 99 }, depth = 0): ImmErrorFacts {
  if (depth > MAX_DEPTH || budget.left-- <= 0) return {};
  if (typeof value === 'string') return readText(value, budget, depth);
  if (typeof value !== 'object' || !value) return {};

  const bytes = readBytes(value);
  if (bytes !== undefined) return readText(bytes, budget, depth);
  return Array.isArray(value) ? readFirst(value, budget, depth) : readObject(value, budget, depth);
}

function readFirst(values: readonly unknown[], budget: Budget, depth: number): ImmErrorFacts {
  let facts: ImmErrorFacts = {};
  for (let index = 0; index < Math.min(values.length, 20); index++) {
    const item = values[index];
    facts = typeof item === 'object' ? { ...readFacts(item, budget, depth + 1), ...facts } : facts;
    if (facts.code) break;
  }
  return facts;
}

function readObject(value: object, budget: Budget, depth: number): ImmErrorFacts {
  const fields = fieldsOf(value);
  let facts = readAnswer(fields);
  let isFromWithin = false;
  for (const name of wrapped) {
    const child = fields(name);
    if (child === undefined || child === null || child === value) continue;
    const found = readFacts(child, budget, depth + 1);
    const isDeeper = found.code && (!facts.code || (!isFromWithin && name !== 'cause' && name !== 'errors'));
    isFromWithin ||= Boolean(found.code);
    facts = isDeeper ? { ...facts, ...found } : { ...found, ...facts };
  }
  if (!facts.code) {
    const code = networkCode(String(fields('name')), facts.message ?? '');
    if (code) facts.code = code;
  }
  return facts;
}

function readText(text: string, budget: Budget, depth: number): ImmErrorFacts {
  const isWhole = text.length <= MAX_TEXT;
  const body = (isWhole ? text : text.slice(0, HEAD)).trim();
  switch (body[0]) {
    case '{':
    case '[':
    case '"': {
      const value = isWhole ? parseJson(body) : undefined;
      return value === undefined ? readFacts(scanPairs(body), budget, depth + 1) : readFacts(value, budget, depth + 1);
    }
    case '<': {
      const fields = readXml(body);
      return fields ? readAnswer(fieldsOf(fields)) : { code: 'UnreadableAnswer', message: readHtml(body) };
    }
    default:
      return body ? readSdkMessage(body) : {};
  }
}
