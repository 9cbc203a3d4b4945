import type { ImmCatalogRow } from '../catalog/immCatalog.js';
import type { ImmActionKind, ImmErrorAction, ImmRetryKind, ImmSite } from '../types.js';
import { pageOf } from './links.js';

interface ActionFacts {
  row: ImmCatalogRow;
  retry: ImmRetryKind;
  /** Whether it is open what a mutation did. */
  unsure: boolean;
  /** What failed inside an answer that is a success. */
  origin: 'task' | 'item' | undefined;
  recommendHref: string | undefined;
  site: ImmSite;
  format(id: string): string;
}

/** Every action that makes sense for a failure, the one to do first at the head. */
export function actionsOf(facts: ActionFacts): ImmErrorAction[] {
  return kindsOf(facts).map((kind, index) => ({
    kind,
    label: facts.format(labelId(kind, facts)) || kind,
    href: kind === 'troubleshoot' ? facts.recommendHref : pageOf(kind, facts.site),
    primary: index === 0,
  }));
}

function kindsOf({ row, retry, unsure, origin, recommendHref }: ActionFacts): ImmActionKind[] {
  if (row.primaryAction === 'none') return [];

  const kinds = new Set<ImmActionKind>(unsure ? ['check-outcome'] : [row.primaryAction]);
  if (origin) kinds.add('retry');
  if (canRepeat(retry, row)) kinds.add('retry');
  if (retry === 'automatic') kinds.add('stop');
  if (row.scope === 'region') kinds.add('switch-region');
  kinds.add('copy-diagnostics');
  if (row.resolver !== 'user') kinds.add('contact-support');
  if (recommendHref) kinds.add('troubleshoot');
  return [...kinds, 'dismiss'];
}

function canRepeat(retry: ImmRetryKind, row: ImmCatalogRow): boolean {
  switch (retry) {
    case 'automatic':
    case 'manual':
      return true;
    case 'after-fix':
      // A form has a submit button of its own.
      return row.primaryAction !== 'edit-fields';
    case 'never':
      return false;
    default:
      return retry satisfies never;
  }
}

function labelId(kind: ImmActionKind, { unsure, origin, retry }: ActionFacts): string {
  if (kind !== 'retry') return `action.${kind}`;
  if (unsure) return 'action.send-again';
  if (origin === 'task') return 'action.start-again';
  return retry === 'automatic' ? 'action.retry-now' : 'action.retry';
}
