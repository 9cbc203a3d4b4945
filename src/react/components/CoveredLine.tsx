import type { HTMLAttributes, ReactNode, Ref } from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { severityIcon } from './severityIcon.js';

interface CoveredLineProps extends HTMLAttributes<HTMLDivElement> {
  state: ImmErrorState;
  /** Leads to the message; without it there is no button. */
  onShow?: (() => void) | undefined;
  forwardedRef?: Ref<HTMLDivElement> | undefined;
}

/**
 * What a banner leaves behind where its failure is shown for the whole page. Not nothing: whoever looks at the widget, or
 * has just pressed its button, has to see why nothing is there.
 */
export function CoveredLine({ state, onShow, forwardedRef, className, ...rest }: CoveredLineProps): ReactNode {
  const { messages } = useImmErrorContext();
  const severity = messages.format(`severity.${state.severity}`, {});
  return (
    <div
      {...rest}
      ref={forwardedRef}
      className={className ? `imm-banner ${className}` : 'imm-banner'}
      data-part="covered"
      data-severity={state.severity}
      data-density="compact"
    >
      {severityIcon(state.severity)}
      <div className="imm-banner-body" data-part="body">
        <p className="imm-banner-message" data-part="title">
          <span className="imm-visually-hidden">{messages.format('announce.failed', { severity, title: '' })}</span>
          {state.title}
        </p>
        {onShow && (
          <div className="imm-actions" data-part="actions">
            <button type="button" className="imm-action" data-part="action" onClick={onShow}>
              {messages.format('incident.show', {})}
            </button>
          </div>
        )}
      </div>
    </div>
  );
}
