import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { checkExports } from './checkExports.mjs';
import { ensureChromium } from './chromium.mjs';

const report = 'node_modules/.cache/imm-error-kit/vitest.json';
// A publishing lint of the package as it is packed.
const attw = ['--pack', '.', '--profile', 'esm-only', '--no-definitely-typed'];

/**
 * What `npm test` does, in this order. `npm test -- lint types` does those alone.
 * Each gives how many checks passed and failed; a step that fails doesn't keep the next from running.
 */
const steps = {
  chromium: findBrowser,
  types: () => check('tsc', '--noEmit'),
  lint: () => check('biome', 'check', '.'),
  vitest: runVitest,
  build: () => check('npm', 'run', '--silent', 'build'),
  exports: async () => outcome(await checkExports()),
  publint: () => check('publint', 'run', '--strict'),
  attw: () => check('attw', ...attw),
  size: () => check('size-limit'),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  console.error(
    `[imm-error-kit] No step is named ${unknown.join(', ')}. The steps are ${Object.keys(steps).join(', ')}.`,
  );
  process.exit(2);
}

const results = [];
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length === 0 || wanted.includes(name)) results.push(await runStep(name, step));
}

console.log('\nStep        passed  failed   seconds');
for (const { name, passed, failed, seconds } of results) {
  console.log(`${name.padEnd(10)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.padStart(10)}`);
}
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
process.exitCode = total('failed') > 0 ? 1 : 0;
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);

async function runStep(name, step) {
  console.log(`\n--- ${name}`);
  const start = performance.now();
  const counts = await attempt(step);
  return { name, ...counts, seconds: ((performance.now() - start) / 1000).toFixed(1) };
}

async function attempt(step) {
  try {
    return await step();
  } catch (error) {
    console.error(error);
    return outcome(false);
  }
}

/** Not a check of the project, so it counts only where it fails. */
function findBrowser() {
  const { path, from } = ensureChromium();
  console.log(`Chromium: ${path} (${from})`);
  return { passed: 0, failed: 0 };
}

function check(command, ...args) {
  return outcome(run(command, args) === 0);
}

function outcome(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

function runVitest() {
  mkdirSync('node_modules/.cache/imm-error-kit', { recursive: true });
  rmSync(report, { force: true });
  const status = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that can't be loaded has no tests to fail, and an error outside a test fails none.
  const broken = testResults.filter((file) => file.status === 'failed' && !hasFailedTest(file)).length;
  const failed = numFailedTests + broken;
  return { passed, failed: failed === 0 && status !== 0 ? 1 : failed };
}

function hasFailedTest(file) {
  return file.assertionResults.some((test) => test.status === 'failed');
}

/** Runs a command of this package's own `node_modules/.bin`, which `npm test` puts on the path. */
function run(command, args) {
  const env = { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' };
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  return status;
}
