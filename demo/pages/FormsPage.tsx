import { useQueryClient } from '@tanstack/react-query';
import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense, useMemo } from 'react';
import { find } from '../api/find.ts';
import { immApi } from '../api/immApi.ts';
import { useScope } from '../api/scope.ts';
import type { ProjectApi, ProjectFormProps } from '../forms/ProjectApi.ts';
import { hrefTo, openPage } from '../location.ts';
import { PageHead } from '../parts/PageHead.tsx';
import { Section } from '../parts/Section.tsx';
import { useWords } from '../words.ts';
import { NotFoundPage } from './NotFoundPage.tsx';

type FormComponent = LazyExoticComponent<ComponentType<ProjectFormProps>>;

// Each library is loaded only by who looks at it.
const forms: Readonly<Record<string, readonly [title: string, form: FormComponent]>> = {
  'react-hook-form': [
    'React Hook Form',
    lazy(() => import('../forms/HookForm.tsx').then((m) => ({ default: m.HookForm }))),
  ],
  'tanstack-form': [
    'TanStack Form',
    lazy(() => import('../forms/TanStackForm.tsx').then((m) => ({ default: m.TanStackForm }))),
  ],
  antd: ['Ant Design', lazy(() => import('../forms/AntdForm.tsx').then((m) => ({ default: m.AntdForm })))],
  fusion: ['Fusion', lazy(() => import('../forms/FusionForm.tsx').then((m) => ({ default: m.FusionForm })))],
  'form-action': ['React 19', lazy(() => import('../forms/ActionForm.tsx').then((m) => ({ default: m.ActionForm })))],
  html: ['HTML', lazy(() => import('../forms/HtmlForm.tsx').then((m) => ({ default: m.HtmlForm })))],
};

/** One and the same form on each form library that the kit has an adapter for. */
export function FormsPage({ library = 'react-hook-form' }: { library?: string | undefined }): ReactNode {
  const words = useWords();
  const api = useProjectApi();
  const [title, Form] = (Object.hasOwn(forms, library) && forms[library]) || [];
  if (!Form || !title) return <NotFoundPage href={hrefTo('forms')} />;

  return (
    <div className="page">
      <PageHead title={words.forms} lead={words.formsLead} />
      <nav className="nav" aria-label={words.forms}>
        {Object.entries(forms).map(([name, [label]]) => (
          <a key={name} href={hrefTo('forms', name)} aria-current={name === library ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <Section title={`${words.createProject}: ${title}`}>
        <Suspense fallback={<p className="waiting">{words.loading}</p>}>
          <Form key={library} api={api} onOpen={(name) => openPage('projects', name)} />
        </Suspense>
      </Section>
    </div>
  );
}

function useProjectApi(): ProjectApi {
  const scope = useScope();
  const client = useQueryClient();
  return useMemo(
    () => ({
      async create({ projectName, description, projectMaxDatasetCount }) {
        const created = await immApi.createProject(
          { name: projectName, description, maxDatasetCount: projectMaxDatasetCount },
          { scope },
        );
        void client.invalidateQueries({ queryKey: [scope, 'projects'] });
        return created;
      },
      find: ({ projectName, description }, since) =>
        find.createdProject({ name: projectName, description }, since, { scope }),
    }),
    [scope, client],
  );
}
