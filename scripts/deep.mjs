// What takes too long for every `npm test`: the properties of parsing and describing, with a million values in all; four
// tabs at one gate for 10 minutes of virtual time, from many seeds; every story in every theme and direction, in real
// forced colours too; and ten thousand banners that come and go.
//
//     npm run test:deep [-- --runs 100000] [--minutes 8] [--workers 1] [--soaks 20]
//                       [--only values|soaks|stories|endurance]
//
// Mutation testing is apart, because it takes an hour: npm run test:mutation.
import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: 'Infinity' },
    workers: { type: 'string', default: String(availableParallelism()) },
    soaks: { type: 'string', default: '20' },
    only: { type: 'string' },
  },
});
// Small enough that a failure shows early and no process grows old, large enough that starting one costs little.
const shardSize = 50_000;
const total = Number(values.runs);
const start = performance.now();
const deadline = start + Number(values.minutes) * 60_000;
let planned = 0;
let passed = 0;
let hasFailed = false;

// In the order in which they run.
const parts = {
  values: fuzzValues,
  soaks: soakTabs,
  stories: () => runInBrowser({ IMM_ALL_THEMES: '1' }, '--project', 'storybook-*'),
  endurance: () => runInBrowser({ VITE_IMM_ROUNDS: '100' }, '--project', 'browser', 'test/browser/endurance.test.tsx'),
};
if (values.only !== undefined && !Object.hasOwn(parts, values.only)) {
  // Without this, a slip of the pen would run nothing and end as if all had passed.
  console.error(`[imm-error-kit] No part is named ${values.only}. The parts are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
for (const [name, run] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) await run();
}

async function fuzzValues() {
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
  console.log(
    `\n${passed} of ${total} values in ${secondsSinceStart()} s${hasFailed ? ', and a failure: see above' : ''}`,
  );
  process.exitCode = hasFailed || (passed < total && values.minutes === 'Infinity') ? 1 : 0;
}

async function soakTabs() {
  const status = await runTests('test/core/retry/soak.test.ts', { IMM_SOAK_ROUNDS: values.soaks });
  console.log(`${values.soaks} soaks${status === 0 ? '' : ', and a failure: see above'}, ${secondsSinceStart()} s`);
  if (status !== 0) process.exitCode = 1;
}

function runInBrowser(env, ...args) {
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env, STORYBOOK_DISABLE_TELEMETRY: '1' },
  });
  if (status !== 0) process.exitCode = 1;
}

async function work() {
  while (planned < total && !hasFailed && performance.now() < deadline) {
    const runs = Math.min(shardSize, total - planned);
    planned += runs;
    // Each shard is a process with a seed of its own, which fast-check names where a property fails.
    const status = await runTests('test/core/parse/properties.test.ts', { IMM_FUZZ_RUNS: String(runs) });
    if (status !== 0) hasFailed = true;
    else passed += runs;
    console.log(`${passed} of ${total} values, ${secondsSinceStart()} s`);
  }
}

function runTests(file, variables) {
  const args = ['run', '--project', 'core', '--reporter', 'dot', file];
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...variables, STORYBOOK_DISABLE_TELEMETRY: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('close', (status) => {
      if (status !== 0) console.error(output);
      resolve(status);
    });
  });
}

function secondsSinceStart() {
  return Math.round((performance.now() - start) / 1000);
}
