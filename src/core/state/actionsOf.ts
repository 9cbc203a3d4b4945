import type { ImmCatalogRow } from '../catalog/immCatalog.js';
import type { ImmError } from '../ImmError.js';
import type { ImmActionKind, ImmErrorAction, ImmRetryKind, ImmSite } from '../types.js';
import { pageOf } from './links.js';

interface ActionFacts {
  row: ImmCatalogRow;
  retry: ImmRetryKind;
  /** Whether it is open what a mutation did. */
  unsure: boolean;
  failure: Pick<ImmError, 'origin' | 'renewed'>;
  /** Whether new credentials can't help any more. */
  isKeyGone: boolean;
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

function kindsOf({ row, retry, unsure, failure, isKeyGone, recommendHref }: ActionFacts): ImmActionKind[] {
  if (row.primaryAction === 'none') return [];

  const canRepeat = retry !== 'never' && !isRepeatedElsewhere(row);
  const kinds: readonly (ImmActionKind | 'none' | false | undefined | '')[] = [
    isKeyGone && 'contact-support',
    unsure ? 'check-outcome' : row.primaryAction,
    row.secondaryAction,
    row.category === 'conflict' && row.primaryAction === 'edit-fields' && 'open-existing',
    (failure.origin || canRepeat) && 'retry',
    retry === 'automatic' && 'stop',
    row.scope === 'region' && 'switch-region',
    'copy-diagnostics',
    (failure.renewed || row.resolver !== 'user') && 'contact-support',
    recommendHref && 'troubleshoot',
    'dismiss',
  ];
  return kinds.filter(
    (kind, index): kind is ImmActionKind => !!kind && kind !== 'none' && kinds.indexOf(kind) === index,
  );
}

// By a form's own submit button, or by a new page: React.lazy keeps what the import of a script was refused with.
function isRepeatedElsewhere({ retry, primaryAction }: ImmCatalogRow): boolean {
  if (primaryAction === 'reload') return retry === 'manual';
  return primaryAction === 'edit-fields' && retry === 'after-fix';
}

function labelId(kind: ImmActionKind, { unsure, failure, retry }: ActionFacts): string {
  if (kind !== 'retry') return `action.${kind}`;
  if (retry === 'automatic') return 'action.retry-now';
  if (unsure) return 'action.send-again';
  return failure.origin === 'task' ? 'action.start-again' : 'action.retry';
}
