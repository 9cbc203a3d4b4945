import { type ReactNode, useEffect } from 'react';
import { useWords } from '../words.ts';

interface PageHeadProps {
  title: string;
  lead?: string | undefined;
  children?: ReactNode;
}

/** The title of a page: of the browser's tab too. The focus goes to it when the page is opened from another one. */
export function PageHead({ title, lead, children }: PageHeadProps): ReactNode {
  const words = useWords();

  useEffect(() => {
    document.title = `${title} · ${words.appName}`;
  }, [title, words]);

  return (
    <div className="page-head">
      {children}
      <h1 tabIndex={-1}>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
    </div>
  );
}
