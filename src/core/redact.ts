/** Stands in for a secret. No pattern below matches it, so redacting twice changes nothing. */
const MASK = '***';

// May stand between a name and what joins it to its value: its own quotes, and spaces, URL encoded, too.
const GAP = String.raw`(?:[\s\\"'+]|%(?:25)*2[02])*`;
// What joins a name to its value: `=`, `:`, `,` in a pair, URL encoding of it, `\u003d`, as Go and Java write `=`, and
// the `"value":` of a header that is an object; or nothing but a quote that opens.
const JOIN = String.raw`${GAP}(?:[:：,]|=>?|%(?:25)*(?:3[ad]|2c)|u003[ad]|is\s*(?::|(?=["'[])))(?:${GAP}value${GAP}(?::|%(?:25)*3a))?(?:[\s+]|%(?:25)*2[02])*|\s*(?=["'[]+[\w/+]{2})`;

// A list or an object to its end, or a text in quotes to the same quote with the same backslashes before it.
const BOXED = String.raw`([[{])(?:(\\*")(?:(?!\5)(?:\\+[^]|[^\\]))*\5?|\\+|[^\]}\\])+|(\\*(?:(?:""|'')(?=[\w/+])|["']))(?:(?!\6)(?:\\+[^]|[^\\]))+`;

type Rule = readonly [pattern: RegExp, replacement: string];

// What is in no box ends as `bare` does.
function field(name: string, bare: string): Rule {
  return [
    new RegExp(
      String.raw`(${name})(?:(?<=<[^<>]{0,99})(["'\s]*>\s*(?:<!\[CDATA\[\s*)?)[^<\s][^<]*|(${JOIN})(?:${bare}|${BOXED}))`,
      'gi',
    ),
    `$1$2$3$4$6${MASK}`,
  ];
}

// No pattern can match the same text in two ways, so that no text makes it backtrack for long.
const rules: readonly Rule[] = [
  [/(?:LTAI|\b(?:STS|TMP|eyJ[\w-]{1,512})\.)[\w.-]{6,}/g, MASK],
  [/(:\/\/)[^\s/@"'<>]{1,512}@/g, `$1${MASK}@`],
  [/\b((?:bearer|basic|acs|oss)\s{1,4})[\w.~+/:=-]{16,}/gi, `$1${MASK}`],
  // What was signed holds spaces and line ends, and ends at no bracket that it may hold.
  field('string[ _-]?to[ _-]?sign(?:bytes)?', String.raw`(?!\[\s*["'*])[^"<\\][^"<]*`),
  // A header's quotes are its own: it ends with its line and those that go on with it, not with a header below it.
  field(
    '(?:authorization|cookie(?:s(?!,))?)(?:\\[\\w*\\])?',
    String.raw`(?!null[,}])[^\s"'\\[{].*(?:\r?\n(?![ \t]+[\w-]+:\s)[ \t].*)*`,
  ),
  // PHP and Java write `\/` for each slash of a token.
  field(
    '(?:(?:access|api)[ _-]?key|secret|token|signature|credential|password|passwd|pwd)(?:[ _-]?(?:id|provided|key|secret))?',
    String.raw`(?![[{])(?:(?!%(?:25)*2[26])[^\s"'<>&,;)\]}\\]|\\{1,4}(?:/|u00(?!2[26]|3[ce])[\da-f]{2}))+`,
  ),
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
