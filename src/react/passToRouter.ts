import { attempt } from '../core/attempt.js';

/**
 * Throws on what a router has thrown for a boundary of its own, and does nothing for anything else.
 *
 * - Next.js: `redirect()`, `notFound()` and the like, by their `digest`. Other errors of a server have a hash there.
 * - TanStack Router: `notFound()`, a plain object. An app's own class of errors may have an `isNotFound`, too.
 */
export function passToRouter(thrown: unknown): void {
  if (attempt(() => isSignal(thrown))) throw thrown;
}

function isSignal(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false;
  if ('digest' in thrown) return typeof thrown.digest === 'string' && thrown.digest.startsWith('NEXT_');
  return 'isNotFound' in thrown && thrown.isNotFound === true && !(thrown instanceof Error);
}
