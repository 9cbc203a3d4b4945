import { type ImmErrorSource, type UseImmErrorOptions, useImmError } from './useImmError.js';

/** The messages of a source by form path, such as `{ projectName: 'Project name is missing' }`. */
export function useImmFieldErrors(
  source: ImmErrorSource,
  options?: UseImmErrorOptions,
): Readonly<Record<string, string>> {
  return useImmError(source, options).fieldErrors;
}
