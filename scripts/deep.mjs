// What takes too long for every `npm test`: the properties of parsing and describing, with a million values in all;
// every story in every theme and direction, in real forced colours too; and ten thousand banners that come and go.
//
//     npm run test:deep [-- --runs 100000] [--minutes 8] [--workers 1] [--only values|stories|endurance]
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

if (values.only === undefined || values.only === 'values') {
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
  console.log(
    `\n${passed} of ${total} values in ${secondsSinceStart()} s${hasFailed ? ', and a failure: see above' : ''}`,
  );
  process.exitCode = hasFailed || (passed < total && values.minutes === 'Infinity') ? 1 : 0;
}
if (values.only === undefined || values.only === 'stories') {
  runInBrowser({ IMM_ALL_THEMES: '1' }, '--project', 'storybook-*');
}
if (values.only === undefined || values.only === 'endurance') {
  runInBrowser({ VITE_IMM_ROUNDS: '100' }, '--project', 'browser', 'test/browser/endurance.test.tsx');
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
    const status = await runShard(runs);
    if (status !== 0) hasFailed = true;
    else passed += runs;
    console.log(`${passed} of ${total} values, ${secondsSinceStart()} s`);
  }
}

/** Each shard is a process with a seed of its own, which fast-check names where a property fails. */
function runShard(runs) {
  const args = ['run', '--project', 'core', '--reporter', 'dot', 'test/core/parse/properties.test.ts'];
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, IMM_FUZZ_RUNS: String(runs), STORYBOOK_DISABLE_TELEMETRY: '1' },
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
