import { fail } from '../ImmFailure.js';
import { type DatasetRecord, etagOf, type FileRecord } from '../ImmStore.js';
import { namePattern } from '../ParamReader.js';
import type { JsonObject } from '../types.js';
import {
  checkIdle,
  checkPrecondition,
  findDataset,
  findProject,
  type Operation,
  type OperationResult,
  paginate,
  timeText,
} from './Operation.js';
import { initialDatasetSettings, readDatasetSettings } from './settings.js';

const createDataset: Operation = {
  run(context) {
    const { params, now } = context;
    params.text('ProjectName', { pattern: namePattern });
    const name = params.text('DatasetName', { pattern: namePattern });
    const settings = readDatasetSettings(params);
    const project = findProject(context);
    if (project.datasets.has(name)) fail('ResourceAlreadyExists', { R: 'dataset' });
    const max = Number(project.fields.ProjectMaxDatasetCount);
    if (project.datasets.size >= max) fail('LimitExceededError.count', { R: 'dataset', max });

    const time = timeText(now);
    const dataset: DatasetRecord = {
      name,
      version: 1,
      fields: {
        ...initialDatasetSettings,
        Description: '',
        TemplateId: project.fields.TemplateId,
        WorkflowParameters: [],
        ...settings,
        ProjectName: project.name,
        DatasetName: name,
        CreateTime: time,
        UpdateTime: time,
      },
      files: new Map(),
    };
    project.datasets.set(name, dataset);
    return resultOf(dataset);
  },
};

const getDataset: Operation = {
  run(context) {
    context.params.flag('WithStatistics');
    return resultOf(findDataset(context));
  },
};

const listDatasets: Operation = {
  run(context) {
    const prefix = context.params.optionalText('Prefix', { maxLength: 128 }) ?? '';
    const datasets = [...findProject(context).datasets.values()]
      .filter(({ name }) => name.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(describeDataset);
    const { page, NextToken } = paginate(context, datasets, { max: 200, keyOf: (item) => String(item.DatasetName) });
    return { body: { Datasets: page, NextToken } };
  },
};

const updateDataset: Operation = {
  run(context) {
    const dataset = findDataset(context);
    const settings = readDatasetSettings(context.params);
    checkPrecondition(context, dataset);
    checkIdle(context, findProject(context));

    dataset.version += 1;
    dataset.fields = { ...dataset.fields, ...settings, UpdateTime: timeText(context.now) };
    return resultOf(dataset);
  },
};

const deleteDataset: Operation = {
  run(context) {
    const dataset = findDataset(context);
    const project = findProject(context);
    checkPrecondition(context, dataset);
    checkIdle(context, project);
    project.datasets.delete(dataset.name);
    return { body: {} };
  },
};

export const datasetOperations: Readonly<Record<string, Operation>> = {
  CreateDataset: createDataset,
  GetDataset: getDataset,
  ListDatasets: listDatasets,
  UpdateDataset: updateDataset,
  DeleteDataset: deleteDataset,
};

/** The SDK's `Dataset`. */
export function describeDataset(dataset: DatasetRecord): JsonObject {
  return { ...dataset.fields, BindCount: 0, ...fileTotals([...dataset.files.values()]) };
}

export function fileTotals(files: readonly FileRecord[]): { FileCount: number; TotalFileSize: number } {
  return { FileCount: files.length, TotalFileSize: files.reduce((sum, { Size }) => sum + Size, 0) };
}

function resultOf(dataset: DatasetRecord): OperationResult {
  return { body: { Dataset: describeDataset(dataset) }, etag: etagOf(dataset) };
}
