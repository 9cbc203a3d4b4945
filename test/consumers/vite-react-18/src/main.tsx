import { QueryClient, QueryClientProvider, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { browserGateOptions, ErrorBanner, ImmErrorBoundary, ImmErrorProvider, useImmError } from 'imm-error-kit';
import { createImmFetch, createThrottleGate, immQueryDefaults, withGate } from 'imm-error-kit/core';
import { type FormEvent, type ReactNode, StrictMode, Suspense, useRef, version } from 'react';
import { createRoot } from 'react-dom/client';
import 'imm-error-kit/styles.css';

const queryClient = new QueryClient({ defaultOptions: immQueryDefaults() });
const gate = createThrottleGate(browserGateOptions());
const immFetch = createImmFetch();
const call = async (action: string, params: Record<string, string> = {}) => {
  const query = new URLSearchParams({ Action: action, Version: '2020-09-30', ...params });
  return (await immFetch(`/imm?${query}`)).json();
};

function App(): ReactNode {
  return (
    <QueryClientProvider client={queryClient}>
      <ImmErrorProvider>
        <h1>React {version}</h1>
        <NewProject />
        <Denied />
        <ImmErrorBoundary level="widget">
          <Suspense fallback="Loading">
            <Project />
          </Suspense>
        </ImmErrorBoundary>
      </ImmErrorProvider>
    </QueryClientProvider>
  );
}

function NewProject(): ReactNode {
  const create = useMutation({
    mutationFn: withGate((name: string) => call('CreateProject', name ? { ProjectName: name } : {}), gate),
  });
  const imm = useImmError(create);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    create.mutate(String(new FormData(event.currentTarget).get('name')));
  };
  return (
    <form onSubmit={submit} aria-label="New project">
      <label htmlFor="name">Name</label>
      <input id="name" name="name" aria-invalid={Boolean(imm.fieldErrors['projectName'])} />
      <ErrorBanner source={imm} />
      <button type="submit">Create</button>
      <output>{create.isSuccess && 'Created'}</output>
    </form>
  );
}

function Denied(): ReactNode {
  const banner = useRef<HTMLDivElement>(null);
  const remove = useQuery({
    queryKey: ['denied'],
    queryFn: () => call('ListDatasets', { ProjectName: 'travel-photos' }),
    enabled: false,
  });
  return (
    <section aria-label="Datasets">
      <button type="button" onClick={() => void remove.refetch()}>
        List
      </button>
      <button type="button" onClick={() => banner.current?.focus()}>
        Show me
      </button>
      <ErrorBanner ref={banner} source={remove} />
    </section>
  );
}

function Project(): ReactNode {
  const { data } = useSuspenseQuery({
    queryKey: ['project'],
    queryFn: () =>
      call('GetProject', { ProjectName: new URLSearchParams(location.search).get('project') ?? 'travel-photos' }),
  });
  return <p>Loaded {data.Project.ProjectName}</p>;
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
