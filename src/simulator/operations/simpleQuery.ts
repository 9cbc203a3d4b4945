import { fail } from '../ImmFailure.js';
import type { FileRecord } from '../ImmStore.js';
import { namePattern, type ParamReader } from '../ParamReader.js';
import type { JsonObject } from '../types.js';
import { aggregate } from './aggregate.js';
import { pickFields } from './files.js';
import { findDataset, type Operation, paginate } from './Operation.js';

type Predicate = (file: FileRecord) => boolean;

const simpleQuery: Operation = {
  cu: 1,
  run(context) {
    const { params } = context;
    params.text('ProjectName', { pattern: namePattern });
    params.text('DatasetName', { pattern: namePattern });
    const query = params.optionalObject('Query');
    const matches: Predicate = query ? predicateOf(query) : () => true;
    const sort = readSort(params);
    const aggregations = params.optionalObjects('Aggregations') ?? [];
    const fields = params.optionalList('WithFields')?.map(String) ?? [];

    const files = [...findDataset(context).files.values()].filter(matches);
    const TotalHits = params.flag('WithoutTotalHits') ? undefined : files.length;
    if (aggregations.length > 0) {
      return { body: { Aggregations: aggregations.map((item) => aggregate(item, files)), NextToken: '', TotalHits } };
    }

    const { page, NextToken } = paginate(context, files.sort(sort), { max: 100, keyOf: (item) => String(item.URI) });
    // Safe: these are the records that went in.
    return { body: { Files: page.map((file) => pickFields(file as FileRecord, fields)), NextToken, TotalHits } };
  },
};

export const queryOperations: Readonly<Record<string, Operation>> = { SimpleQuery: simpleQuery };

const comparisons: Readonly<Record<string, (field: unknown, value: string) => boolean>> = {
  eq: (field, value) => String(field ?? '') === value,
  lt: (field, value) => compare(field, value) < 0,
  lte: (field, value) => compare(field, value) <= 0,
  gt: (field, value) => compare(field, value) > 0,
  gte: (field, value) => compare(field, value) >= 0,
  prefix: (field, value) => String(field ?? '').startsWith(value),
  'match-phrase': (field, value) =>
    JSON.stringify(field ?? '')
      .toLowerCase()
      .includes(value.toLowerCase()),
  exist: (field) => field !== undefined && field !== '',
};

function predicateOf(query: ParamReader): Predicate {
  const operation = query.text('Operation').toLowerCase();
  switch (operation) {
    case 'and':
    case 'nested': {
      const parts = query.objects('SubQueries').map(predicateOf);
      return (file) => parts.every((part) => part(file));
    }
    case 'or': {
      const parts = query.objects('SubQueries').map(predicateOf);
      return (file) => parts.some((part) => part(file));
    }
    case 'not': {
      const parts = query.objects('SubQueries').map(predicateOf);
      return (file) => !parts.some((part) => part(file));
    }
    default:
      return comparisonOf(query, operation);
  }
}

function comparisonOf(query: ParamReader, operation: string): Predicate {
  const holds = Object.hasOwn(comparisons, operation) ? comparisons[operation] : undefined;
  if (!holds) return query.invalid('Operation');
  const path = query.text('Field').split('.');
  const value = operation === 'exist' ? '' : query.text('Value');
  return (file) => holds(valueAt(file, path), value);
}

function valueAt(file: JsonObject, path: readonly string[]): unknown {
  let value: unknown = file;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

function compare(field: unknown, value: string): number {
  const [left, right] = [Number(field), Number(value)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return String(field ?? '').localeCompare(value, 'en');
}

function readSort(params: ParamReader): (a: FileRecord, b: FileRecord) => number {
  const fields = (params.optionalText('Sort') || 'URI').split(',');
  if (fields.length > 5) fail('LimitExceededError.quota', { P: 'Sort', max: 5 });
  const orders = (params.optionalText('Order', { pattern: /^(asc|desc)(,(asc|desc))*$/ }) || '').split(',');
  if (orders.length > fields.length) params.invalid('Order');

  return (a, b) => {
    for (const [index, field] of fields.entries()) {
      const order = compare(a[field], String(b[field] ?? ''));
      if (order !== 0) return orders[index] === 'desc' ? -order : order;
    }
    return 0;
  };
}
