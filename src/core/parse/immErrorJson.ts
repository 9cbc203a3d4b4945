import { attempt } from '../attempt.js';
import type { ImmErrorFacts } from '../ImmError.js';

const types: Readonly<Record<keyof ImmErrorFacts | 'name', 'string' | 'number' | 'object' | 'boolean'>> = {
  name: 'string',
  code: 'string',
  message: 'string',
  status: 'number',
  requestId: 'string',
  hostId: 'string',
  regionId: 'string',
  recommend: 'string',
  params: 'object',
  retryAfterMs: 'number',
  accessDenied: 'object',
  action: 'string',
  operation: 'string',
  serverTime: 'number',
  origin: 'string',
  outcome: 'string',
  renewed: 'boolean',
};

/** The facts of an `ImmError` that went through JSON, as after server rendering; `undefined` for any other value. */
export function readImmErrorJson(value: object): ImmErrorFacts | undefined {
  if (attempt(() => (value as Error).name) !== 'ImmError') return undefined;

  const facts: Record<string, unknown> = {};
  for (const [key, type] of Object.entries(types)) {
    const item = attempt(() => (value as Record<string, unknown>)[key]);
    if (item && typeof item === type) facts[key] = item;
  }
  return facts;
}
