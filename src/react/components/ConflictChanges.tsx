import type { ReactNode } from 'react';
import type { ImmMessages } from '../../core/types.js';
import { useImmErrorContext } from '../ImmErrorContext.js';

/** One value that differs between what a person has entered and what is stored now. */
export interface ConflictChange {
  /** The name of the field. */
  label: string;
  /** What the person has entered. */
  mine: ReactNode;
  /** What is stored now. */
  theirs: ReactNode;
}

/** The person's values beside the current ones. */
export function ConflictChanges({ changes }: { changes: readonly ConflictChange[] }): ReactNode {
  const { messages } = useImmErrorContext();
  return (
    <details open className="imm-details" data-part="changes">
      <summary data-part="changes-toggle">{messages.format('conflict.changes', {})}</summary>
      <table className="imm-changes" data-part="changes-table">
        <thead>
          <tr>
            {['conflict.field', 'conflict.mine', 'conflict.theirs'].map((id) => (
              <th key={id} scope="col">
                {messages.format(id, {})}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ label, mine, theirs }) => (
            <tr key={label} data-part="changes-row">
              <th scope="row">{label}</th>
              {[mine, theirs].map((value, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the two columns never change places
                <td key={index}>
                  {/* A value has its own direction, whatever the page's. */}
                  <bdi>{shown(value, messages)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

// An empty cell looks as if something were missing from the table.
function shown(value: ReactNode, messages: ImmMessages): ReactNode {
  const isEmpty = value === '' || value === null || value === undefined || typeof value === 'boolean';
  return isEmpty ? <em>{messages.format('conflict.empty', {})}</em> : value;
}
