import type { FileRecord } from '../ImmStore.js';
import type { ParamReader } from '../ParamReader.js';
import type { JsonObject } from '../types.js';

const statistics: Readonly<Record<string, (values: readonly unknown[]) => number>> = {
  count: (values) => values.length,
  distinct: (values) => new Set(values).size,
  sum: (values) => total(values),
  average: (values) => (values.length ? total(values) / values.length : 0),
  min: (values) => (values.length ? Math.min(...values.map(Number)) : 0),
  max: (values) => (values.length ? Math.max(...values.map(Number)) : 0),
};

/** One answer of an aggregate query: a figure, or counts by value. */
export function aggregate(request: ParamReader, files: readonly FileRecord[]): JsonObject {
  const Field = request.text('Field');
  const Operation = request.text('Operation', { oneOf: [...Object.keys(statistics), 'group'] });
  const values = files.map((file) => file[Field]).filter((value) => value !== undefined);
  if (Operation === 'group') return { Field, Operation, Groups: groupsOf(values) };
  return { Field, Operation, Value: statistics[Operation]?.(values) ?? 0 };
}

function groupsOf(values: readonly unknown[]): JsonObject[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([Value, Count]) => ({ Value, Count }));
}

function total(values: readonly unknown[]): number {
  return values.reduce((sum: number, value) => sum + Number(value), 0);
}
