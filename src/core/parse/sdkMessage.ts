import type { ImmErrorFacts } from '../ImmError.js';
import { plainText } from './markup.js';
import { put } from './put.js';

const labelled =
  /\b(request ?id|host ?id|status ?code|(?:error ?)?code|auth[a-z]+|policytype|nopermissiontype|encodeddiagnosticmessage)["']?\s{0,3}[:=]\s{0,3}["']?([\w.:/@+=-]{1,4096})/gi;

// What SDKs put around the service's own text.
const decoration = [
  /^(?:[\w.]{1,99}: )?code: \w{1,20}, /,
  /^(?:api returns error: )?(?:SDKError:\s*)?(?:Status ?Code: \d{3}\s{1,9})?(?:Error)?Code: [\w.]{1,99}(?:\s{1,9}Message: |\s{0,9})/i,
  /[\s,+[(]{0,9}(?:request|host) ?id ?: [^\s,]{0,99}(?:, requestid: \S{0,99})?[\s\])]{0,9}$/i,
  /, URL: https?:\S{0,9999}$/,
  /(?:GET|POST|PUT|DELETE|HEAD|PATCH) https?:\S{0,9999} failed\.$/i,
];

const leading = [
  // Go's `*error.OpError : Code | text` in the items of a batch.
  /^\*?error\.\w{1,40} : ([\w.]{1,99}) \| /,
  // `MissingProject: Project is …`, but not the name of an exception.
  /^(?!\w{0,40}(?:Type|Syntax|Range|Reference|URI|Aggregate)Error:)([A-Z]\w{2,60}(?:\.\w{1,60}){0,4}) ?: (?=[A-Z]|code: )/,
];

/** The facts in a message: SDKs write code, status and request id around the service's own text. */
export function readSdkMessage(text = ''): ImmErrorFacts {
  const facts: ImmErrorFacts = {};
  for (const [, name = '', value = ''] of text.matchAll(labelled)) put(facts, name, value.replace(/\.$/, ''));
  let message = text;
  for (const pattern of leading) {
    const [whole, code] = pattern.exec(message) ?? [];
    if (!whole) continue;
    facts.code ??= code;
    message = message.slice(whole.length);
  }
  for (const pattern of decoration) message = message.replace(pattern, '');
  return { ...facts, message: message === 'undefined' ? '' : plainText(message) };
}
