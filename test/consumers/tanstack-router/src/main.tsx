import { QueryClient, QueryClientProvider, useSuspenseQuery } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  Outlet,
  RouterProvider,
  useRouter,
} from '@tanstack/react-router';
import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import { createImmFetch, immQueryDefaults } from 'imm-error-kit/core';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'imm-error-kit/styles.css';

const immFetch = createImmFetch();
const queryClient = new QueryClient({ defaultOptions: immQueryDefaults() });
const projects = {
  queryKey: ['projects'],
  queryFn: async (): Promise<{ Projects: unknown[] }> =>
    (await immFetch('/imm?Action=ListProjects&Version=2020-09-30')).json(),
};

const rootRoute = createRootRoute({ component: Shell });
const startRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: () => <p>Start</p> });
const projectsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/projects',
  loader: () => queryClient.ensureQueryData(projects),
  component: ProjectList,
  errorComponent: RouteError,
});
const router = createRouter({ routeTree: rootRoute.addChildren([startRoute, projectsRoute]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function Shell(): ReactNode {
  return (
    <QueryClientProvider client={queryClient}>
      <ImmErrorProvider>
        <nav>
          <Link to="/projects">Projects</Link>
        </nav>
        <Outlet />
      </ImmErrorProvider>
    </QueryClientProvider>
  );
}

function ProjectList(): ReactNode {
  return <p>{useSuspenseQuery(projects).data.Projects.length} projects</p>;
}

function RouteError({ error }: ErrorComponentProps): ReactNode {
  const { invalidate } = useRouter();
  return <ErrorBanner source={error} density="page" headingLevel={1} onRetry={() => void invalidate()} />;
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
}
