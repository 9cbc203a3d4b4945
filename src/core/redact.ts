/** Stands in for a secret. No pattern below matches it, so redacting twice changes nothing. */
const MASK = '***';

// What joins a name to its value: `=`, `:`, a tag's `>`, the same in quotes, JSON in JSON, URL encoding of it all, and
// `\u003d`, as Go and Java write `=`.
const JOIN = String.raw`(?:[\\"']{0,4}\s{0,4}(?:=>?|[:：,>]|%(?:25)*3[ad]|u003[ad]|is\s{0,4}[:[])[\s\\"'[]{0,6}|(?:%(?:25)*22)+(?:%(?:25)*(?:3a|2c))(?:%(?:25)*(?:22|20))*|\s{0,2}['"[]+)`;

type Rule = readonly [pattern: RegExp, replacement: string];

// Every pattern starts at a literal and repeats one class at a time, so that no text makes it backtrack for long.
const rules: readonly Rule[] = [
  [/(?:LTAI|\b(?:STS|TMP|eyJ[\w-]{1,512})\.)[\w.-]{6,}/g, MASK],
  [/(:\/\/)[^\s/@"'<>]{1,512}@/g, `$1${MASK}@`],
  [/\b((?:bearer|basic|acs|oss)\s{1,4})[\w.~+/:=-]{16,}/gi, `$1${MASK}`],
  // Credential scopes and signed requests hold spaces and line ends: these three take all up to a quote or a tag.
  [new RegExp(`(string[ _-]?to[ _-]?sign(?:bytes)?${JOIN})[^"<]+`, 'gi'), `$1${MASK}`],
  [new RegExp(`((?:authorization|cookie)${JOIN})[^"'<\\r\\n]+`, 'gi'), `$1${MASK}`],
  // PHP and Java write `\/` for each slash of a token.
  [
    new RegExp(
      `((?:access[ _-]?key|secret|token|signature|credential|password|passwd|pwd|api[ _-]?key)(?:[ _-]?(?:id|key|secret|provided))?${JOIN})(?:(?!%(?:25)*2[26])[^\\s"'<>&,;)\\]}\\\\]|\\\\{1,4}(?:/|u00(?!2[26]|3[ce])[\\da-f]{2}))+`,
      'gi',
    ),
    `$1${MASK}`,
  ],
];

/**
 * A text without secrets: AccessKeys, security tokens, signatures, `StringToSign`, authorization headers, cookies,
 * signed addresses and long opaque tokens become `***`.
 *
 * Request ids, ARNs and codes stay. Redacting a text twice changes nothing more.
 */
export function redact(text: string): string {
  let clean = text;
  for (const [pattern, replacement] of rules) clean = clean.replace(pattern, replacement);
  return clean.replace(/[\w+/=-]{28,}/g, (word) => (isOpaque(word) ? MASK : word));
}

// Letters of both cases and digits in one long run: a token, not a name, a path or a request id.
function isOpaque(word: string): boolean {
  return word
    .split(/[^A-Za-z0-9]/)
    .some((run) => run.length >= 24 && /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run));
}
