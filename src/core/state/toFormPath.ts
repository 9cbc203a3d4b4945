/**
 * The path of a form field for a parameter's name: `Sources.1.URI` becomes `sources[0].uri`.
 *
 * IMM counts from 1 and writes PascalCase; forms count from 0 and write camelCase.
 */
export function toFormPath(parameter: string): string {
  let path = '';
  for (const segment of parameter.split('.')) {
    if (/^[1-9]\d*$/.test(segment)) path += `[${Number(segment) - 1}]`;
    else path += (path && '.') + toCamelCase(segment);
  }
  return path;
}

// `URI` → `uri`, `OSSUri` → `ossUri`, `ProjectName` → `projectName`: a run of capitals is one word, but for its last
// letter where a small letter follows.
function toCamelCase(name: string): string {
  return name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (run) => run.toLowerCase());
}
