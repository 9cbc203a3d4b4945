import { fail } from '../ImmFailure.js';
import type { FileRecord } from '../ImmStore.js';
import { newEventId } from '../identifiers.js';
import { namePattern, type ParamReader, uriPattern } from '../ParamReader.js';
import type { JsonObject } from '../types.js';
import { findDataset, type Operation, timeText } from './Operation.js';
import { findObject, laterFailure } from './objects.js';

const labelLimit = 100;
const batchLimit = 100;
const copiedFields = ['Title', 'Artist', 'Album', 'AlbumArtist', 'Composer', 'Performer', 'LatLong', 'ProduceTime'];

const indexFileMeta: Operation = {
  cu: 2,
  run(context) {
    const { params, now, random } = context;
    params.text('ProjectName', { pattern: namePattern });
    params.text('DatasetName', { pattern: namePattern });
    const file = params.object('File');
    const uri = file.text('URI', { pattern: uriPattern });
    const changes = readChanges(file);
    if (countLabels(changes) > labelLimit) {
      fail('InvalidArgument', undefined, { message: tooManyLabels });
    }
    params.optionalPayload('UserData', 2048);

    const dataset = findDataset(context);
    const max = Number(dataset.fields.DatasetMaxFileCount);
    if (!dataset.files.has(uri) && dataset.files.size >= max) fail('LimitExceededError.count', { R: 'file', max });

    const time = timeText(now);
    const before = dataset.files.get(uri);
    dataset.files.set(uri, {
      ...createFile(uri, { ProjectName: dataset.fields.ProjectName, DatasetName: dataset.name }),
      ...changes,
      CreateTime: before?.CreateTime ?? time,
      UpdateTime: time,
    });
    return { body: { EventId: newEventId(random) } };
  },
};

const getFileMeta: Operation = {
  run(context) {
    const uri = context.params.text('URI', { pattern: uriPattern });
    const fields = context.params.optionalList('WithFields')?.map(String) ?? [];
    const file = findDataset(context).files.get(uri) ?? fail('ResourceNotFound', { R: 'file' });
    return { body: { Files: [pickFields(file, fields)] } };
  },
};

const batchUpdateFileMeta: Operation = {
  cu: 2,
  run(context) {
    const { params, now } = context;
    const files = params.objects('Files');
    if (files.length > batchLimit) fail('LimitExceededError.quota', { P: 'Files', max: batchLimit });
    // All are read before any is changed: a call that is refused has changed nothing.
    const updates = files.map((file) => ({ uri: file.text('URI'), changes: readChanges(file) }));
    const dataset = findDataset(context);

    // One bad file doesn't stop the others, so its failure stands beside it in an answer that succeeds.
    const results = updates.map(({ uri, changes }) => {
      const before = dataset.files.get(uri);
      if (!before) return failedItem(uri, 'ResourceNotFound | The specified resource file is not found.');
      if (countLabels(changes) > labelLimit) return failedItem(uri, `InvalidArgument | ${tooManyLabels}`);
      dataset.files.set(uri, { ...before, ...changes, UpdateTime: timeText(now) });
      return { URI: uri, Success: true, Message: '' };
    });
    return { body: { Files: results } };
  },
};

export const fileOperations: Readonly<Record<string, Operation>> = {
  IndexFileMeta: indexFileMeta,
  GetFileMeta: getFileMeta,
  BatchUpdateFileMeta: batchUpdateFileMeta,
};

const tooManyLabels = `Index KV count exceeded, should be no more than ${labelLimit}.`;

function failedItem(uri: string, problem: string): JsonObject {
  return { URI: uri, Success: false, Message: `*error.OpError : ${problem}` };
}

/** A file as it stands in a dataset after indexing. */
export function createFile(uri: string, names: { ProjectName: unknown; DatasetName: unknown }): FileRecord {
  const { mediaType, contentType, size, filename } = findObject(uri);
  const failure = laterFailure(uri);
  return {
    ...names,
    URI: uri,
    Filename: filename,
    Size: size,
    MediaType: mediaType,
    ContentType: contentType,
    ObjectType: 'file',
    OSSObjectType: 'Normal',
    OSSStorageClass: 'Standard',
    ObjectStatus: failure ? 'Failed' : 'Indexed',
    ...(failure && { Reason: `[${failure.code}] ${failure.message}` }),
    CustomLabels: {},
    Labels: [],
  };
}

/** The fields that were asked for, or all of them. */
export function pickFields(file: FileRecord, fields: readonly string[]): JsonObject {
  if (fields.length === 0) return { ...file };
  return Object.fromEntries(Object.entries(file).filter(([name]) => name === 'URI' || fields.includes(name)));
}

function readChanges(file: ParamReader): JsonObject {
  const changes: JsonObject = {};
  for (const name of copiedFields) if (file.has(name)) changes[name] = file.optionalText(name, { maxLength: 1024 });
  if (file.has('CustomId')) changes.CustomId = file.optionalText('CustomId', { maxLength: 256 });
  const labels = file.optionalObject('CustomLabels');
  if (labels) changes.CustomLabels = labels.values;
  const mediaType = file.optionalText('MediaType', {
    oneOf: ['image', 'other', 'document', 'archive', 'video', 'audio'],
  });
  if (mediaType) changes.MediaType = mediaType;
  return changes;
}

function countLabels({ CustomLabels }: JsonObject): number {
  return typeof CustomLabels === 'object' && CustomLabels ? Object.keys(CustomLabels).length : 0;
}
