import type { ReactNode } from 'react';
import { formatMoment } from '../formatMoment.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import type { DismissedIncident } from '../incidentStore.js';

interface IncidentHistoryProps {
  history: readonly DismissedIncident[];
  onRestore(cause: string): void;
}

/** What was dismissed, and when; what goes on can be shown again. */
export function IncidentHistory({ history, onRestore }: IncidentHistoryProps): ReactNode {
  const { messages, locale } = useImmErrorContext();
  return (
    <details className="imm-details" data-part="history">
      <summary data-part="history-toggle">{messages.format('incident.history', { count: history.length })}</summary>
      {/* Safari takes the role from a list without bullets. */}
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <ul role="list" data-part="history-list">
        {history.map(({ cause, state, at, isOpen }) => (
          <li key={`${at} ${cause}`} data-part="history-item">
            <time dateTime={new Date(at).toISOString()}>{formatMoment(at, locale, { timeStyle: 'short' })}</time>
            <span data-part="history-title">{state.title}</span>
            {isOpen ? (
              <button type="button" className="imm-action" data-part="action" onClick={() => onRestore(cause)}>
                {messages.format('incident.restore', {})}
              </button>
            ) : (
              <span>{messages.format('incident.over', {})}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
