// Runs the benches, each against its peers in one run.
//
//     npm run bench                      all of them
//     npm run bench -- parse --json      some; with --json one line for each case: {bench, case, value, unit, ratio}
//
// What isn't the name of a bench is passed on to them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('../bench', import.meta.url));
const names = readdirSync(bench).filter((name) => existsSync(`${bench}/${name}/${name}.mjs`));
const args = process.argv.slice(2);
const wanted = names.filter((name) => args.includes(name));
const options = args.filter((arg) => !names.includes(arg));
const isWord = (arg, index) => !arg.startsWith('-') && !options[index - 1]?.startsWith('--');
const unknown = options.filter(isWord);
if (unknown.length > 0) {
  console.error(`[imm-error-kit] No bench is named ${unknown.join(', ')}. The benches are ${names.join(', ')}.`);
  process.exit(2);
}

// The peers are no dependencies of the package, so they are installed only for those who measure. Their install scripts
// report to their makers, and do nothing for a bench.
if (!existsSync(`${bench}/node_modules`)) run('npm', ['ci', '--ignore-scripts', '--prefix', bench], 2);
for (const name of wanted.length > 0 ? wanted : names) {
  if (!options.includes('--json')) console.log(`\n--- ${name}`);
  run(process.execPath, [`${bench}/${name}/${name}.mjs`, ...options], 1);
}

/** `output` is where the command's own output goes: 1 is what a caller reads, 2 is not. */
function run(command, commandArgs, output) {
  const { status } = spawnSync(command, commandArgs, {
    stdio: ['ignore', output, 2],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) process.exitCode = 1;
}
