import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { browserGateOptions, ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import {
  createImmFetch,
  createThrottleGate,
  type ImmError,
  immQueryDefaults,
  isImmError,
  withGate,
} from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import { type ReactNode, StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'imm-error-kit/styles.css';

declare const __NAME__: 'left' | 'right';

const queryClient = new QueryClient({ defaultOptions: immQueryDefaults() });
const gate = createThrottleGate(browserGateOptions('user-1'));
const immFetch = createImmFetch();

function Part(): ReactNode {
  const [foreign, setForeign] = useState<ImmError>();
  const projects = useQuery({
    queryKey: ['projects'],
    queryFn: withGate(async () => (await immFetch('/imm?Action=ListProjects&Version=2020-09-30')).json(), gate),
    enabled: false,
  });

  // Errors travel between the parts, as they do where a shell collects them.
  useEffect(() => {
    if (projects.error)
      dispatchEvent(new CustomEvent('part-failed', { detail: { from: __NAME__, error: projects.error } }));
  }, [projects.error]);
  useEffect(() => {
    const hear = (event: Event): void => {
      const { from, error } = (event as CustomEvent).detail;
      if (from !== __NAME__ && isImmError(error)) setForeign(error);
    };
    addEventListener('part-failed', hear);
    return () => removeEventListener('part-failed', hear);
  }, []);

  return (
    <>
      <button type="button" onClick={() => void projects.refetch()}>
        Load {__NAME__}
      </button>
      <ErrorBanner source={projects} />
      <p>{projects.data && `${projects.data.Projects.length} projects`}</p>
      <section aria-label={`Heard by ${__NAME__}`}>
        <ErrorBanner source={foreign} density="compact" />
      </section>
    </>
  );
}

const root = document.getElementById(__NAME__);
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <ImmErrorProvider messages={__NAME__ === 'left' ? english : chinese}>
          <Part />
        </ImmErrorProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
