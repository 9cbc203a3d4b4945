import type { ReactNode } from 'react';
import type { ImmErrorSeverity } from '../../core/types.js';

// Three outlines, not one in three colours: severity has to survive greyscale and forced colours.
const shapes: Readonly<Record<ImmErrorSeverity, string>> = {
  error: 'M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM8 4.5v4.2M8 11.4v.1',
  warning: 'M8 1.8l6.6 12H1.4zM8 6.2v3.6M8 11.7v.1',
  info: 'M8 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM8 7.3v4.2M8 4.6v.1',
};

/** The picture of a severity. Decorative: the word for it stands in the title. */
export function SeverityIcon({ severity }: { severity: ImmErrorSeverity }): ReactNode {
  return (
    <svg className="imm-icon" data-part="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[severity]} />
    </svg>
  );
}
