import { datasetOperations } from './datasets.js';
import { fileOperations } from './files.js';
import type { Operation } from './Operation.js';
import { projectOperations } from './projects.js';
import { queryOperations } from './simpleQuery.js';
import { taskOperations } from './tasks.js';

const operations = new Map<string, Operation>(
  [projectOperations, datasetOperations, fileOperations, queryOperations, taskOperations].flatMap(Object.entries),
);

/** The operation with this name; `undefined` if the simulator has none. */
export function findOperation(action: string): Operation | undefined {
  return operations.get(action);
}
