import { fail } from '../ImmFailure.js';
import { type DatasetRecord, etagOf, isRunning, type ProjectRecord, type RegionStore } from '../ImmStore.js';
import { namePattern, type ParamReader } from '../ParamReader.js';
import type { ImmSimulatorLimits, ImmSimulatorRole, JsonObject } from '../types.js';

/** All that an operation may read, and the store that it may change. */
export interface OperationContext {
  params: ParamReader;
  headers: Headers;
  store: RegionStore;
  role: ImmSimulatorRole;
  limits: ImmSimulatorLimits;
  now: number;
  random: () => number;
  /** How long a new task runs, in ms. */
  taskMs: number;
}

export interface OperationResult {
  body: JsonObject;
  /** Sent as a header, and expected back as `If-Match`. */
  etag?: string;
}

export interface Operation {
  run(context: OperationContext): OperationResult;
  /** Compute units that a call takes from its project. @default 0 */
  cu?: number;
}

/** A moment as IMM writes it. */
export function timeText(at: number): string {
  return new Date(at).toISOString();
}

export function findProject({ params, store }: OperationContext): ProjectRecord {
  const name = params.text('ProjectName', { pattern: namePattern });
  return store.projects.get(name) ?? fail('ResourceNotFound', { R: 'project' });
}

export function findDataset(context: OperationContext): DatasetRecord {
  // Both names are checked before either is looked up, as a gateway does.
  context.params.text('ProjectName', { pattern: namePattern });
  const name = context.params.text('DatasetName', { pattern: namePattern });
  return findProject(context).datasets.get(name) ?? fail('ResourceNotFound', { R: 'dataset' });
}

/** Refuses a change that was made on top of another version. */
export function checkPrecondition({ headers }: OperationContext, record: { version: number }): void {
  const wanted = headers.get('if-match');
  if (wanted && wanted !== '*' && wanted !== etagOf(record)) fail('PreconditionFailed');
}

/** Refuses to change what running tasks work on. */
export function checkIdle({ now }: OperationContext, project: ProjectRecord): void {
  if (![...project.tasks.values()].some((task) => isRunning(task, now))) return;
  fail('StatusConflict', undefined, { message: 'The project is in use by a running task. Please try again later.' });
}

interface PageRules {
  max: number;
  min?: number;
  keyOf: (item: JsonObject) => string;
}

/** One page of a sorted list, and the token for the next one. */
export function paginate(
  { params }: OperationContext,
  items: readonly JsonObject[],
  { max, min = 0, keyOf }: PageRules,
): { page: JsonObject[]; NextToken: string } {
  const size = Number(params.optionalText('MaxResults') || 0);
  if (!Number.isInteger(size) || size < (params.has('MaxResults') ? min : 0) || size > max)
    params.invalid('MaxResults');

  const after = decodeToken(params);
  const rest = after === undefined ? items : itemsAfter(items, after, keyOf);
  const page = rest.slice(0, size || Math.min(100, max));
  const last = page.at(-1);
  return { page, NextToken: last && page.length < rest.length ? encodeToken(keyOf(last)) : '' };
}

function itemsAfter(items: readonly JsonObject[], key: string, keyOf: PageRules['keyOf']): readonly JsonObject[] {
  const index = items.findIndex((item) => keyOf(item) === key);
  // The item may have been deleted since: to begin again at the first one would page for ever.
  return index === -1 ? items.filter((item) => keyOf(item) > key) : items.slice(index + 1);
}

function encodeToken(key: string): string {
  return btoa(encodeURIComponent(key));
}

function decodeToken(params: ParamReader): string | undefined {
  const token = params.optionalText('NextToken');
  if (!token) return undefined;
  try {
    return decodeURIComponent(atob(token));
  } catch {
    return params.invalid('NextToken');
  }
}
