import type { JsonObject } from './types.js';

const maxDepth = 10;
const maxIndex = 1000;

/**
 * Folds flat names into arrays and objects: `Sources.1.URI` becomes `{ Sources: [{ URI }] }`.
 *
 * Objects have no prototype, so that a parameter named `__proto__` is a name like any other.
 */
export function unflatten(flat: Iterable<readonly [string, string]>): JsonObject {
  const root: JsonObject = Object.create(null);
  for (const [name, value] of flat) {
    const path = name.split('.');
    if (path.length > maxDepth) continue;
    let node = root;
    for (const part of path.slice(0, -1)) {
      const next = node[part];
      const child: JsonObject = isObject(next) ? next : Object.create(null);
      node[part] = child;
      node = child;
    }
    node[path.at(-1) ?? ''] = value;
  }
  return fold(root);
}

function fold(node: JsonObject): JsonObject {
  for (const [key, value] of Object.entries(node)) {
    if (isObject(value)) node[key] = asArray(value) ?? fold(value);
  }
  return node;
}

function asArray(node: JsonObject): unknown[] | undefined {
  const keys = Object.keys(node);
  if (!keys.every((key) => /^[1-9]\d*$/.test(key) && Number(key) <= maxIndex)) return undefined;

  const items: unknown[] = [];
  for (const [key, value] of Object.entries(node)) {
    items[Number(key) - 1] = isObject(value) ? (asArray(value) ?? fold(value)) : value;
  }
  return Array.from(items);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
