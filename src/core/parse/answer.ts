import type { ImmErrorFacts } from '../ImmError.js';
import { readAccessDenied } from './accessDenied.js';
import { type Fields, firstText, get, textOf } from './fields.js';
import { readHeaders, waitOf } from './headers.js';
import { HEAD } from './json.js';
import { errnoOf } from './network.js';
import { readOssMessage } from './ossMessage.js';
import { readSdkMessage } from './sdkMessage.js';

/** The facts of one object's own fields: IMM's answer in any letter case, an SDK's error, a console gateway's answer. */
export function readAnswer(fields: Fields): ImmErrorFacts {
  const text = firstText(fields, ['errormessage', 'message', 'msg', 'errormsg', 'reason', 'title']) ?? '';
  const code = codeOf(fields, text);
  const said = code === 'Imm Client' ? readOssMessage(text) : readSdkMessage(text.slice(0, HEAD));
  const facts: ImmErrorFacts = { ...said };
  const put = (values: ImmErrorFacts): void => void Object.assign(facts, values);

  put(readHeaders(fields('headers')));
  if (code && code !== 'Imm Client') put({ code });
  const status = statusOf(fields);
  if (status) put({ status });
  return facts;
}
