import { fail } from '../ImmFailure.js';
import type { ParamReader } from '../ParamReader.js';
import type { JsonObject } from '../types.js';

const serviceRoles = ['AliyunIMMDefaultRole', 'AliyunIMMBatchTriggerRole'];
const templates = [
  'Official:AllFunction',
  'Official:DefaultEmpty',
  'Official:DocumentManagement',
  'Official:ImageManagement',
  'Official:MediaManagement',
  'Official:VideoManagement',
];

const datasetLimits: Readonly<Record<string, { max: number; initial: number }>> = {
  DatasetMaxBindCount: { max: 10, initial: 10 },
  DatasetMaxEntityCount: { max: 1e18, initial: 10_000_000_000 },
  DatasetMaxFileCount: { max: 100_000_000, initial: 100_000_000 },
  DatasetMaxRelationCount: { max: 1e18, initial: 100_000_000_000 },
  DatasetMaxTotalFileSize: { max: 1e18, initial: 90_000_000_000_000_000 },
};

/** What a project or dataset has where nothing was chosen. */
export const initialDatasetSettings: Readonly<JsonObject> = Object.fromEntries(
  Object.entries(datasetLimits).map(([name, { initial }]) => [name, initial]),
);

export const initialProjectSettings: Readonly<JsonObject> = {
  ...initialDatasetSettings,
  Description: '',
  EngineConcurrency: 100,
  ProjectMaxDatasetCount: 1_000_000_000,
  ProjectQueriesPerSecond: 100,
  ServiceRole: 'AliyunIMMDefaultRole',
  Tags: [],
  TemplateId: '',
};

/** The settings that a request names, checked. Those that it doesn't name are absent. */
export function readDatasetSettings(params: ParamReader): JsonObject {
  const settings: JsonObject = {};
  for (const [name, { max }] of Object.entries(datasetLimits)) {
    settings[name] = params.optionalInteger(name, { min: 1, max });
  }
  settings.Description = params.optionalText('Description', { maxLength: 256 });
  settings.TemplateId = params.optionalText('TemplateId', { oneOf: templates });
  settings.WorkflowParameters = params.optionalObjects('WorkflowParameters')?.map((parameter) => ({
    Name: parameter.text('Name'),
    Value: parameter.optionalText('Value') ?? '',
    Description: parameter.optionalText('Description') ?? '',
  }));
  return withoutUndefined(settings);
}

export function readProjectSettings(params: ParamReader): JsonObject {
  const { WorkflowParameters, ...settings } = readDatasetSettings(params);
  const role = params.optionalText('ServiceRole', { pattern: /^[\w.@-]{1,64}$/ });
  if (role && !serviceRoles.includes(role)) fail('Forbidden.ServiceRole');

  return withoutUndefined({
    ...settings,
    ServiceRole: role || undefined,
    ProjectMaxDatasetCount: params.optionalInteger('ProjectMaxDatasetCount', { min: 1, max: 1_000_000_000 }),
    Tags: readTags(params),
  });
}

function readTags(params: ParamReader): JsonObject[] | undefined {
  const tags = params.optionalObjects('Tag');
  if (tags && tags.length > 20) fail('LimitExceededError.quota', { P: 'Tag', max: 20 });
  return tags?.map((tag) => ({
    TagKey: tag.text('Key', { maxLength: 128 }),
    TagValue: tag.optionalText('Value', { maxLength: 128 }) ?? '',
  }));
}

function withoutUndefined(settings: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
