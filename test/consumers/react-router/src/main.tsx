import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import { createImmFetch } from 'imm-error-kit/core';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, Link, Outlet, useLoaderData, useRevalidator, useRouteError } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import 'imm-error-kit/styles.css';

const immFetch = createImmFetch();
const address = (action: string): string => `/imm?Action=${action}&Version=2020-09-30`;

interface Projects {
  Projects: { ProjectName: string }[];
}

const router = createBrowserRouter([
  {
    path: '/',
    element: <Shell />,
    children: [
      { index: true, element: <p>Start</p> },
      {
        path: 'projects',
        loader: async (): Promise<Projects> => (await immFetch(address('ListProjects'))).json(),
        element: <ProjectList />,
        errorElement: <RouteError />,
      },
      {
        // The router's own habit: the answer itself is thrown, and the router reads it.
        path: 'answers',
        loader: async () => {
          const answer = await fetch(address('ListProjects'));
          if (!answer.ok) throw answer;
          return answer.json();
        },
        element: <ProjectList />,
        errorElement: <RouteError />,
      },
    ],
  },
]);

function Shell(): ReactNode {
  return (
    <ImmErrorProvider>
      <nav>
        <Link to="/projects">Projects</Link> <Link to="/answers">Answers</Link>
      </nav>
      <Outlet />
    </ImmErrorProvider>
  );
}

function ProjectList(): ReactNode {
  const { Projects } = useLoaderData<Projects>();
  return <p>{Projects.length} projects</p>;
}

function RouteError(): ReactNode {
  const error = useRouteError();
  const { revalidate } = useRevalidator();
  return <ErrorBanner source={error} density="page" headingLevel={1} onRetry={() => void revalidate()} />;
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
}
