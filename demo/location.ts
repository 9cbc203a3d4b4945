import { useSyncExternalStore } from 'react';

/** The address behind the `#`: where in the console one is, and how the panel is set. */
export interface HashLocation {
  /** Decoded segments, such as `['projects', 'demo']`. */
  path: readonly string[];
  query: URLSearchParams;
}

/** Where one is now. Renders again when the address changes. */
export function useHashLocation(): HashLocation {
  return parse(useSyncExternalStore(subscribe, readHash));
}

/** Where one is now, outside of React. */
export function currentLocation(): HashLocation {
  return parse(readHash());
}

/** The address of a page. The settings of the panel go along. */
export function hrefTo(...path: string[]): string {
  return toHash(path, currentLocation().query);
}

/** Opens a page. */
export function openPage(...path: string[]): void {
  location.hash = hrefTo(...path);
}

/** Sets what stands behind the `?`, without a step in the browser's history. */
export function replaceQuery(query: URLSearchParams): void {
  location.replace(toHash(currentLocation().path, query));
}

function readHash(): string {
  return location.hash;
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

function parse(hash: string): HashLocation {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  return { path: path.split('/').filter(Boolean).map(decode), query: new URLSearchParams(query) };
}

// An address that someone typed may have a lone `%`.
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function toHash(path: readonly string[], query: URLSearchParams): string {
  const search = query.toString();
  return `#/${path.map(encodeURIComponent).join('/')}${search && `?${search}`}`;
}
