import { ImmErrorBoundary } from 'imm-error-kit';
import { type ReactNode, useId } from 'react';
import { useSettings } from '../settings/settings.ts';

interface SectionProps {
  title: string;
  children: ReactNode;
}

/** A titled part of a page. What fails in it leaves the rest of the page alone. */
export function Section({ title, children }: SectionProps): ReactNode {
  const id = useId();
  const { role, region } = useSettings();
  return (
    <section className="section" aria-labelledby={id}>
      {/* Focusable, for when the row that had the focus is deleted. */}
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      <div className="section-body">
        <ImmErrorBoundary level="section" resetKeys={[role, region]}>
          {children}
        </ImmErrorBoundary>
      </div>
    </section>
  );
}
