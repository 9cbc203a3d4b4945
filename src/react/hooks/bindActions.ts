import { diagnosticsOf } from '../../core/diagnosticsOf.js';
import type { ImmError } from '../../core/ImmError.js';
import type { ImmActionKind, ImmErrorState } from '../../core/types.js';
import { copyText } from '../copyText.js';
import type { ImmErrorContextValue } from '../ImmErrorContext.js';
import { permissionRequestOf } from '../permissionRequestOf.js';
import type { SourceReading } from './readSource.js';
import type { BoundAction, UseImmErrorOptions, UseImmErrorResult } from './useImmError.js';
import type { RetrySchedule } from './useRetrySchedule.js';

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
    bound.push({ ...action, href: handler ? undefined : href, run, primary: bound.length === 0 && action.kind !== 'dismiss' });
  }
  return bound;

  function builtIn(kind: ImmActionKind): Run | undefined {
    const canRepeat = Boolean(reading.repeat ?? options.onRetry);
    switch (kind) {
      case 'retry':
        return reading.status === 'failed' ? (canRepeat ? result.retry : undefined) : schedule.runNow && result.retry;
      case 'check-clock':
        return canRepeat ? result.retry : undefined;
      case 'stop':
        return schedule.stop && result.cancelRetry;
      case 'dismiss':
        return result.dismiss;
      case 'check-outcome':
        return options.onVerify ?? reloadPage;
      case 'reload':
        // A failed query has its own data to fetch again; a page that lacks a script, or edits that conflict, do not.
        return reading.operation === 'query' && state.category === 'conflict' && reading.repeat ? result.retry : reloadPage;
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
}

function linkOf(kind: ImmActionKind, state: ImmErrorState, { links }: ImmErrorContextValue): string | undefined {
  const link = links[kind];
  const href = typeof link === 'function' ? link(state) : link;
  // The app vouches for its own pages, its relative ones too, but a script is never a page.
  return href && /^(https?:|\/|\.|#|\?)/i.test(href) ? href : undefined;
}

function reloadPage(): void {
  globalThis.location?.reload();
}
