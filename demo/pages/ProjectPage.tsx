import { useQueryClient } from '@tanstack/react-query';
import { ErrorBanner } from 'imm-error-kit';
import { type ReactNode, useRef, useState } from 'react';
import { find } from '../api/find.ts';
import { useConsoleMutation, useConsoleQuery, useProject, useRefresh } from '../api/hooks.ts';
import { immApi } from '../api/immApi.ts';
import { useScope } from '../api/scope.ts';
import type { Dataset, Project } from '../api/types.ts';
import { hrefTo } from '../location.ts';
import { DeleteButton } from '../parts/DeleteButton.tsx';
import { Field } from '../parts/Field.tsx';
import { Form, type FormValues } from '../parts/Form.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { Moment } from '../parts/Moment.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Section } from '../parts/Section.tsx';
import { useWords } from '../words.ts';

/** One project: its settings and its datasets. */
export function ProjectPage({ name }: { name: string }): ReactNode {
  const words = useWords();
  // A project that can't be shown leaves nothing of the page, so its failure goes to the boundary of the page.
  const project = useProject(name);

  return (
    <div className="page">
      <PageHead title={name}>
        <p className="crumb">
          <a href={hrefTo('projects')}>{words.backToProjects}</a>
        </p>
      </PageHead>
      <Loaded query={project}>
        {({ Project, version }) => (
          <>
            <Facts project={Project} />
            <Section title={words.settings}>
              <UpdateProject project={Project} latest={version} />
            </Section>
            <Section title={words.createDataset}>
              <CreateDataset project={name} />
            </Section>
            <Section title={words.datasets}>
              <DatasetList project={name} />
            </Section>
          </>
        )}
      </Loaded>
    </div>
  );
}

function Facts({ project }: { project: Project }): ReactNode {
  const words = useWords();
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{words.created}</dt>
          <dd>
            <Moment at={project.CreateTime} />
          </dd>
        </div>
        <div>
          <dt>{words.updated}</dt>
          <dd>
            <Moment at={project.UpdateTime} />
          </dd>
        </div>
      </dl>
      <p className="form-foot">
        <a href={hrefTo('files', project.ProjectName)}>{words.openFiles}</a>
        <a href={hrefTo('tasks', project.ProjectName)}>{words.openTasks}</a>
      </p>
    </>
  );
}

function UpdateProject({ project, latest }: { project: Project; latest: string | undefined }): ReactNode {
  const words = useWords();
  const scope = useScope();
  const client = useQueryClient();
  const { ProjectName: name, Description = '' } = project;
  // The version that the person began to edit: a newer one in the meantime is a conflict.
  const [version, setVersion] = useState(latest);
  const [wasChangedElsewhere, setChangedElsewhere] = useState(false);
  const refresh = useRefresh('projects', name);
  const update = useConsoleMutation({
    action: 'UpdateProject',
    project: name,
    send: immApi.updateProject,
    find: find.updatedProject,
    refreshes: ['projects'],
    onSuccess: (saved) => {
      setVersion(saved.version);
      setChangedElsewhere(false);
    },
    // Somebody else may have been faster: the page's own data tells.
    onError: () => void refresh(),
  });

  const handleSubmit = ({ description = '' }: FormValues): void => update.mutate({ name, description, version });

  // What is stored by now stands beside what was typed.
  const { isError, variables } = update;
  const mine = variables?.description ?? '';
  const wasOvertaken = isError && latest !== version && mine !== Description;

  // Takes the current version as the one to change. What was typed stays in the field.
  async function reload(): Promise<void> {
    const current = await client.fetchQuery({
      queryKey: [scope, 'projects', name],
      queryFn: () => immApi.getProject(name, { scope }),
    });
    setVersion(current.version);
    setChangedElsewhere(false);
    update.reset();
  }

  async function changeElsewhere(): Promise<void> {
    await immApi.updateProject({ name, description: `${Description} *` }, { scope });
    setChangedElsewhere(true);
  }

  return (
    <>
      <Form
        source={update}
        isPending={update.isPending}
        isDone={update.isSuccess}
        submitLabel={words.save}
        doneText={words.saved}
        onSubmit={handleSubmit}
        conflict={{
          onReload: reload,
          onOverwrite: () => update.mutate({ name, description: mine, version: undefined }),
          changes: wasOvertaken ? [{ label: words.description, mine, theirs: Description }] : [],
        }}
        keepsValues
      >
        <Field name="description" label={words.description} defaultValue={Description} />
      </Form>
      <p className="form-foot">
        <button type="button" className="button" data-small onClick={() => void changeElsewhere().catch(() => {})}>
          {words.changeElsewhere}
        </button>
        <span role="status" className="hint">
          {wasChangedElsewhere && words.changedElsewhere}
        </span>
      </p>
    </>
  );
}

function CreateDataset({ project }: { project: string }): ReactNode {
  const words = useWords();
  const create = useConsoleMutation({
    action: 'CreateDataset',
    project,
    send: immApi.createDataset,
    find: find.createdDataset,
    refreshes: ['projects', project, 'datasets'],
  });

  const handleSubmit = ({ datasetName = '', description = '' }: FormValues): void =>
    create.mutate({ project, name: datasetName, description });

  return (
    <Form
      source={create}
      isPending={create.isPending}
      isDone={create.isSuccess}
      submitLabel={words.createDataset}
      doneText={words.datasetCreated}
      onSubmit={handleSubmit}
    >
      <Field name="datasetName" label={words.datasetName} />
      <Field name="description" label={words.description} />
    </Form>
  );
}

function DatasetList({ project }: { project: string }): ReactNode {
  const words = useWords();
  const datasets = useConsoleQuery({
    action: 'ListDatasets',
    project,
    key: ['projects', project, 'datasets'],
    fetch: (options) => immApi.listDatasets(project, options),
  });
  return (
    <Loaded query={datasets}>
      {({ Datasets = [] }) =>
        Datasets.length === 0 ? (
          <p className="empty">{words.noDatasets}</p>
        ) : (
          <ul className="rows">
            {Datasets.map((dataset) => (
              <DatasetRow key={dataset.DatasetName} project={project} dataset={dataset} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function DatasetRow({ project, dataset }: { project: string; dataset: Dataset }): ReactNode {
  const words = useWords();
  const row = useRef<HTMLLIElement>(null);
  const { DatasetName: name, Description } = dataset;
  const remove = useConsoleMutation({
    action: 'DeleteDataset',
    project,
    send: immApi.deleteDataset,
    find: find.deletedDataset,
    refreshes: ['projects', project, 'datasets'],
  });
  return (
    <li ref={row}>
      <span className="row-name">{name}</span>
      <span className="row-text">{Description || words.noDescription}</span>
      <DeleteButton name={name} row={row} mutation={remove} onDelete={() => remove.mutate({ project, name })} />
      <ErrorBanner className="row-wide" source={remove} density="compact" />
    </li>
  );
}
