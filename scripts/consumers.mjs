// Builds small apps on the packed package, as its users do, and uses them in a real Chromium.
//
//     npm run test:consumers                     all of test/consumers, each with what its package.json pins
//     npm run test:consumers -- next react-router
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { launchOptions } from './chromium.mjs';
import { packKit, plainEnvironment, unpackKit } from './packKit.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'test/consumers');

/** The names of all consumers. */
export const consumers = readdirSync(sources).filter((name) => existsSync(join(sources, name, 'package.json')));

/**
 * Builds one consumer on a tarball, serves it, and lets its `check.mjs` use it.
 *
 * With `borrow` nothing is installed: it finds everything but the package in the project's own node_modules.
 */
export async function runConsumer(name, tarball, { borrow = false } = {}) {
  const folder = borrow
    ? join(root, 'node_modules/.cache/imm-error-kit/consumers', name)
    : mkdtempSync(join(tmpdir(), `imm-consumer-${name}-`));
  try {
    prepare(name, folder);
    if (borrow) unpackKit(tarball, folder);
    else install(folder, tarball);
    run('npm', ['run', '--silent', 'build'], folder);
    await serveAndCheck(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepare(name, folder) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(sources, name), folder, { recursive: true });
  if (name === 'vite-react-19') writeExamples(folder);
}

/** Writes the files that the README shows, so that the app is what a reader types in. */
export function writeExamples(folder) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/^```tsx?\n(\/\/ (\S+)\n[\s\S]*?)^```$/gm)];
  for (const [, text, file] of examples) writeFileSync(join(folder, file), text);
}

function install(folder, tarball) {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.dependencies['imm-error-kit'] = `file:${tarball}`;
  writeFileSync(file, JSON.stringify(manifest));
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--no-package-lock'], folder);
}

async function serveAndCheck(folder) {
  const imm = start(process.execPath, [
    join(folder, 'node_modules/imm-error-kit/dist/cli.js'),
    'simulate',
    '--port',
    '0',
  ]);
  try {
    const immUrl = await imm.firstMatch(/http:\/\/127\.0\.0\.1:\d+/);
    const port = await freePort();
    const app = start('npm', ['run', '--silent', 'serve', '--', '--port', String(port)], {
      cwd: folder,
      env: { ...environment, IMM_URL: immUrl },
    });
    try {
      const url = `http://localhost:${port}/`;
      await untilServed(url, app);
      await useInBrowser(folder, url);
    } finally {
      app.end();
    }
  } finally {
    imm.end();
  }
}

async function useInBrowser(folder, url) {
  const { check } = await import(pathToFileURL(join(folder, 'check.mjs')).href);
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    // Generous: a machine that runs all of the tests has little left for this page.
    page.setDefaultTimeout(40_000);
    const complaints = watchComplaints(page);
    const expected = [];
    const { inject, requests } = await watchCalls(page);
    try {
      await check({ page, url, inject, requests, expectComplaint: (pattern) => expected.push(pattern) });
    } catch (error) {
      const seen = await page
        .locator('body')
        .ariaSnapshot()
        .catch(() => 'nothing');
      throw new Error(`${error.message}\n\nThe page, ${page.url()}:\n${seen}\n${complaints.join('\n')}`, {
        cause: error,
      });
    }
    const unexpected = complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
    if (unexpected.length > 0) throw new Error(`The console said something unexpected.\n${unexpected.join('\n')}`);
  } finally {
    await browser.close();
  }
}

/** What the page says on its console. The browser reports each failed answer itself, and React each caught error. */
function watchComplaints(page) {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const isExpected = /Failed to load resource|ImmError|digest/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isExpected) complaints.push(message.text());
  });
  return complaints;
}

/** Lets a check decide what the calls from the page are answered with, and count them. */
async function watchCalls(page) {
  const sent = [];
  let injected = '';
  await page.route(/\/imm\?/, (route, request) => {
    sent.push(request.url());
    const headers = { ...request.headers(), ...(injected && { 'x-imm-inject': injected }) };
    return route.continue({ headers });
  });
  return {
    inject: (text = '') => {
      injected = text;
    },
    requests: () => sent,
  };
}

// Nothing here may call home.
const environment = { ...plainEnvironment(), NEXT_TELEMETRY_DISABLED: '1', STORYBOOK_DISABLE_TELEMETRY: '1' };

function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed in ${cwd}.\n${stdout}\n${stderr}`);
}

/** Starts a server. `end` ends whatever it has started in turn, so it leads a group of its own. */
function start(command, args, options = {}) {
  const windows = process.platform === 'win32';
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
    shell: windows,
    ...options,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  return {
    output: () => output,
    hasEnded: () => child.exitCode !== null,
    async firstMatch(pattern) {
      for (let tries = 0; tries < 600 && child.exitCode === null; tries += 1) {
        const [found] = pattern.exec(output) ?? [];
        if (found) return found;
        await sleep(50);
      }
      throw new Error(`${command} ${args.join(' ')} didn't start.\n${output}`);
    },
    end() {
      if (windows) child.kill();
      else if (child.exitCode === null) process.kill(-child.pid);
    },
  };
}

async function untilServed(url, app) {
  for (let tries = 0; tries < 600 && !app.hasEnded(); tries += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error(`Nothing is served at ${url}.\n${app.output()}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function main(names) {
  const unknown = names.filter((name) => !consumers.includes(name));
  if (unknown.length > 0) {
    console.error(`[imm-error-kit] No consumer is named ${unknown.join(', ')}. There are ${consumers.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const tarball = packKit();
  let failed = 0;
  for (const name of names.length > 0 ? names : consumers) {
    const begun = performance.now();
    const error = await runConsumer(name, tarball).catch((reason) => reason);
    if (error) {
      failed += 1;
      console.error(error);
    }
    console.log(
      `${name.padEnd(18)}${error ? 'failed' : 'passed'}${((performance.now() - begun) / 1000).toFixed(1).padStart(8)} s`,
    );
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
