import { useEffect, useId } from 'react';
import { diagnosticsOf } from '../../core/diagnosticsOf.js';
import { doNothing } from '../../core/doNothing.js';
import type { ImmError } from '../../core/ImmError.js';
import type { ImmErrorState } from '../../core/types.js';
import type { ImmErrorCall, ImmErrorContextValue, IncidentDesk } from '../ImmErrorContext.js';
import { seenAt } from '../seenAt.js';
import type { UseImmErrorResult } from './useImmError.js';

const reported = new WeakSet<ImmError>();

/** Tells the app of a failure that is shown, once however many hooks show it. */
export function reportOnce(error: ImmError, state: ImmErrorState, onReport: ImmErrorContextValue['onReport']): void {
  if (!onReport || reported.has(error)) return;
  reported.add(error);
  // A reporter that fails, now or later, must not take the message down with it.
  void (async () => onReport({ state, diagnostics: diagnosticsOf(error) }))().catch(doNothing);
}

/** Tells the app, and the one place that shows the page's failures, of what a hook shows. */
export function useReport(
  error: ImmError | null,
  state: ImmErrorState | null,
  incidents: IncidentDesk | undefined,
  call: ImmErrorCall,
  seen: () => UseImmErrorResult,
): void {
  const reporter = useId();

  useEffect(() => {
    if (error && state) {
      // The details may be opened much later.
      seenAt(error);
      reportOnce(error, state, call.context.onReport);
    }
    incidents?.report(reporter, call, error && seen());
  });

  useEffect(() => () => incidents?.withdraw(reporter), [incidents, reporter]);
}
