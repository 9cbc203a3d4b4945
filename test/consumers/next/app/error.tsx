'use client';

import { ErrorBanner } from 'imm-error-kit';
import type { ReactNode } from 'react';

export default function PageError({ error, reset }: { error: Error; reset: () => void }): ReactNode {
  return <ErrorBanner source={error} density="page" headingLevel={1} onRetry={reset} />;
}
