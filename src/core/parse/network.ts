import { isSuccessCode } from './isSuccessCode.js';

// What failed below HTTP, or before it, in the words of Node, undici, axios and the browsers: there is no code to go by.
const signs: readonly (readonly [sign: RegExp, code: string])[] = [
  [
    /ChunkLoadError|dynamically imported|module script failed|Unable to preload CSS|Loading (?:CSS )?chunk/i,
    'ChunkLoadError',
  ],
  // Held against the name, or what the text begins with: a bug may name what it should have handled.
  [/^(?:\w*: )?(?:\w*(?:AbortError|Cancell?edError)(?::|$)|cancelled$)/, 'AbortError'],
  // Alibaba Cloud's console fetcher writes its names the other way round.
  [/^(?:\w*: )?(?:\w*(?:TimeoutError|ErrorTimeout)(?::|$)|The request timed out\.$)/, 'TimeoutError'],
  // Safari says in a sentence what others put into an errno.
  [
    /INTERNET_DISCONNECTED|appears to be offline|: (?:A server with the specified hostname|Could not connect to the server)/i,
    'ERR_INTERNET_DISCONNECTED',
  ],
  [
    /^(?:\w*: )?\w*(?:NetworkError|ErrorNetwork)(?::|$)|NetworkError when attempting|network error occurred|: (?:Failed to fetch|Load failed|fetch failed|network error|Network request failed|(?:The )?network connection (?:was )?lost|socket hang up|terminated$|aborted$)/i,
    'NetworkError',
  ],
  [
    /(?:SyntaxError|FormatError).*(?:JSON|Unexpected|json)|reading 'RequestId'|^Error: The value is not a object/,
    'UnreadableAnswer',
  ],
];

/** The code under which the catalogue knows a failure that no service wrote. */
export function networkCode(name = '', message = ''): string | undefined {
  const text = `${name.slice(0, 100)}: ${message.slice(0, 500)}`;
  return signs.find(([sign]) => sign.test(text))?.[1];
}

/** Whether a code tells of what failed below HTTP. In an answer it is another's failure, behind whoever answered. */
export function isBelowHttp(code = ''): boolean {
  return /^E(?:RR_|AI_|ADDR|CONN|HOST|NET|NOTFOUND|PIPE|PROTO|SOCKET|TIMEDOUT)[A-Z_]*$|^(?:Abort|Timeout|Network|ChunkLoad)Error$/.test(
    code,
  );
}

/** An errno as the catalogue knows it. HTTP clients' and wrappers' own words are none: status and body say more. */
export function errnoOf(code: string): string | undefined {
  if (isSuccessCode(code) || /^-?\d+$/.test(code)) return undefined;
  if (!/^[A-Z_]+$/.test(code) || /^E[A-Z]+$|^EAI_AGAIN$/.test(code)) return code;
  if (/TIMEOUT$/.test(code)) return 'ETIMEDOUT';
  return /^(?:ERR_NETWORK|UND_ERR_SOCKET)$/.test(code) ? 'ECONNRESET' : undefined;
}
