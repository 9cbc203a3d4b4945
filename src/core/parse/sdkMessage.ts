import type { ImmErrorFacts } from '../ImmError.js';
import { redact } from '../redact.js';
import { plainText } from './markup.js';
import { put } from './put.js';

// In all of these, as in what OSS wraps up, a code is one word, but for the one documented code that has spaces.
const labelled =
  /\b((?:request|host)[ _-]?id|status ?code|(?:error ?)?code|auth[a-z]+|policytype|nopermissiontype|encodeddiagnosticmessage)["']?\s*[:=：]\s*["']?((?:InvalidJSON Array parsing error, ?)?[\w.:/@+=-]+)/gi;

// What SDKs put around the service's own text. The bounds keep a long text from being searched over and over.
const decoration = [
  /^(?:[\w.]+: )?code: \w+, /,
  /^(?:api returns error: )?(?:SDKError:\s*)?(?:Status ?Code: \d{3}\s+)?(?:Error)?Code: (?:InvalidJSON Array parsing error, ?)?[\w.]+\s*(?:Message: )?/i,
  /[\s,+[(]{0,9}(?:request|host) ?id ?: [^\s,]*(?:, requestid: \S*)?[\s\])]{0,9}$/i,
  /, URL: https?:\S*$/,
  /(?:GET|POST|PUT|DELETE|HEAD|PATCH) https?:\S* failed\.$/i,
];

const leading = [
  // Go's `*error.OpError : Code | text` in the items of a batch.
  /^\*?error\.\w+ : ((?:InvalidJSON Array parsing error, ?)?[\w.]+) \| /,
  // `MissingProject: Project is …`, but not the name of an exception.
  /^(?!ErrorCode:|\w*(?:Type|Syntax|Range|Reference|URI|Aggregate)Error:)((?:InvalidJSON Array parsing error, ?)?[A-Z]\w{2,}(?:\.\w+)*) ?: (?=[A-Z]|code: )/,
];

/** The facts in a message: SDKs write code, status and request id around the service's own text. */
export function readSdkMessage(text = ''): ImmErrorFacts {
  const facts: ImmErrorFacts = {};
  for (const [, name = '', value = ''] of text.matchAll(labelled)) put(facts, name, value.replace(/\.$/, ''));
  let message = text;
  for (const pattern of leading) {
    message = message.replace(pattern, (whole: string, code: string, at: number, all: string) => {
      // Nothing but a code stands before the SDK's own `code: 403, `.
      if (namesSecret(code) && !all.startsWith('code: ', at + whole.length)) return whole;
      facts.code ??= code;
      return '';
    });
  }
  for (const pattern of decoration) message = message.replace(pattern, '');
  return { ...facts, message: message === 'undefined' ? '' : plainText(message) };
}

// Without its name, nothing would tell that what follows is a secret. A code says what is wrong: invalid, missing, expired.
function namesSecret(word: string): boolean {
  return !/(?:^|\.)(?:Inv|Inc|Miss|Exp|Ill|Unk)|Exist|^(?:Limit|Forb)/.test(word) && redact(`${word}=x`).endsWith('*');
}
