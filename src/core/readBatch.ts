import { attempt } from './attempt.js';
import { ImmError } from './ImmError.js';
import { isSuccessCode } from './parse/isSuccessCode.js';
import { parseImmError } from './parse/parseImmError.js';

/** What became of the items of one call. */
export interface BatchResult<Item> {
  /** The items that were done, as the answer tells them. */
  succeeded: Item[];
  /** The items that weren't, each with its failure. */
  failed: { item: Item; error: ImmError }[];
}

/**
 * Which items of a batch failed, though its answer is a success: BatchUpdateFileMeta, AddStoryFiles and the like answer 200
 * with the failures inside.
 *
 * Pure and total: what is no such answer has no items.
 */
export function readBatch<Item extends object = Record<string, unknown>>(answer: unknown): BatchResult<Item> {
  const result: BatchResult<Item> = { succeeded: [], failed: [] };
  for (const item of itemsOf<Item>(answer)) {
    if (hasFailed(item)) result.failed.push({ item, error: failureOf(item, answer) });
    else result.succeeded.push(item);
  }
  return result;
}

// The list of the answer, or of the SDK's response around it.
function itemsOf<Item>(answer: unknown): Item[] {
  const body = propertyOf(answer, 'body') ?? answer;
  const lists = attempt(() => Object.values(body as object).filter(Array.isArray)) ?? [];
  const list: unknown[] = lists.find((each) => each.some(isItem)) ?? [];
  // Anything of it that is an object is the item that the caller's own type describes.
  return list.filter((item) => typeof item === 'object' && item !== null) as Item[];
}

function isItem(item: unknown): boolean {
  return ['success', 'errorcode', 'errormessage'].some((name) => propertyOf(item, name) !== undefined);
}

function hasFailed(item: unknown): boolean {
  const success = propertyOf(item, 'success');
  if (typeof success === 'boolean') return !success;
  const code = propertyOf(item, 'errorcode');
  // `0` is a code that says something: all went well.
  if (code || code === 0) return typeof code === 'object' || !isSuccessCode(String(code));
  return !!propertyOf(item, 'errormessage');
}

function failureOf(item: object, answer: unknown): ImmError {
  const error = parseImmError(item);
  const requestId = propertyOf(propertyOf(answer, 'body') ?? answer, 'requestid');
  const known = error.requestId ?? (typeof requestId === 'string' ? requestId : undefined);
  return new ImmError({ ...error, message: error.message, origin: 'item', requestId: known }, { cause: item });
}

/** A property in whichever letter case: the SDK's models begin with a small one. */
function propertyOf(value: unknown, name: string): unknown {
  return attempt(() => Object.entries(value as object).find(([key]) => key.toLowerCase() === name)?.[1]);
}
