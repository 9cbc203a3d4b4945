import { fail } from '../ImmFailure.js';
import { etagOf, type ProjectRecord } from '../ImmStore.js';
import { namePattern } from '../ParamReader.js';
import type { JsonObject } from '../types.js';
import { fileTotals } from './datasets.js';
import {
  checkIdle,
  checkPrecondition,
  findProject,
  type Operation,
  type OperationResult,
  paginate,
  timeText,
} from './Operation.js';
import { initialProjectSettings, readProjectSettings } from './settings.js';

const createProject: Operation = {
  run({ params, store, limits, now }) {
    const name = params.text('ProjectName', { pattern: namePattern });
    const settings = readProjectSettings(params);
    if (store.projects.has(name)) fail('ResourceAlreadyExists', { R: 'project' });
    if (store.projects.size >= limits.projects)
      fail('LimitExceededError.count', { R: 'project', max: limits.projects });

    const time = timeText(now);
    const project: ProjectRecord = {
      name,
      version: 1,
      fields: { ...initialProjectSettings, ...settings, ProjectName: name, CreateTime: time, UpdateTime: time },
      datasets: new Map(),
      tasks: new Map(),
    };
    store.projects.set(name, project);
    return resultOf(project);
  },
};

const getProject: Operation = {
  run(context) {
    context.params.flag('WithStatistics');
    return resultOf(findProject(context));
  },
};

const listProjects: Operation = {
  run(context) {
    const prefix = context.params.optionalText('Prefix', { maxLength: 128 }) ?? '';
    const projects = [...context.store.projects.values()]
      .filter(({ name }) => name.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(describeProject);
    const { page, NextToken } = paginate(context, projects, { max: 200, keyOf: (item) => String(item.ProjectName) });
    return { body: { Projects: page, NextToken } };
  },
};

const updateProject: Operation = {
  run(context) {
    const project = findProject(context);
    const settings = readProjectSettings(context.params);
    checkPrecondition(context, project);
    checkIdle(context, project);

    project.version += 1;
    project.fields = { ...project.fields, ...settings, UpdateTime: timeText(context.now) };
    return resultOf(project);
  },
};

const deleteProject: Operation = {
  run(context) {
    const project = findProject(context);
    checkPrecondition(context, project);
    if (project.datasets.size > 0) {
      fail('StatusConflict', undefined, { message: 'The project still contains datasets. Please delete them first.' });
    }
    checkIdle(context, project);
    context.store.projects.delete(project.name);
    return { body: {} };
  },
};

export const projectOperations: Readonly<Record<string, Operation>> = {
  CreateProject: createProject,
  GetProject: getProject,
  ListProjects: listProjects,
  UpdateProject: updateProject,
  DeleteProject: deleteProject,
};

/** The SDK's `Project`. */
export function describeProject(project: ProjectRecord): JsonObject {
  const files = [...project.datasets.values()].flatMap((dataset) => [...dataset.files.values()]);
  return { ...project.fields, DatasetCount: project.datasets.size, ...fileTotals(files) };
}

function resultOf(project: ProjectRecord): OperationResult {
  return { body: { Project: describeProject(project) }, etag: etagOf(project) };
}
