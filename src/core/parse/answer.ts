import type { ImmErrorFacts } from '../ImmError.js';
import { readAccessDenied } from './accessDenied.js';
import { type Fields, firstText, textOf } from './fields.js';
import { readHeaders, waitOf } from './headers.js';
import { HEAD } from './json.js';
import { errnoOf } from './network.js';
import { readOssMessage } from './ossMessage.js';
import { readSdkMessage } from './sdkMessage.js';

const codes = ['code', 'errorcode', 'errcode'];
const messages = ['message', 'errormessage', 'errmsg', 'msg', 'detail', 'title', 'description', 'reason', 'error'];
const statuses = ['statuscode', 'status', 'httpstatus', 'httpstatuscode', 'code'];

/** The facts in one object's own fields: IMM's answer in any letter case, an SDK's error, a console gateway's answer. */
export function readAnswer(fields: Fields): ImmErrorFacts {
  const text = (firstText(fields, messages) ?? '').slice(0, HEAD);
  const code = firstText(fields, codes) ?? '';
  const said: ImmErrorFacts = (code === 'Imm Client' && readOssMessage(text)) || readSdkMessage(text);

  const facts: ImmErrorFacts = {
    ...said,
    ...readHeaders(fields('headers')),
    ...known({
      code: code === said.code || code === 'Imm Client' ? undefined : serviceCode(code, text),
      status: statuses.map((name) => statusOf(fields(name))).find(Boolean),
      requestId: said.requestId && code === 'Imm Client' ? said.requestId : textOf(fields('requestid')),
      hostId: textOf(fields('hostid')),
      regionId: textOf(fields('regionid')),
      recommend: firstText(fields, ['recommend', 'recommenddoc']),
      retryAfterMs: waitOf(fields('retryafterms') ?? fields('retryafter')),
      accessDenied: readAccessDenied(fields('accessdenieddetail') ?? fields('accessdenied')),
      action: textOf(fields('action')) ?? /[?&]Action=(\w{1,99})/.exec(String(textOf(fields('url')) ?? ''))?.[1],
      origin: originOf(fields),
    }),
  };
  return facts;
}

/** The same without absent values, so that spreading it never hides a known one. */
export function known(facts: ImmErrorFacts): ImmErrorFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''));
}

function serviceCode(code: string, message: string): string {
  return /^(?:\d+|ok|success)$/i.test(code) ? '' : errnoOf(code, message);
}

function statusOf(value: unknown): number | undefined {
  const status = Number(textOf(value));
  return Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined;
}

// A task or an item of a batch fails inside an answer that is a success.
function originOf(fields: Fields): ImmErrorFacts['origin'] {
  if (textOf(fields('taskid')) && fields('status') === 'Failed') return 'task';
  return fields('success') === false || (textOf(fields('errorcode')) && textOf(fields('uri'))) ? 'item' : undefined;
}
