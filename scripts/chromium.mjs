import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env['PROGRAMFILES(X86)']}\\Google\\Chrome\\Application\\chrome.exe`,
];

/** The Chromium or Chrome to test with: the one named by CHROMIUM_PATH, else an installed one, else Playwright's. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return { path: named, from: 'CHROMIUM_PATH' };
  const installed = [...onPath(names), ...applications].find((path) => existsSync(path));
  if (installed) return { path: installed, from: 'installed' };
  const own = chromium.executablePath();
  return own && existsSync(own) ? { path: own, from: "Playwright's" } : undefined;
}

/**
 * How every browser test starts it. As root it can't have a sandbox, machines without a screen have no GPU, and the rest
 * keeps it from calling home.
 */
export function launchOptions() {
  const path = findChromium()?.path;
  return {
    ...(path && { executablePath: path }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

/**
 * Finds a Chromium, and installs one where there is none: Debian's as root on Debian, else Playwright's.
 * Quick where nothing is missing. Throws where it can't be installed.
 */
export function ensureChromium() {
  const debian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  const found = findChromium();
  // Without a font that has them, Chinese words are drawn as boxes of another size, and layout tests measure those.
  const missing = [...(found ? [] : ['chromium']), ...(debian && !hasChineseFont() ? ['fonts-noto-cjk'] : [])];
  if (missing.length === 0) return found;

  if (debian) installDebian(missing, Boolean(found));
  else run('npx', ['playwright', 'install', 'chromium']);

  const chosen = findChromium();
  if (!chosen) {
    throw new Error(
      '[imm-error-kit] No Chromium was found and none could be installed. The browser tests need one. Install Chromium or Chrome, or set CHROMIUM_PATH.',
    );
  }
  return chosen;
}

function onPath(commands) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

function hasChineseFont() {
  const { error, stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return !error && stdout.trim() !== '';
}

function installDebian(packages, optional) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    console.log(`Installing ${packages.join(' and ')} with apt-get.`);
    run('apt-get', ['update', '-qq'], env);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env);
  } catch (error) {
    if (!optional) throw error;
    console.warn(
      `[imm-error-kit] ${packages.join(' and ')} could not be installed. Chinese text may look wrong. Install it by hand.`,
    );
  }
}

function run(command, args, env = process.env) {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { path, from } = ensureChromium();
  console.log(`Chromium: ${path} (${from})`);
}
