import type { ReactNode } from 'react';
import { useImmErrorContext } from '../ImmErrorContext.js';

interface IncidentQueueProps {
  /** Which one is shown, counted from 0. */
  position: number;
  total: number;
  onMove(position: number): void;
}

const steps = [
  ['incident.previous', -1],
  ['incident.next', 1],
] as const;

/** How many messages wait, and the way to each. */
export function IncidentQueue({ position, total, onMove }: IncidentQueueProps): ReactNode {
  const { messages } = useImmErrorContext();
  return (
    <div className="imm-actions imm-incident-queue" data-part="queue">
      <span data-part="position">{messages.format('incident.position', { position: position + 1, total })}</span>
      {steps.map(([label, step]) => {
        const next = position + step;
        const canMove = next >= 0 && next < total;
        return (
          // Not `disabled`: at the end of the queue the button still has the focus.
          <button
            key={label}
            type="button"
            className="imm-action"
            data-part="action"
            aria-disabled={canMove ? undefined : true}
            onClick={() => canMove && onMove(next)}
          >
            {messages.format(label, {})}
          </button>
        );
      })}
    </div>
  );
}
