import type { HTMLAttributes, ReactNode } from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { type ImmErrorSource, useImmError } from '../hooks/useImmError.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { ActionButton } from './ActionButton.js';

/** What `ErrorDetails` takes: the attributes of its root as well. */
export interface ErrorDetailsProps extends HTMLAttributes<HTMLDetailsElement> {
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
] as const;

/** What support asks for: code, request id, host and region, a button that copies them, and whom to send them to. */
export function ErrorDetails({ source, state, defaultOpen = false, className, ...rest }: ErrorDetailsProps): ReactNode {
  const { messages, support } = useImmErrorContext();
  const { state: shown, actions } = useImmError(source ?? state);
  if (!shown) return null;

  const copy = actions.find((action) => action.kind === 'copy-diagnostics');
  const troubleshoot = actions.find((action) => action.kind === 'troubleshoot');
  return (
    <details
      open={defaultOpen}
      {...rest}
      className={className ? `imm-details ${className}` : 'imm-details'}
      data-part="details"
    >
      <summary data-part="details-toggle">{messages.format('details.toggle', {})}</summary>
      <dl data-part="details-list">
        {rows.map(([label, key]) => {
          const value = shown.details[key];
          return (
            value !== undefined && (
              <div key={key}>
                <dt>{messages.format(label, {})}</dt>
                {/* Ids and codes read from left to right in every language. */}
                <dd dir="ltr" translate="no">
                  {value}
                </dd>
              </div>
            )
          );
        })}
      </dl>
      <p data-part="support">{messages.format('details.support', { group: support.dingTalkGroup })}</p>
      <div className="imm-actions">
        {copy && <ActionButton action={{ ...copy, primary: false }} />}
        {troubleshoot && <ActionButton action={{ ...troubleshoot, primary: false }} />}
      </div>
    </details>
  );
}
