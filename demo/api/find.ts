import { type CallOptions, immApi } from './immApi.ts';
import type { DatasetAnswer, IndexedFile, ProjectAnswer, StartedTask, Versioned } from './types.ts';

type Found<Answer> = Promise<Answer | null>;

/**
 * Whether a change was made whose answer was lost: what it would have given, else `null`.
 *
 * What has the same name may be somebody else's: it counts only if it was made since then, of the same values.
 */
export const find = {
  async createdProject(
    { name, description }: { name: string; description: string },
    since: number,
    options: CallOptions,
  ): Found<ProjectAnswer & Versioned> {
    const { Projects = [] } = await immApi.listProjects(options);
    const Project = Projects.find(
      (project) =>
        project.ProjectName === name &&
        (project.Description ?? '') === description &&
        isSince(project.CreateTime, since),
    );
    return Project ? { Project } : null;
  },

  async updatedProject(
    { name, description }: { name: string; description: string },
    since: number,
    options: CallOptions,
  ): Found<ProjectAnswer & Versioned> {
    const answer = await immApi.getProject(name, options);
    const { Description = '', UpdateTime } = answer.Project;
    return Description === description && isSince(UpdateTime, since) ? answer : null;
  },

  async deletedProject(name: string, _: number, options: CallOptions): Found<object> {
    const { Projects = [] } = await immApi.listProjects(options);
    return Projects.some((project) => project.ProjectName === name) ? null : {};
  },

  async createdDataset(
    { project, name, description }: { project: string; name: string; description: string },
    since: number,
    options: CallOptions,
  ): Found<DatasetAnswer> {
    const { Datasets = [] } = await immApi.listDatasets(project, options);
    const Dataset = Datasets.find(
      (dataset) =>
        dataset.DatasetName === name &&
        (dataset.Description ?? '') === description &&
        isSince(dataset.CreateTime, since),
    );
    return Dataset ? { Dataset } : null;
  },

  async deletedDataset(
    { project, name }: { project: string; name: string },
    _: number,
    options: CallOptions,
  ): Found<object> {
    const { Datasets = [] } = await immApi.listDatasets(project, options);
    return Datasets.some((dataset) => dataset.DatasetName === name) ? null : {};
  },

  async indexedFile(
    { project, dataset, uri }: { project: string; dataset: string; uri: string },
    since: number,
    options: CallOptions,
  ): Found<IndexedFile> {
    const filename = uri.slice(uri.lastIndexOf('/') + 1);
    const { Files = [] } = await immApi.findFiles({ project, dataset, filename }, options);
    return Files.find((file) => file.URI === uri && isSince(file.UpdateTime, since)) ?? null;
  },

  async startedConversion(
    { project, source, target }: { project: string; source: string; target: string },
    since: number,
    options: CallOptions,
  ): Found<StartedTask> {
    const { Tasks = [] } = await immApi.listTasks(project, options);
    const isIt = (definition: string): boolean =>
      [source, target].every((uri) => definition.includes(JSON.stringify(uri)));
    return Tasks.find((task) => isSince(task.StartTime, since) && isIt(task.TaskRequestDefinition ?? '')) ?? null;
  },

  async repeatedConversion(definition: string, since: number, options: CallOptions): Found<StartedTask> {
    // IMM gave it as the JSON of an object.
    const { ProjectName } = JSON.parse(definition) as { ProjectName: string };
    const { Tasks = [] } = await immApi.listTasks(ProjectName, options);
    return Tasks.find((task) => isSince(task.StartTime, since) && task.TaskRequestDefinition === definition) ?? null;
  },
};

function isSince(time: string | undefined, since: number): boolean {
  return Date.parse(time ?? '') >= since;
}
