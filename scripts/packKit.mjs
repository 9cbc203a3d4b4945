import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/imm-error-kit/packed');

/** Packs the package as npm would publish it, built anew by `prepack`. Gives the path of the tarball. */
export function packKit() {
  mkdirSync(cache, { recursive: true });
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--foreground-scripts=false', '--pack-destination', cache]));
  return join(cache, filename);
}

/** Puts what is in a tarball where an app in `folder` finds it, without npm and the network. */
export function unpackKit(tarball, folder) {
  const target = join(folder, 'node_modules/imm-error-kit');
  const unpacked = mkdtempSync(join(tmpdir(), 'imm-error-kit-'));
  try {
    execFileSync('tar', ['-xzf', tarball, '-C', unpacked]);
    rmSync(target, { recursive: true, force: true });
    cpSync(join(unpacked, 'package'), target, { recursive: true });
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
  return target;
}

/** The environment without what a test runner has put into it: a build by its `NODE_ENV` isn't the one that is published. */
export function plainEnvironment() {
  const { NODE_ENV, ...environment } = process.env;
  return environment;
}

function npm(args) {
  return execFileSync('npm', args, {
    cwd: root,
    env: plainEnvironment(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
