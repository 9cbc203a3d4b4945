import { useEffect, useRef } from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { useImmErrorContext } from '../ImmErrorContext.js';

/**
 * What to show while the credentials are renewed whose refusal is shown: that it is under way, with its button busy.
 *
 * @param onRenewed Called once they are renewed, to repeat what nothing else repeats.
 */
export function useRenewal(
  state: ImmErrorState | null,
  onRenewed: (() => void) | undefined,
): { state: ImmErrorState | null; isRenewing: boolean } {
  const { renewal, credentials, messages } = useImmErrorContext();
  const { generation, isRefreshing } = renewal;
  const isRefused = state?.actions.some(({ kind }) => kind === 'refresh-credentials') ?? false;
  // With which credentials the request was refused, as far as is known: those of the moment at which it was shown.
  const refused = useRef<{ credentials: unknown; generation: number }>(undefined);
  const before = refused.current;
  // Those of another account are others, not newer ones.
  const isOlder = isRefused && !!before && before.credentials === credentials && before.generation < generation;

  useEffect(() => {
    refused.current = isRefused ? { credentials, generation } : undefined;
    if (isOlder) onRenewed?.();
  }, [isRefused, isOlder, credentials, generation, onRenewed]);

  // Between the renewal and the repeat that it leads to, it must not look as if it had failed.
  const isOver = !isRefreshing && !(onRenewed && isOlder);
  if (!state || !isRefused || isOver) return { state, isRenewing: false };
  const renewing: ImmErrorState = {
    ...state,
    severity: 'info',
    title: messages.format('credentials.renewing.title', {}),
    message: messages.format('credentials.renewing.message', {}),
    // The button that was pressed keeps the focus.
    actions: state.actions.filter(({ kind }) => kind !== 'retry'),
    retry: { kind: 'automatic' },
  };
  return { state: renewing, isRenewing: true };
}
