import {
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  type RefAttributes,
} from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { loudOf } from '../hooks/bindActions.js';
import { useAnnounceError } from '../hooks/useAnnounceError.js';
import {
  type ImmErrorSource,
  type ImmErrorSourceOptions,
  type UseImmErrorResult,
  useImmError,
} from '../hooks/useImmError.js';
import { useReturnFocus } from '../hooks/useReturnFocus.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { ActionButton } from './ActionButton.js';
import { bothGiven } from './bothGiven.js';
import { DetailsOf } from './ErrorDetails.js';
import { PermissionsHint } from './PermissionsHint.js';
import { RetryCountdown } from './RetryCountdown.js';
import { severityIcon } from './severityIcon.js';

/** How much room a banner takes: a line in a table, a box in a page, or the page itself. */
export type ErrorBannerDensity = 'compact' | 'regular' | 'page';

/** A part that an app puts in place of the kit's; `null` leaves the part out. */
export type ErrorBannerSlot = ReactNode | ((state: ImmErrorState) => ReactNode);

/** Parts of a banner in place of the kit's. */
export interface ErrorBannerSlots {
  /** The picture of the severity. */
  icon?: ErrorBannerSlot;
  /** The sentences below the title. */
  message?: ErrorBannerSlot;
  /** The time to the scheduled retry. */
  countdown?: ErrorBannerSlot;
  /** What to ask an administrator for, where a permission is missing. */
  hint?: ErrorBannerSlot;
  /** The buttons. */
  actions?: ErrorBannerSlot;
  /** Code, request id and the like, folded away. */
  details?: ErrorBannerSlot;
}

/** What `ErrorBanner` takes: the attributes of its root as well. */
export interface ErrorBannerProps extends Omit<HTMLAttributes<HTMLDivElement>, 'title'>, ImmErrorSourceOptions {
  /** What failed: a query, a mutation, an error value, an array of them, or the result of `useImmError`. */
  source?: ImmErrorSource;
  /** A state to show as it is, instead of `source`. */
  state?: ImmErrorState | null | undefined;
  /**
   * Whether a failure that concerns the whole page may be shown by the page's IncidentCenter alone.
   * @default `true`, but `false` with `density="page"`
   */
  incident?: boolean | undefined;
  /** How much room it takes. @default 'regular' */
  density?: ErrorBannerDensity | undefined;
  /** Makes the title a heading of this level; without it, it is a paragraph. */
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  /** Parts to put in place of the kit's. */
  slots?: ErrorBannerSlots | undefined;
}

/**
 * Says what failed, whether anything was lost, and what to do next.
 *
 * Renders a `<div role="group">`, or nothing where nothing failed. Speaks through the provider's announcer.
 *
 * @example <ErrorBanner source={projectsQuery} />
 */
export const ErrorBanner: ForwardRefExoticComponent<ErrorBannerProps & RefAttributes<HTMLDivElement>> = forwardRef(
  function ErrorBanner(
    {
      source,
      state,
      density = 'regular',
      headingLevel,
      slots = {},
      operation,
      actions,
      fieldLabels,
      onRetry,
      onVerify,
      dismissible,
      incident = density !== 'page',
      ...rest
    }: ErrorBannerProps,
    ref: Ref<HTMLDivElement>,
  ): ReactNode {
    warnOnce(() => process.env.NODE_ENV !== 'production' && bothGiven('ErrorBanner', source, state));
    const result = useImmError(source ?? state, {
      operation,
      actions,
      fieldLabels,
      onRetry,
      onVerify,
      dismissible,
      incident,
    });
    const { incidents } = useImmErrorContext();
    // The page's notice speaks of a cause once: silence after the person's own action would sound like success.
    const isSpokenElsewhere = result.isCovered && result.operation === 'query';
    useAnnounceError(isSpokenElsewhere ? { ...result, state: null } : result);

    if (!result.state) return null;
    if (result.isCovered) return incidents?.lineFor(result.state, { ...rest, ref });
    return <Banner {...rest} state={result.state} forwardedRef={ref} {...{ result, density, headingLevel, slots }} />;
  },
);

interface BannerProps extends Omit<HTMLAttributes<HTMLDivElement>, 'title'> {
  state: ImmErrorState;
  result: UseImmErrorResult;
  density: ErrorBannerDensity;
  headingLevel: ErrorBannerProps['headingLevel'];
  slots: ErrorBannerSlots;
  forwardedRef: Ref<HTMLDivElement>;
}

function Banner({
  state,
  result,
  density,
  headingLevel,
  slots,
  forwardedRef,
  className,
  ...rest
}: BannerProps): ReactNode {
  const { actions, isRepeating, status } = result;
  const { messages } = useImmErrorContext();
  const kept = useReturnFocus(forwardedRef, rest.onFocus);
  const Title = headingLevel ? (`h${headingLevel}` as const) : 'p';
  const buttons = loudOf(actions, state);
  const severity = messages.format(`severity.${state.severity}`, {});
  const busyKind = status === 'retrying' ? 'refresh-credentials' : 'retry';
  const dismiss = actions.find((action) => action.kind === 'dismiss');

  return (
    <div
      role="group"
      // Not by the title's id: two React roots in one page, as micro-frontends have, give the same ids.
      aria-label={messages.format('announce.failed', { severity, title: state.title })}
      tabIndex={-1}
      {...rest}
      {...kept}
      className={className ? `imm-banner ${className}` : 'imm-banner'}
      data-part="banner"
      data-severity={state.severity}
      data-category={state.category}
      data-density={density}
    >
      {fill(slots.icon, state, () => severityIcon(state.severity))}
      <div className="imm-banner-body" data-part="body">
        <Title className="imm-banner-title" data-part="title">
          <span className="imm-visually-hidden">{messages.format('announce.failed', { severity, title: '' })}</span>
          {state.title}
        </Title>
        {fill(slots.message, state, () => (
          <p className="imm-banner-message" data-part="message">
            {state.message}
          </p>
        ))}
        {(state.retry.at !== undefined || status === 'paused') &&
          fill(slots.countdown, state, () => <RetryCountdown source={result} bare />)}
        {state.category === 'permission' &&
          density !== 'compact' &&
          fill(slots.hint, state, () => <PermissionsHint state={state} bare />)}
        {fill(
          slots.actions,
          state,
          () =>
            buttons.length > 0 && (
              <div className="imm-actions" data-part="actions">
                {buttons.map((action) => (
                  <ActionButton
                    key={action.kind}
                    requestId={state.details.requestId}
                    action={action}
                    isBusy={isRepeating && action.kind === busyKind}
                  />
                ))}
              </div>
            ),
        )}
        {density !== 'compact' && fill(slots.details, state, () => <DetailsOf result={result} />)}
      </div>
      {dismiss && state.retry.at === undefined && (
        <button
          type="button"
          className="imm-dismiss"
          data-part="dismiss"
          aria-label={dismiss.label}
          onClick={() => void dismiss.run?.()}
        >
          {cross}
        </button>
      )}
    </div>
  );
}

// A sign, not a picture: a page of a thousand banners would pay for two elements more a thousand times.
const cross = '×';

function fill(slot: ErrorBannerSlot, state: ImmErrorState, standard: () => ReactNode): ReactNode {
  if (slot === undefined) return standard();
  if (typeof slot !== 'function') return slot;
  try {
    return slot(state);
  } catch {
    // The message must not go down with a part of it.
    return standard();
  }
}
