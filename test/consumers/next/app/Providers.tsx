'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ImmErrorProvider } from 'imm-error-kit';
import { immQueryDefaults } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/zh-CN';
import { type ReactNode, useState } from 'react';

export function Providers({ children }: { children: ReactNode }): ReactNode {
  const [queryClient] = useState(() => new QueryClient({ defaultOptions: immQueryDefaults() }));
  return (
    <QueryClientProvider client={queryClient}>
      <ImmErrorProvider messages={messages}>{children}</ImmErrorProvider>
    </QueryClientProvider>
  );
}
