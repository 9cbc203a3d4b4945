import type { UseQueryResult } from '@tanstack/react-query';
import { ErrorBanner, type ErrorBannerDensity } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { useWords } from '../words.ts';

interface LoadedProps<Data> {
  query: UseQueryResult<Data>;
  /** How much room the banner has. @default 'regular' */
  density?: ErrorBannerDensity | undefined;
  children: (data: Data) => ReactNode;
}

/** What a query gave. While it is tried again, and where newer data can't be had, the banner says so above it. */
export function Loaded<Data>({ query, density, children }: LoadedProps<Data>): ReactNode {
  const words = useWords();
  return (
    <>
      <ErrorBanner source={query} density={density} />
      {query.data === undefined
        ? query.isFetching && query.failureCount === 0 && <p className="waiting">{words.loading}</p>
        : children(query.data)}
    </>
  );
}
