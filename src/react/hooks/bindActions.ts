import { diagnosticsOf } from '../../core/diagnosticsOf.js';
import type { ImmError } from '../../core/ImmError.js';
import { safeLink } from '../../core/safeLink.js';
import type { ImmActionKind, ImmErrorAction, ImmErrorState } from '../../core/types.js';
import { copyText } from '../copyText.js';
import { findField } from '../findField.js';
import type { ImmErrorContextValue } from '../ImmErrorContext.js';
import { permissionRequestOf } from '../permissionRequestOf.js';
import type { SourceReading } from './readSource.js';
import type { BoundAction, UseImmErrorOptions, UseImmErrorResult } from './useImmError.js';
import type { RetrySchedule } from './useRetrySchedule.js';

/** What stands in the details, unless a row asks for it first: it must not compete with the one thing to do. */
const quietKinds: ReadonlySet<ImmActionKind> = new Set([
  'copy-diagnostics',
  'contact-support',
  'troubleshoot',
  'dismiss',
]);

/** The actions that stand in a banner itself. */
export function loudOf(actions: readonly BoundAction[], state: ImmErrorState): BoundAction[] {
  return actions.filter(({ kind }) => kind === state.actions[0]?.kind || !quietKinds.has(kind));
}

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
  return workingActions(state, (action) => {
    const own = options.actions?.[action.kind];
    // Not `??`: what is `null` here is to do nothing, whatever the provider's does.
    const handler = own === undefined ? context.handlerOf(action.kind, state) : own;
    if (handler) return { run: () => handler(state) };
    return { href: pageFor(action), run: handler === null ? undefined : builtIn(action.kind) };
  });

  function pageFor({ kind, href }: ImmErrorAction): string | undefined {
    const decided = context.hrefOf(kind, state);
    if (decided !== undefined) return decided ?? undefined;
    // A state that was given is plain data, and may come from anywhere.
    return reading.state ? safeLink(href, { allow: context.allowedHosts }) : href;
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
        return () => copyText(diagnosticsOf(error), context);
      case 'contact-support':
        return () => copyText(diagnosticsOf(error), context, 'copied.support');
      case 'request-permission':
        return () => copyText(permissionRequestOf(state, context), context, 'copied.request');
      case 'request-quota':
        return () => copyText(diagnosticsOf(error), context, 'copied.request');
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

/** The actions of a state that do something or lead somewhere, as `workOf` tells; the one to do first at the head. */
export function workingActions(
  state: ImmErrorState,
  workOf: (action: ImmErrorAction) => Pick<BoundAction, 'run' | 'href'>,
): BoundAction[] {
  const working: BoundAction[] = [];
  for (const action of state.actions) {
    const { run, href } = workOf(action);
    if (!run && !href) continue;
    working.push({ ...action, href, run, primary: working.length === 0 });
  }
  return working;
}

function reloadPage(): void {
  globalThis.location?.reload();
}
