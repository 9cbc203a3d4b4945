import { ErrorBanner } from 'imm-error-kit';
import { type ReactNode, useRef } from 'react';
import { find } from '../api/find.ts';
import { useConsoleMutation, useProjects } from '../api/hooks.ts';
import { immApi } from '../api/immApi.ts';
import type { Project } from '../api/types.ts';
import { hrefTo, openPage } from '../location.ts';
import { DeleteButton } from '../parts/DeleteButton.tsx';
import { Field } from '../parts/Field.tsx';
import { Form, type FormValues } from '../parts/Form.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Section } from '../parts/Section.tsx';
import { useWords } from '../words.ts';

/** All projects of a region, and a form that creates one. */
export function ProjectsPage(): ReactNode {
  const words = useWords();
  return (
    <div className="page">
      <PageHead title={words.projects} lead={words.projectsLead} />
      <Section title={words.createProject}>
        <CreateProject />
      </Section>
      <Section title={words.allProjects}>
        <ProjectList />
      </Section>
    </div>
  );
}

function CreateProject(): ReactNode {
  const words = useWords();
  const create = useConsoleMutation({
    action: 'CreateProject',
    send: immApi.createProject,
    find: find.createdProject,
    refreshes: ['projects'],
  });

  const handleSubmit = ({ projectName = '', description = '' }: FormValues): void =>
    create.mutate({ name: projectName, description });

  return (
    <Form
      source={create}
      isPending={create.isPending}
      isDone={create.isSuccess}
      submitLabel={words.createProject}
      doneText={words.projectCreated}
      onSubmit={handleSubmit}
      conflict={{ onOpenExisting: () => openPage('projects', create.variables?.name ?? '') }}
    >
      <Field name="projectName" label={words.projectName} hint={words.projectNameHint} />
      <Field name="description" label={words.description} />
    </Form>
  );
}

function ProjectList(): ReactNode {
  const words = useWords();
  const projects = useProjects();

  return (
    <Loaded query={projects}>
      {({ Projects = [] }) =>
        Projects.length === 0 ? (
          <p className="empty">{words.noProjects}</p>
        ) : (
          <ul className="rows">
            {Projects.map((project) => (
              <ProjectRow key={project.ProjectName} project={project} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function ProjectRow({ project: { ProjectName: name, Description } }: { project: Project }): ReactNode {
  const words = useWords();
  const row = useRef<HTMLLIElement>(null);
  const remove = useConsoleMutation({
    action: 'DeleteProject',
    project: name,
    send: immApi.deleteProject,
    find: find.deletedProject,
    refreshes: ['projects'],
  });
  return (
    <li ref={row}>
      <a className="row-name" href={hrefTo('projects', name)}>
        {name}
      </a>
      <span className="row-text">{Description || words.noDescription}</span>
      <DeleteButton name={name} row={row} mutation={remove} onDelete={() => remove.mutate(name)} />
      <ErrorBanner className="row-wide" source={remove} density="compact" />
    </li>
  );
}
