import type { ImmErrorFacts } from '../ImmError.js';

/**
 * What OSS wraps up when IMM fails behind `x-oss-process`: the code is `Imm Client`, and `Message` holds IMM's code,
 * its text and often its own request id.
 *
 * @see https://www.alibabacloud.com/help/en/oss/user-guide/error-response-2
 */
export function readOssMessage(message: string): ImmErrorFacts | undefined {
  const [, code, rest = ''] = /^([A-Za-z][\w.]{0,99}),\s*([^]*)$/.exec(message) ?? [];
  if (!code) return undefined;

  const [tail, requestId] = /\s([\dA-F]{8}-(?:[\dA-F]{4}-){3}[\dA-F]{12})\s*$/i.exec(rest) ?? [];
  return { code, message: tail ? rest.slice(0, -tail.length) : rest, ...(requestId && { requestId }) };
}
