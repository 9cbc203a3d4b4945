// Writes the examples of README.md and docs/*.md between their markers, from files that are type-checked and run:
//
//     <!-- example:testing/examples/form.test.tsx --> … <!-- /example -->      a file below `test`
//
//     node scripts/docExamples.mjs            writes them
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markedFiles } from './propTables.mjs';

const tests = fileURLToPath(new URL('../test', import.meta.url));

/** A text with the examples between its markers written anew. */
export function withExamples(text) {
  return text.replace(/(<!-- example:(\S+) -->\n)[\s\S]*?(<!-- \/example -->)/g, (_, start, file, end) => {
    const path = join(tests, file);
    if (!existsSync(path)) {
      throw new Error(`[imm-error-kit] There is no test/${file}, so the example can't be shown. Mend the marker.`);
    }
    return `${start}\n\`\`\`${extname(file).slice(1)}\n${readFileSync(path, 'utf8')}\`\`\`\n\n${end}`;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of markedFiles()) writeFileSync(file, withExamples(readFileSync(file, 'utf8')));
}
