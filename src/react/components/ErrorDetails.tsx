import {
  type DetailsHTMLAttributes,
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactNode,
  type Ref,
  type RefAttributes,
  useState,
} from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { formatMoment } from '../formatMoment.js';
import { type BoundAction, type ImmErrorSource, type UseImmErrorResult, useImmError } from '../hooks/useImmError.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { seenAt } from '../seenAt.js';
import { ActionButton } from './ActionButton.js';
import { bothGiven } from './bothGiven.js';

/** What `ErrorDetails` takes: the attributes of its root as well. */
export interface ErrorDetailsProps extends Omit<DetailsHTMLAttributes<HTMLDetailsElement>, 'open'> {
  /** What failed: anything that `useImmError` takes. */
  source?: ImmErrorSource;
  /** A state to show as it is, instead of `source`. */
  state?: ImmErrorState | null | undefined;
  /** Whether the details are shown at first. @default false */
  defaultOpen?: boolean | undefined;
}

const rows = [
  ['details.code', 'code'],
  ['details.status', 'status'],
  ['details.request-id', 'requestId'],
  ['details.host', 'hostId'],
  ['details.region', 'regionId'],
  ['details.recommend', 'recommend'],
] as const;

/** What support asks for: code, request id, host, region and time, a button that copies them, and whom to send them to. */
export const ErrorDetails: ForwardRefExoticComponent<ErrorDetailsProps & RefAttributes<HTMLDetailsElement>> =
  forwardRef(function ErrorDetails(
    { source, state, ...rest }: ErrorDetailsProps,
    ref: Ref<HTMLDetailsElement>,
  ): ReactNode {
    warnOnce(() => process.env.NODE_ENV !== 'production' && bothGiven('ErrorDetails', source, state));
    return <DetailsOf {...rest} forwardedRef={ref} result={useImmError(source ?? state)} />;
  });

interface DetailsOfProps extends Omit<ErrorDetailsProps, 'source' | 'state'> {
  result: UseImmErrorResult;
  forwardedRef?: Ref<HTMLDetailsElement> | undefined;
}

/** The details of what `useImmError` has read already. */
export function DetailsOf({
  result,
  forwardedRef,
  defaultOpen = false,
  className,
  onToggle,
  ...rest
}: DetailsOfProps): ReactNode {
  const { messages } = useImmErrorContext();
  // They are two thirds of a banner's elements and few are ever opened, so they are drawn when they first are. A click
  // comes before the opening, so that nothing jumps; scripts and a browser's search open them without one.
  const [isDrawn, setDrawn] = useState(defaultOpen);
  const { state, error, actions } = result;
  if (!state) return null;

  return (
    <details
      open={defaultOpen}
      {...rest}
      ref={forwardedRef}
      onToggle={(event) => {
        if (event.currentTarget.open) setDrawn(true);
        onToggle?.(event);
      }}
      className={className ? `imm-details ${className}` : 'imm-details'}
      data-part="details"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button, and its keys click it */}
      <summary data-part="details-toggle" onClick={() => setDrawn(true)}>
        {messages.format('details.toggle', {})}
      </summary>
      {isDrawn && <DetailsBody state={state} actions={actions} at={error && (error.serverTime ?? seenAt(error))} />}
    </details>
  );
}

interface DetailsBodyProps {
  state: ImmErrorState;
  actions: readonly BoundAction[];
  /** When it failed: by the service's clock where it is known, else when it was first shown. */
  at: number | null;
}

function DetailsBody({ state, actions, at }: DetailsBodyProps): ReactNode {
  const { messages, locale, support } = useImmErrorContext();
  const copy = actions.find((action) => action.kind === 'copy-diagnostics');
  const troubleshoot = actions.find((action) => action.kind === 'troubleshoot');
  return (
    <>
      <dl data-part="details-list">
        {rows.map(([label, key]) => {
          const value = state.details[key];
          return (
            value !== undefined && (
              <div key={key} data-part="details-row">
                <dt>{messages.format(label, {})}</dt>
                {/* Ids and codes read from left to right in every language. */}
                <dd dir="ltr" translate="no">
                  {value}
                </dd>
              </div>
            )
          );
        })}
        {at !== null && (
          <div data-part="details-row">
            <dt>{messages.format('details.time', {})}</dt>
            {/* Rendered on a server, it has another time zone. */}
            <dd suppressHydrationWarning>{formatMoment(at, locale, { dateStyle: 'medium', timeStyle: 'long' })}</dd>
          </div>
        )}
      </dl>
      {/* It asks for the request id, which what never reached IMM doesn't have. */}
      {state.details.requestId && (
        <p data-part="support">{messages.format('details.support', { group: support.dingTalkGroup })}</p>
      )}
      <div className="imm-actions" data-part="actions">
        {copy && <ActionButton requestId={state.details.requestId} action={{ ...copy, primary: false }} />}
        {troubleshoot && <ActionButton action={{ ...troubleshoot, primary: false }} />}
      </div>
    </>
  );
}
