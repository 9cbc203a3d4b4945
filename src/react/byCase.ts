import { findRow } from '../core/catalog/findRow.js';
import type { ImmErrorCode } from '../core/catalog/immCatalog.js';
import type { ImmErrorCategory, ImmErrorState } from '../core/types.js';

/**
 * Decisions of an app for all failures and, coming before them, for those of a category or of a code.
 *
 * A code is what the service sent (`MissingProjectName`) or, second, a row's pattern of the catalogue (`Missing{P}`).
 */
export type ImmByCase<Decisions> = Decisions & {
  byCategory?: Partial<Record<ImmErrorCategory, Decisions>> | undefined;
  byCode?: Partial<Record<ImmErrorCode | (string & {}), Decisions>> | undefined;
};

/** What an app decided for a failure: by its code, else by its category, else for all; `undefined` where it did not. */
export function decisionFor<Key extends string, Value>(
  cases: ImmByCase<Partial<Record<Key, Value>>> | undefined,
  key: Key,
  { category, details }: ImmErrorState,
): Value | undefined {
  if (!cases) return undefined;
  const { byCode, byCategory } = cases;
  const code = details.code ?? '';
  const found = [own(byCode, code), own(byCode, findRow({ code }).row.pattern), own(byCategory, category), cases].find(
    (decisions) => own(decisions, key) !== undefined,
  );
  return own(found, key);
}

// A code comes from the service and may be called `constructor`.
function own<Value>(record: Partial<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
