// Walks the way of somebody who has found the package and knows its README alone, and says how long it took: pack, an
// empty Vite app, install, the README's files as they are, and the first correct message in a real Chromium.
//
//     node scripts/strangerPath.mjs
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { chromium } from 'playwright';
import { launchOptions } from './chromium.mjs';
import { writeExamples } from './consumers.mjs';
import { packKit, plainEnvironment } from './packKit.mjs';

const folder = mkdtempSync(join(tmpdir(), 'imm-stranger-'));
const app = join(folder, 'my-console');
const isWindows = process.platform === 'win32';
const begun = performance.now();
let server;

try {
  const tarball = await timed('npm pack, the build with it', packKit);
  await timed('an empty Vite app', () => {
    npm(folder, 'create', '--yes', 'vite@latest', 'my-console', '--', '--template', 'react-ts', '--no-interactive');
    npm(app, 'install', '--no-audit', '--no-fund');
  });
  await timed('npm install of the tarball and TanStack Query', () => {
    npm(app, 'install', '--no-audit', '--no-fund', tarball, '@tanstack/react-query');
  });
  await timed("the README's files", () => writeExamples(app));
  await timed('the type check and build of the template', () => npm(app, 'run', 'build'));
  await timed('npm run dev, and the first correct message', firstMessage);
  console.log(`${seconds(begun)} s  in all`);
} finally {
  if (server) end(server);
  rmSync(folder, { recursive: true, force: true });
}

async function firstMessage() {
  server = spawn('npm', ['run', 'dev', '--', '--port', '0'], {
    cwd: app,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: !isWindows,
    shell: isWindows,
  });
  const url = await addressIn(server.stdout);
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByText('travel-photos').waitFor();
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('group', { name: /^错误：\s*“项目名称”不能为空$/ }).waitFor();
    await page.getByText('您的请求未产生任何更改').waitFor();
  } finally {
    await browser.close();
  }
}

function addressIn(stream) {
  return new Promise((resolve, reject) => {
    let output = '';
    stream.on('data', (text) => {
      output += text;
      // Vite writes the port in bold.
      const [, url] = /(http:\/\/localhost:\d+\/)/.exec(stripVTControlCharacters(output)) ?? [];
      if (url) resolve(url);
    });
    stream.on('close', () => reject(new Error(`The dev server didn't start.\n${output}`)));
  });
}

async function timed(name, step) {
  const start = performance.now();
  const result = await step();
  console.log(`${seconds(start)} s  ${name}`);
  return result;
}

function seconds(start) {
  return ((performance.now() - start) / 1000).toFixed(1).padStart(6);
}

function npm(cwd, ...args) {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd,
    env: plainEnvironment(),
    encoding: 'utf8',
    shell: isWindows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed.\n${stdout}\n${stderr}`);
}

function end(child) {
  if (isWindows) child.kill();
  else process.kill(-child.pid);
}
