import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words.ts';

interface PageHeadProps {
  title: string;
  lead?: string | undefined;
  children?: ReactNode;
}

let isFirstPage = true;

/** The title of a page: in the tab too, and where the focus goes when the page is opened from another one. */
export function PageHead({ title, lead, children }: PageHeadProps): ReactNode {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · ${words.appName}`;
  }, [title, words]);

  useEffect(() => {
    if (!isFirstPage) heading.current?.focus();
    isFirstPage = false;
  }, []);

  return (
    <div className="page-head">
      {children}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p className="lead">{lead}</p>}
    </div>
  );
}
