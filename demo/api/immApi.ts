import { createImmFetch } from 'imm-error-kit/core';
import { takeInjection } from '../settings/injection.ts';
import type { Scope } from './scope.ts';
import { roleInUse } from './session.ts';
import type {
  DatasetAnswer,
  DatasetsAnswer,
  FilesAnswer,
  ProjectAnswer,
  ProjectsAnswer,
  StartedTask,
  TasksAnswer,
  Versioned,
} from './types.ts';

/** One call: who makes it and where, which project it is about, and what gives it up. */
export interface CallOptions {
  scope: Scope;
  signal?: AbortSignal | undefined;
}

// Rejects with an ImmError on any failed answer, so nothing else here handles errors.
const immFetch = createImmFetch();

/** The console's calls to IMM. A real console would go through its own server, which signs them. */
export const immApi = {
  listProjects: (options: CallOptions): Promise<ProjectsAnswer> => call('ListProjects', { MaxResults: 100 }, options),
  getProject: (project: string, options: CallOptions): Promise<ProjectAnswer & Versioned> =>
    call('GetProject', { ProjectName: project }, options),
  createProject: (
    project: { name: string; description: string; maxDatasetCount?: string | undefined },
    options: CallOptions,
  ): Promise<ProjectAnswer & Versioned> =>
    call(
      'CreateProject',
      {
        ProjectName: project.name,
        Description: project.description,
        ProjectMaxDatasetCount: project.maxDatasetCount,
      },
      options,
    ),
  updateProject: (
    project: { name: string; description: string; version?: string | undefined },
    options: CallOptions,
  ): Promise<ProjectAnswer & Versioned> =>
    call('UpdateProject', { ProjectName: project.name, Description: project.description }, options, project.version),
  deleteProject: (project: string, options: CallOptions): Promise<unknown> =>
    call('DeleteProject', { ProjectName: project }, options),

  listDatasets: (project: string, options: CallOptions): Promise<DatasetsAnswer> =>
    call('ListDatasets', { ProjectName: project, MaxResults: 100 }, options),
  createDataset: (
    dataset: { project: string; name: string; description: string },
    options: CallOptions,
  ): Promise<DatasetAnswer> =>
    call(
      'CreateDataset',
      { ProjectName: dataset.project, DatasetName: dataset.name, Description: dataset.description },
      options,
    ),
  deleteDataset: (dataset: { project: string; name: string }, options: CallOptions): Promise<unknown> =>
    call('DeleteDataset', { ProjectName: dataset.project, DatasetName: dataset.name }, options),

  indexFile: (file: { project: string; dataset: string; uri: string }, options: CallOptions): Promise<unknown> =>
    call('IndexFileMeta', { ProjectName: file.project, DatasetName: file.dataset, File: { URI: file.uri } }, options),
  findFiles: (
    query: { project: string; dataset: string; filename: string },
    options: CallOptions,
  ): Promise<FilesAnswer> =>
    call(
      'SimpleQuery',
      {
        ProjectName: query.project,
        DatasetName: query.dataset,
        Query: { Operation: 'prefix', Field: 'Filename', Value: query.filename },
        MaxResults: 20,
      },
      options,
    ),

  startConversion: (
    task: { project: string; source: string; target: string; container: string },
    options: CallOptions,
  ): Promise<StartedTask> =>
    call(
      'CreateMediaConvertTask',
      {
        ProjectName: task.project,
        Sources: [{ URI: task.source }],
        Targets: [{ URI: task.target, Container: task.container }],
      },
      options,
    ),
  /** Starts a task again, as it was asked for before. */
  repeatConversion: (definition: string, options: CallOptions): Promise<StartedTask> =>
    // IMM gave it as the JSON of an object.
    call('CreateMediaConvertTask', JSON.parse(definition) as Record<string, unknown>, options),
  listTasks: (project: string, options: CallOptions): Promise<TasksAnswer> =>
    call(
      'ListTasks',
      { ProjectName: project, Sort: 'StartTime', Order: 'desc', MaxResults: 20, RequestDefinition: true },
      options,
    ),
};

async function call<Answer>(
  action: string,
  params: Record<string, unknown>,
  { scope, signal }: CallOptions,
  version?: string,
): Promise<Answer & Versioned> {
  const response = await immFetch(`imm?Action=${action}&Version=2020-09-30`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-imm-role': roleInUse(scope.role),
      'x-imm-region': scope.region,
      ...takeInjection(),
      ...(version && { 'if-match': version }),
    },
    body: JSON.stringify(withoutEmpty(params)),
    ...(signal && { signal }),
  });
  const answer: unknown = await response.json();
  // The service's own models describe its answers; the kit has refused the failed ones.
  return { ...(answer as Answer), version: response.headers.get('etag') ?? undefined };
}

// What was left empty in a form is not sent, so that the service names what is missing.
function withoutEmpty(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));
}
