import type { ReactElement } from 'react';
import type { ImmErrorSeverity } from '../../core/types.js';

// The marks are drawn against the turn of their outlines, which makes them holes.
// Three silhouettes, not one in three colours: severity has to survive greyscale and forced colours.
const shapes: Readonly<Record<ImmErrorSeverity, string>> = {
  error: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM6.6 3.7v5.6h2.8V3.7zM6.6 9.7v2.8h2.8V9.7z',
  warning: 'M8 2l6.5 11.8h-13zM6.6 5.2v4.9h2.8V5.2zM6.6 10.2V13h2.8v-2.8z',
  info: 'M8 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM6.6 6.6h2.8v5.7H6.6zM6.6 3.4h2.8v2.8H6.6z',
};

// React takes one element in as many places as there are, and a page may show a thousand banners.
const drawn: Partial<Record<ImmErrorSeverity, ReactElement>> = {};

/**
 * The picture of a severity. Decorative: the word for it stands in the title.
 *
 * Not a component, which React would keep and visit for each banner.
 */
export function severityIcon(severity: ImmErrorSeverity): ReactElement {
  drawn[severity] ??= (
    // With a size of its own: where the styles don't arrive, it would be as wide as the page.
    <svg className="imm-icon" data-part="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[severity]} />
    </svg>
  );
  return drawn[severity];
}
