import type { ImmErrorFacts } from '../ImmError.js';

/**
 * What OSS wraps up when IMM fails behind `x-oss-process`: the code is `Imm Client`, and the message holds IMM's code,
 * its text and often its own request id.
 *
 * @see https://www.alibabacloud.com/help/en/oss/user-guide/error-response-2
 */
export function readOssMessage({ message = '', requestId }: ImmErrorFacts): ImmErrorFacts {
  const [, code, text = message] =
    /^((?:InvalidJSON Array parsing error, ?)?[a-z][\w.]*),\s*([\s\S]*)$/i.exec(message) ?? [];
  const [, rest = text, id = requestId] =
    /^([\s\S]*?)\s([\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12})\s*$/i.exec(text) ?? [];
  return { code, message: rest, requestId: id };
}
