import { attempt } from '../attempt.js';
import { mark, marksOf } from './marks.js';

/** The context that TanStack Query gives a `queryFn`, as far as it is read here. */
interface QueryContext {
  queryKey: unknown;
  client: { getQueryCache(): { getAll(): { queryKey: unknown; options: { retry?: unknown } }[] } };
}

/** Remembers a `retry` of `immQueryDefaults`. */
export function noteKitRetry(retry: object): void {
  mark(retry, { isKitRetry: true });
}

/** Whether `immQueryDefaults` decides over the repeats of the query that has this context: after a refusal it is, at once. */
export function isRepeatedByKit(context: unknown): boolean {
  return !!attempt(() => {
    const { queryKey, client } = context as QueryContext;
    // By identity: `find` would make a text of the key of each query of the page.
    const query = client
      .getQueryCache()
      .getAll()
      .find((each) => each.queryKey === queryKey);
    return marksOf(query?.options.retry).isKitRetry;
  });
}
