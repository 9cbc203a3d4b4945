import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const bin = (name) => `node_modules/${name}`;
const demoPort = await freePort(5173);
const storybookPort = await freePort(6006);
const demoUrl = `http://localhost:${demoPort}/`;
const storybookUrl = `http://localhost:${storybookPort}/`;
let ending = false;

const servers = [
  serve('The demo', [
    bin('vite/bin/vite.js'),
    'demo',
    '--config',
    'demo/vite.config.ts',
    '--port',
    String(demoPort),
    '--strictPort',
    '--logLevel',
    'warn',
  ]),
  serve('Storybook', [
    bin('storybook/dist/bin/dispatcher.js'),
    'dev',
    '--port',
    String(storybookPort),
    '--exact-port',
    '--ci',
    '--no-version-updates',
    '--loglevel',
    'warn',
  ]),
];

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));

console.log('Starting the demo and Storybook. The first start takes a little longer.');
await Promise.all([announce('Demo', demoUrl), announce('Storybook', storybookUrl)]);
if (!ending) console.log('\nBoth are running. Press Ctrl+C to end them.');

function serve(name, args) {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, VITE_STORYBOOK_URL: storybookUrl, STORYBOOK_DISABLE_TELEMETRY: '1' },
  });
  child.on('exit', (code, signal) => {
    if (ending) return;
    console.error(
      `\n[imm-error-kit] ${name} has stopped by itself (${signal ?? `exit code ${code}`}). What it said last is above. Mend that and run npm start again.`,
    );
    end(1);
  });
  return child;
}

function end(code) {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  for (const server of servers) server.kill();
}

async function announce(name, url) {
  if (!(await answers(url))) return;
  console.log(`\n  ${name.padEnd(10)} ${url}`);
  if (url === demoUrl && canShowBrowser()) openBrowser(url);
}

async function answers(url) {
  while (!ending) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(200);
  }
  return false;
}

function canShowBrowser() {
  if (process.env.CI || process.argv.includes('--no-open')) return false;
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function openBrowser(url) {
  const commands = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] };
  const [command, ...args] = commands[process.platform] ?? ['xdg-open', url];
  // The address is on screen already, so a desktop without an opener loses nothing.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/** The first port from `start` on that nobody listens at. */
async function freePort(start) {
  for (let port = start; port < start + 50; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(
    `[imm-error-kit] Ports ${start} to ${start + 49} are all taken, so nothing can be served. Free one of them.`,
  );
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
