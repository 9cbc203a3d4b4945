import type { ImmError } from '../ImmError.js';
import { type ParseContext, parseImmError } from './parseImmError.js';
export async function parseImmResponse(response: Response, context?: ParseContext): Promise<ImmError> {
  const text = await response.clone().text();
  let body: object;
  try {
    body = JSON.parse(text);
  } catch {
    body = { message: text };
  }
  return parseImmError({ statusCode: response.status, data: body }, context);
}
