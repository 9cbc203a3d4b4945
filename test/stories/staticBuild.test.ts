import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'node_modules/.cache/imm-error-kit/storybook');
// Any path will do: nothing in the build may know it.
const path = '/some/sub/path/';

interface IndexEntry {
  id: string;
  type: 'docs' | 'story';
}

let server: Server;
let browser: Browser;
let context: BrowserContext;
let base: string;
let entries: IndexEntry[];
/** What was asked of anybody but the static server, and what it didn't have. */
let strays: string[];

beforeAll(async () => {
  await build();
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const file = pathname.startsWith(path) && join(folder, pathname.slice(path.length) || 'index.html');
    const body = file && (await readFile(file).catch(() => undefined));
    response.writeHead(body ? 200 : 404, { 'content-type': types[extname(file || '')] ?? 'application/octet-stream' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const { args, ...options } = launchOptions();
  // No name but this machine's own can be found.
  const offline = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';
  browser = await chromium.launch({ ...options, args: [...(args ?? []), offline] });
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  strays = [];
  context.on('request', (request) => {
    if (!isOwn(request.url())) strays.push(request.url());
  });
  context.on('response', (response) => {
    // The simulator's failures are what the console is there to show.
    const isMissing = response.status() === 404 && !response.fromServiceWorker() && isOwn(response.url());
    if (isMissing && !isIcon(response.url())) strays.push(`missing: ${response.url()}`);
  });
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
    entries: Record<string, IndexEntry>;
  };
  entries = Object.values(index.entries);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

function isOwn(url: string): boolean {
  return url.startsWith(base) || isIcon(url) || /^(data|blob):/.test(url);
}

// The browser asks for it by itself, for a page that names none, and always at the root.
function isIcon(url: string): boolean {
  return url === new URL('/favicon.ico', base).href;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

async function build(): Promise<void> {
  const args = ['node_modules/storybook/dist/bin/dispatcher.js', 'build', '-o', folder, '--quiet'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', STORYBOOK_DISABLE_TELEMETRY: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (status !== 0) throw new Error(`Storybook could not be built.\n${output}`);
}

/** Opens a story or a page of documentation, as Storybook's frame does, and gives the text on it. */
async function textOf({ id, type }: IndexEntry): Promise<string> {
  const page = await context.newPage();
  await page.goto(`${base}iframe.html?viewMode=${type}&id=${id}`);
  await page.waitForSelector('body.sb-show-main', { timeout: 60_000 });
  const content = page.locator(type === 'docs' ? '#storybook-docs' : '#storybook-root');
  await content.getByText(/\w/).first().waitFor({ timeout: 60_000 });
  const text = await content.innerText();
  await page.close();
  return text;
}

describe('the static Storybook, below a path and without network', () => {
  it('opens with its list of stories and the page that it starts with', { timeout: 120_000 }, async () => {
    const page = await context.newPage();
    await page.goto(base);
    await page.getByRole('link', { name: 'Quick start' }).click({ timeout: 60_000 });
    const frame = page.frameLocator('#storybook-preview-iframe');
    await frame.getByRole('heading', { name: 'Quick start' }).waitFor({ timeout: 60_000 });

    expect(new URL(page.url()).pathname).toBe(path);
    expect(strays).toEqual([]);
    await page.close();
  });

  it('shows every page of documentation', { timeout: 300_000 }, async () => {
    const docs = entries.filter(({ type }) => type === 'docs');
    expect(docs.length).toBeGreaterThan(8);
    for (const entry of docs)
      expect.soft(await textOf(entry), entry.id).not.toMatch(/Couldn't find story|not available/);

    expect(strays).toEqual([]);
  });

  it('shows a console that talks to its simulator', { timeout: 120_000 }, async () => {
    const console = entries.find(({ id }) => id === 'start-console--default');
    const page = await context.newPage();
    await page.goto(`${base}iframe.html?id=${console?.id}`);
    await page.getByRole('group', { name: /You need more permission/ }).waitFor({ timeout: 60_000 });

    expect(strays).toEqual([]);
    await page.close();
  });
});
