import { QueryClientContext } from '@tanstack/react-query';
import {
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactNode,
  type Ref,
  type RefAttributes,
  type RefObject,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { loudOf } from '../hooks/bindActions.js';
import { type UseImmErrorResult, useImmError } from '../hooks/useImmError.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { ActionButton } from './ActionButton.js';
import { bothGiven } from './bothGiven.js';
import { type ConflictChange, ConflictChanges } from './ConflictChanges.js';
import { ErrorBanner, type ErrorBannerProps } from './ErrorBanner.js';

type Press = () => unknown;

/** What `ConflictNotice` takes, and what `ErrorBanner` takes as well. */
export interface ConflictNoticeProps extends ErrorBannerProps {
  /** What differs from the person's version, where the app can tell. */
  changes?: readonly ConflictChange[] | undefined;
  /** Fetches the current version. @default fetches the queries of the page again and closes the notice */
  onReload?: (() => unknown) | undefined;
  /** Opens a comparison of the app's own. */
  onCompare?: (() => unknown) | undefined;
  /** Saves the person's version over the current one. Offered only where this is given. */
  onOverwrite?: (() => unknown) | undefined;
  /** Opens the existing resource, where the conflict is about its name. */
  onOpenExisting?: (() => unknown) | undefined;
}

/**
 * Says that somebody else was faster, and offers the ways out: reload, compare, overwrite. What was entered stays.
 *
 * Stands in the place of an `ErrorBanner`, and shows any other failure as one.
 *
 * @example <ConflictNotice source={saveProject} changes={changes} onOverwrite={() => saveProject.mutate(withoutVersion)} />
 */
export const ConflictNotice: ForwardRefExoticComponent<ConflictNoticeProps & RefAttributes<HTMLDivElement>> =
  forwardRef(function ConflictNotice(
    {
      source,
      state: given,
      changes = [],
      onReload,
      onCompare,
      onOverwrite,
      onOpenExisting,
      actions,
      operation,
      fieldLabels,
      onRetry,
      onVerify,
      dismissible,
      density,
      incident = density !== 'page',
      slots,
      ...rest
    }: ConflictNoticeProps,
    ref: Ref<HTMLDivElement>,
  ): ReactNode {
    const shown = useRef<UseImmErrorResult>(undefined);
    const reload = useReload(onReload, shown);
    warnOnce(() => process.env.NODE_ENV !== 'production' && bothGiven('ConflictNotice', source, given));
    const result = useImmError(source ?? given, {
      operation,
      fieldLabels,
      onRetry,
      onVerify,
      dismissible,
      incident,
      actions: { reload, ...(onOpenExisting && { 'open-existing': () => void onOpenExisting() }), ...actions },
    });
    useEffect(() => {
      shown.current = result;
    });
    const [busy, setBusy] = useState<string>();
    const { messages } = useImmErrorContext();
    const { state } = result;
    if (state?.category !== 'conflict') return <ErrorBanner {...rest} {...{ ref, density, slots }} source={result} />;

    const press = async (name: string, run: Press | undefined): Promise<unknown> => {
      setBusy(name);
      try {
        return await run?.();
      } finally {
        setBusy(undefined);
      }
    };
    const choices = [
      ['conflict.compare', onCompare],
      ['conflict.overwrite', onOverwrite],
    ] as const;
    // To send the same again is what overwriting does, but with leave.
    const offered = loudOf(result.actions, state).filter(({ kind }) => !(onOverwrite && kind === 'retry'));

    return (
      <ErrorBanner
        {...rest}
        ref={ref}
        density={density}
        source={result}
        slots={{
          ...slots,
          message: (
            <>
              {messageOf(slots?.message, state)}
              {changes.length > 0 && <ConflictChanges changes={changes} />}
            </>
          ),
          actions:
            slots?.actions !== undefined ? (
              slots.actions
            ) : (
              <div className="imm-actions" data-part="actions">
                {offered.map((action) => (
                  <ActionButton
                    key={action.kind}
                    requestId={state.details.requestId}
                    action={action.run ? { ...action, run: () => press(action.kind, action.run) } : action}
                    isBusy={busy !== undefined || (result.isRepeating && action.kind === 'retry')}
                  />
                ))}
                {choices.map(
                  ([label, run]) =>
                    run && (
                      <button
                        key={label}
                        type="button"
                        className="imm-action"
                        data-part="action"
                        aria-disabled={busy !== undefined || undefined}
                        onClick={() => busy === undefined && void press(label, run)}
                      >
                        {messages.format(label, {})}
                      </button>
                    ),
                )}
              </div>
            ),
        }}
      />
    );
  });

function messageOf(slot: NonNullable<ErrorBannerProps['slots']>['message'], state: ImmErrorState): ReactNode {
  if (slot === undefined) {
    return (
      <p className="imm-banner-message" data-part="message">
        {state.message}
      </p>
    );
  }
  return typeof slot === 'function' ? slot(state) : slot;
}

// To load the page anew would lose what was entered, which is what a conflict must never cost.
function useReload(
  own: Press | undefined,
  shown: RefObject<UseImmErrorResult | undefined>,
): (state: ImmErrorState) => Promise<void> {
  const client = useContext(QueryClientContext);
  const { handlerOf, announcer, messages } = useImmErrorContext();

  return async (state) => {
    const failed = shown.current?.occurrence;
    const handler = own ?? handlerOf('reload', state);
    if (handler) await handler(state);
    else if (client && state.category === 'conflict') {
      // What fails says so in its own place; without a network nothing fails, and nothing is fetched.
      const isFetched = await client.invalidateQueries(undefined, { throwOnError: true }).then(
        () => client.getQueryCache().findAll({ fetchStatus: 'paused' }).length === 0,
        () => false,
      );
      if (!isFetched) return;
      announcer.announce(messages.format('conflict.reloaded', {}), 'polite');
      closeUnlessSent(shown.current, failed);
    } else globalThis.location?.reload();
  };
}

// To close forgets what is under way as well: what was sent meanwhile has yet to say how it went.
function closeUnlessSent(result: UseImmErrorResult | undefined, failed: unknown): void {
  if (result?.state && !result.isRepeating && Object.is(result.occurrence, failed)) result.dismiss();
}
