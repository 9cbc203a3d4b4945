import { attempt } from '../../core/attempt.js';
import { diagnosticsOf } from '../../core/diagnosticsOf.js';
import type { ImmError } from '../../core/ImmError.js';
import type { ImmActionKind, ImmErrorState } from '../../core/types.js';
import { copyText } from '../copyText.js';
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
  result: Pick<UseImmErrorResult, 'retry' | 'dismiss' | 'cancelRetry'>,
  context: ImmErrorContextValue,
  options: UseImmErrorOptions,
): BoundAction[] {
  const bound: BoundAction[] = [];
  for (const action of state.actions) {
    const handler = options.actions?.[action.kind] ?? context.actions[action.kind];
    const href = linkOf(action.kind, state, context) ?? action.href;
    const run = handler ? () => handler(state) : builtIn(action.kind);
    if (!run && !href) continue;
    const isFirst = bound.length === 0 && (action === state.actions[0] || !quietKinds.has(action.kind));
    bound.push({ ...action, href: handler ? undefined : href, run, primary: isFirst });
  }
  return bound;

  function builtIn(kind: ImmActionKind): Run | undefined {
    switch (kind) {
      case 'retry':
        return retryRun();
      case 'check-clock':
        return repeatRun();
      case 'stop':
        return schedule.stop && result.cancelRetry;
      case 'dismiss':
        return options.dismissible === false ? undefined : result.dismiss;
      case 'check-outcome':
        return options.onVerify ?? reloadPage;
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

function linkOf(kind: ImmActionKind, state: ImmErrorState, { links }: ImmErrorContextValue): string | undefined {
  const link = links[kind];
  // The app's own function: if it fails, the action has no page, and the message stands.
  const href = typeof link === 'function' ? attempt(() => link(state)) : link;
  // The app vouches for its own pages, its relative ones too, but a script is never a page.
  return href && /^(https?:|\/|\.|#|\?)/i.test(href) ? href : undefined;
}

function reloadPage(): void {
  globalThis.location?.reload();
}
