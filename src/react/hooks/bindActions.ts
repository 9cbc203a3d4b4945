import { diagnosticsOf } from '../../core/diagnosticsOf.js';
import type { ImmError } from '../../core/ImmError.js';
import type { ImmActionKind, ImmErrorAction, ImmErrorState } from '../../core/types.js';
import { copyText } from '../copyText.js';
import { findField } from '../findField.js';
import type { ImmErrorContextValue } from '../ImmErrorContext.js';
import { permissionRequestOf } from '../permissionRequestOf.js';
import type { SourceReading } from './readSource.js';
import type { BoundAction, UseImmErrorOptions, UseImmErrorResult } from './useImmError.js';
import type { RetrySchedule } from './useRetrySchedule.js';

/** What stands in the details, unless a row asks for it first: it must not compete with the one thing to do. */
export const quietKinds: ReadonlySet<ImmActionKind> = new Set([
  'copy-diagnostics',
  'contact-support',
  'troubleshoot',
  'dismiss',
]);

type Run = () => unknown;

/** The actions that work here: those that the app handles, that the kit can do, or that have a page. */
export function bindActions(
  state: ImmErrorState,
  error: ImmError,
  reading: SourceReading,
  schedule: RetrySchedule,
  result: Pick<UseImmErrorResult, 'retry' | 'verify' | 'dismiss' | 'cancelRetry'>,
  context: ImmErrorContextValue,
  options: UseImmErrorOptions,
): BoundAction[] {
  const bound: BoundAction[] = [];
  for (const action of state.actions) {
    const handler = options.actions?.[action.kind] ?? context.handlerOf(action.kind, state);
    const href = handler ? undefined : pageFor(action);
    const run = handler === undefined ? builtIn(action.kind) : handler && (() => handler(state));
    if (!run && !href) continue;
    bound.push({ ...action, href, run: run ?? undefined, primary: isFirst(action, bound, state) });
  }
  return bound;

  function pageFor({ kind, href }: ImmErrorAction): string | undefined {
    const decided = context.hrefOf(kind, state);
    return decided === undefined ? href : (decided ?? undefined);
  }

  function builtIn(kind: ImmActionKind): Run | undefined {
    switch (kind) {
      case 'edit-fields':
        return editRun();
      case 'retry':
        return retryRun();
      case 'check-clock':
        return repeatRun();
      case 'stop':
        return schedule.stop && result.cancelRetry;
      case 'dismiss':
        return options.dismissible === false ? undefined : result.dismiss;
      case 'check-outcome':
        return options.onVerify ?? result.verify ?? reloadPage;
      case 'reload':
        return reloadRun();
      case 'copy-diagnostics':
      case 'request-quota':
        return () => copyText(diagnosticsOf(error), context);
      case 'contact-support':
        return () => copyText(diagnosticsOf(error), context, 'details.support');
      case 'request-permission':
        return () => copyText(permissionRequestOf(state, context), context);
      default:
        return undefined;
    }
  }

  // Only where there is a field to go to. A page that is made on a server has none yet.
  function editRun(): Run | undefined {
    const paths = state.fields.flatMap(({ path, parameter }) => [path, parameter]);
    const find = (): HTMLElement | undefined => findField(paths, document);
    return paths.length > 0 && typeof document !== 'undefined' && find() ? () => find()?.focus() : undefined;
  }

  function repeatRun(): Run | undefined {
    return (reading.repeat ?? options.onRetry) && result.retry;
  }

  // A retry that TanStack Query has scheduled can't be hurried; one that waits at a gate can.
  function retryRun(): Run | undefined {
    return reading.status === 'failed' ? repeatRun() : schedule.runNow && result.retry;
  }

  // A query that conflicts has only its own data to fetch again. A page whose script is gone has to be loaded anew.
  function reloadRun(): Run {
    const canRefetch = reading.operation === 'query' && state.category === 'conflict' && reading.repeat;
    return canRefetch ? result.retry : reloadPage;
  }
}

/** Whether an action is the one to do first: none works before it, and it isn't quiet unless its row asks for it first. */
export function isFirst(action: ImmErrorAction, before: readonly BoundAction[], { actions }: ImmErrorState): boolean {
  return before.length === 0 && (action === actions[0] || !quietKinds.has(action.kind));
}

function reloadPage(): void {
  globalThis.location?.reload();
}
