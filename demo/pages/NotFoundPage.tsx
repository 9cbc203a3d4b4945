import type { ReactNode } from 'react';
import { PageHead } from '../parts/PageHead.tsx';
import { useWords } from '../words.ts';

/** For an address that no page has. */
export function NotFoundPage({ href }: { href: string }): ReactNode {
  const words = useWords();
  return (
    <div className="page">
      <PageHead title={words.notFoundTitle} lead={words.notFoundLead} />
      <p>
        <a href={href}>{words.backToProjects}</a>
      </p>
    </div>
  );
}
