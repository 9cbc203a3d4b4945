import { ImmErrorBoundary } from 'imm-error-kit';
import { type ReactNode, useId } from 'react';
import { useProject, useProjects } from '../api/hooks.ts';
import { hrefTo } from '../location.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { useSettings } from '../settings/settings.ts';
import { useWords } from '../words.ts';

const pinned = ['travel-photos', 'course-videos', 'contract-archive'];

/** Cards that each ask for themselves. What they fail from together is said once, above; what only one has, in its card. */
export function OverviewPage(): ReactNode {
  const words = useWords();
  return (
    <div className="page">
      <PageHead title={words.overview} lead={words.overviewLead} />
      <div className="cards">
        <Card title={words.allProjects} href={hrefTo('projects')}>
          <ProjectCount />
        </Card>
        {pinned.map((name) => (
          <Card key={name} title={name} href={hrefTo('projects', name)}>
            <ProjectCounts name={name} />
          </Card>
        ))}
      </div>
    </div>
  );
}

interface CardProps {
  title: string;
  href: string;
  children: ReactNode;
}

function Card({ title, href, children }: CardProps): ReactNode {
  const id = useId();
  const { role, region } = useSettings();
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>
        <a href={href}>{title}</a>
      </h2>
      <ImmErrorBoundary level="widget" resetKeys={[role, region]}>
        {children}
      </ImmErrorBoundary>
    </section>
  );
}

function ProjectCount(): ReactNode {
  const words = useWords();
  const projects = useProjects();
  return (
    <Loaded query={projects} density="compact">
      {({ Projects = [] }) => (
        <dl className="facts">
          <Count label={words.projects} count={Projects.length} />
        </dl>
      )}
    </Loaded>
  );
}

function ProjectCounts({ name }: { name: string }): ReactNode {
  const words = useWords();
  const project = useProject(name);
  return (
    <Loaded query={project} density="compact">
      {({ Project: { DatasetCount = 0, FileCount = 0 } }) => (
        <dl className="facts">
          <Count label={words.datasets} count={DatasetCount} />
          <Count label={words.files} count={FileCount} />
        </dl>
      )}
    </Loaded>
  );
}

function Count({ label, count }: { label: string; count: number }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="count">{count}</dd>
    </div>
  );
}
