import type { ImmErrorField } from '../../core/types.js';
import type { UseImmErrorResult } from './useImmError.js';

/** The fields that all failures of a source concern, each once. */
export function fieldsOf({ state, states }: Pick<UseImmErrorResult, 'state' | 'states'>): ImmErrorField[] {
  const fields = state ? states.flatMap((each) => each.fields) : [];
  return [...new Map(fields.map((field) => [`${field.path} ${field.message}`, field])).values()];
}
