// Browsers throw one TypeError for whatever went wrong below HTTP; only its text tells it from a bug.
// Chromium, Firefox, Safari, Node, React Native and polyfills, in this order.
const lost =
  /^(?:Failed to fetch|network error|NetworkError when|Load failed|The network connection was lost|fetch failed|Network request failed|socket hang up)/i;
const offline = /ERR_INTERNET_DISCONNECTED|appears to be offline/i;
const stale = /dynamically imported module|Importing a module script failed|Unable to preload CSS|Loading (?:CSS )?chunk/i;
const unreadable = /JSON|^Unexpected (?:end|token|')|reading 'RequestId'|^The value is not a object/;

/** The name under which the catalogue knows a failure that no service wrote. */
export function networkCode(name: string, message: string): string | undefined {
  if (stale.test(message)) return 'ChunkLoadError';
  if (offline.test(message)) return 'Offline';
  if (lost.test(message)) return 'ConnectionLost';
  if (/^Cancell?edError$/.test(name) || message === 'CancelledError') return 'AbortError';
  if (/^(?:AbortError|(?:Request)?TimeoutError|NetworkError|ChunkLoadError)$/.test(name)) return name;
  if (/^(?:Syntax|Type)?Error$/.test(name) && unreadable.test(message)) return 'UnreadableAnswer';
  return undefined;
}

/** The errno of Node, undici or axios as the catalogue spells it; empty where it says nothing. */
export function errnoOf(code: string, message: string): string {
  if (code === 'ERR_CANCELED') return 'AbortError';
  if (code === 'ERR_NETWORK' || code === 'UND_ERR_SOCKET') return 'ConnectionLost';
  if (/^UND_ERR_\w*TIMEOUT$/.test(code) || (code === 'ECONNABORTED' && /timeout/i.test(message))) return 'ETIMEDOUT';
  // `ERR_BAD_REQUEST`, tRPC's and GraphQL's words: the status and the body say more.
  return /^[A-Z]{2,}(?:_[A-Z]+)*$/.test(code) && !/^(?:E[A-Z]{4,}|EAI_AGAIN)$/.test(code) ? '' : code;
}
