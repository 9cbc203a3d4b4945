import { useEffect, useRef } from 'react';
import { formatSeconds } from '../../core/state/formatSeconds.js';
import type { ImmErrorState } from '../../core/types.js';
import { type ImmErrorContextValue, useImmErrorContext } from '../ImmErrorContext.js';
import type { UseImmErrorResult } from './useImmError.js';

/**
 * Speaks a failure when it appears, through the provider's announcer: at once where the person's own action failed,
 * else when they pause. What is there when the page loads is not spoken: it is read in its place.
 */
export function useAnnounceError({
  state,
  operation,
  isRepeating,
}: Pick<UseImmErrorResult, 'state' | 'operation' | 'isRepeating'>): void {
  const context = useImmErrorContext();
  const { announcer } = context;
  const spoken = useRef<string>(undefined);

  useEffect(() => {
    // The announcer's regions must be there before the text, so it is asked before the error, too.
    const canSpeak = announcer.isReady();
    const key = state?.cause && `${state.cause} ${state.retry.kind}`;
    if (isRepeating && spoken.current !== undefined) {
      // What a person tries again and fails as before is heard again: silence would sound like success.
      spoken.current = '';
      return;
    }
    if (key === spoken.current) return;
    spoken.current = key;
    if (state && canSpeak) {
      announcer.announce(announcementOf(state, context), operation === 'mutation' ? 'assertive' : 'polite');
    }
  }, [announcer, state, context, operation, isRepeating]);
}

/** What is spoken of a failure. */
export function announcementOf(
  { title, severity, retry }: ImmErrorState,
  { messages, locale }: Pick<ImmErrorContextValue, 'messages' | 'locale'>,
): string {
  if (retry.at !== undefined) {
    const time = formatSeconds((retry.at - Date.now()) / 1000, locale);
    return messages.format('countdown.announce', { title, time });
  }
  return messages.format('announce.failed', { severity: messages.format(`severity.${severity}`, {}), title });
}
