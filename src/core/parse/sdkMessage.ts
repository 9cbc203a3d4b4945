import type { ImmErrorFacts } from '../ImmError.js';
import { decodeEntities } from './xml.js';

/** Facts that SDKs write into their messages, and the message without them. */
export function readSdkMessage(text: string): ImmErrorFacts {
  const facts: ImmErrorFacts = {};
  const take = (pattern: RegExp, use: (...groups: string[]) => void): void => {
    message = message.replace(pattern, (_, ...groups) => {
      use(...groups);
      return '';
    });
  };
  let message = text;

  // `[Code: ]code: 400, text request id: …` of openapi-client, openapi-core and pop-core.
  take(/^(?:([\w.]{1,99}): )?code: (\d{3}|undefined), /, (code = '', status) => {
    if (!/Exception$|^undefined$/.test(code) && code) facts.code = code;
    if (Number(status)) facts.status = Number(status);
  });
  // Go's `*error.OpError : Code | text` in the items of a batch.
  take(/^\*?error\.\w{1,40} : ([\w.]{1,99}) \| /, (code) => {
    facts.code ??= code;
  });
  take(/^(?:api returns error: )?(?:SDKError:\s*)?(?:Status ?Code: (\d{3})\s+)?(?:Error)?Code: ([A-Za-z][\w.]{0,99}?)(?:\.?\s+|$)(?:Message: )?/, (status, code) => {
    facts.code ??= code;
    if (status) facts.status ??= Number(status);
  });
  // `MissingProject: Project is …`; a class name of the language is no code.
  take(/^([A-Z]\w{2,60}(?:\.\w{1,60}){0,4})\s?: (?=[A-Z])/, (code) => {
    if (!/(?:Type|Syntax|Range|Reference|Aggregate|URI)Error$|Exception$|^Error$/.test(code)) facts.code ??= code;
  });
  take(/[\s,;+[({]*request[ _-]?id["']?\s{0,4}[:=]\s{0,4}["']?([\w-]{1,64})["']?[\s\])}]*$/i, (id) => {
    if (id !== 'undefined') facts.requestId = id;
  });
  take(/[\s,]*host ?id: ([\w.-]{1,99})\s*$/i, (host) => {
    facts.hostId = host;
  });
  take(/, URL: https?:\/\/\S+$/, () => {});
  take(/\s?(?:GET|POST|PUT|DELETE|HEAD|PATCH) https?:\/\/\S+ failed\.$/i, () => {});

  facts.message = decodeEntities(message.replace(/<\/?[a-z][^<>]{0,2000}>/gi, ''));
  return facts;
}
