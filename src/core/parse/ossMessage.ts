import type { ImmErrorFacts } from '../ImmError.js';

/**
 * What OSS wraps up when IMM fails behind `x-oss-process`: the code is `Imm Client`, and the message holds IMM's code,
 * its text and often its own request id.
 *
 * @see https://www.alibabacloud.com/help/en/oss/user-guide/error-response-2
 */
export function readOssMessage({ message = '', requestId }: ImmErrorFacts): ImmErrorFacts {
  const [, code, rest = ''] = /^([A-Za-z][\w.]{0,99}),\s*([\s\S]*)$/.exec(message) ?? [];
  const [tail, id = requestId] = /\s([\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12})\s{0,9}$/i.exec(rest) ?? [];
  return code
    ? { code, message: rest.slice(0, tail ? -tail.length : undefined), requestId: id }
    : { message, requestId };
}
