import { type ReactNode, useEffect } from 'react';
import { useImmError } from '../hooks/useImmError.js';
import { reportOnce } from '../hooks/useReport.js';
import { type ImmErrorCall, ImmErrorContext } from '../ImmErrorContext.js';

/** A call of `useImmError` with more than one source. */
export interface CallOfSeveral extends ImmErrorCall {
  source: readonly unknown[];
}

/** Reads each of a hook's sources as if it were alone, where the hook is: with the same options, decisions and words. */
export function WatchedSources({ call: { source: sources, options, context } }: { call: CallOfSeveral }): ReactNode {
  const onRetry = options.onRetry && oncePerPress(options.onRetry);
  return (
    // What the hook doesn't show is told to the app only if it is shown for the whole page.
    <ImmErrorContext.Provider value={{ ...context, onReport: undefined }}>
      {sources.map((source, index) => (
        <WatchedSource
          // biome-ignore lint/suspicious/noArrayIndexKey: a source has nothing else that tells it from the next
          key={index}
          source={source}
          options={{ ...options, onRetry }}
          onReport={context.onReport}
        />
      ))}
    </ImmErrorContext.Provider>
  );
}

interface WatchedSourceProps {
  source: unknown;
  options: ImmErrorCall['options'];
  onReport: ImmErrorCall['context']['onReport'];
}

function WatchedSource({ source, options, onReport }: WatchedSourceProps): ReactNode {
  const { error, state, isCovered } = useImmError(source, options);
  useEffect(() => {
    if (error && state && isCovered) reportOnce(error, state, onReport);
  });
  return null;
}

// What repeats one error value of a hook repeats them all, and one press asks for each.
function oncePerPress(run: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
    });
    run();
  };
}
