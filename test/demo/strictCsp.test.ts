import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';

const outDir = fileURLToPath(new URL('../../node_modules/.cache/imm-error-kit/demo', import.meta.url));
// As strict as a policy can be: no inline style or script, no address but its own, and nobody may make trusted types.
const policy = "default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

let server: PreviewServer;
let browser: Browser;
let page: Page;
let violations: string[];

beforeAll(async () => {
  const config = {
    configFile: fileURLToPath(new URL('../../demo/vite.config.ts', import.meta.url)),
    mode: 'production',
    logLevel: 'silent',
    build: { outDir, emptyOutDir: true },
  } as const;
  await build(config);
  server = await preview({
    ...config,
    preview: { host: '127.0.0.1', port: 0, headers: { 'Content-Security-Policy': policy } },
  });
  browser = await chromium.launch(launchOptions());
  const context = await browser.newContext();
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
  violations = [];
  await page.exposeFunction('reportViolation', (text: string) => violations.push(text));
  await page.addInitScript(`addEventListener('securitypolicyviolation', (event) => {
    reportViolation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
  })`);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(hash: string): Promise<void> {
  const { port } = server.httpServer.address() as AddressInfo;
  // From another page: a change of the hash alone would load nothing.
  await page.goto('about:blank');
  await page.goto(`http://127.0.0.1:${port}/${hash}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

describe('the built demo under a strict policy', { timeout: 60_000 }, () => {
  it('runs without a violation while it loads, fails, counts, recovers and changes its language', async () => {
    await open('#/projects?panel=open');
    await page.getByRole('main').getByRole('button', { name: 'Create project' }).click();
    await page.getByText('Project name is missing').first().waitFor();

    await page.getByLabel('Failure').selectOption('Throttling.User');
    await page.getByRole('button', { name: 'Inject', exact: true }).click();
    await page.getByLabel('Project name').first().fill('films-2');
    await page.getByRole('main').getByRole('button', { name: 'Create project' }).click();
    await page.getByRole('timer').waitFor();
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByRole('timer').waitFor({ state: 'detached' });

    await page.getByLabel('Language').selectOption('ar');
    await page.locator('html[dir="rtl"]').waitFor();
    expect(violations).toEqual([]);
  });

  it.each([
    { hash: '#/projects?region=ap-southeast-5&panel=closed', shows: /under maintenance/ },
    { hash: '#/projects?role=in-debt&panel=closed', shows: 'The account has overdue payments' },
    { hash: '#/projects?region=mars-north-1&panel=closed', shows: /region/ },
    { hash: '#/overview?role=in-debt&panel=closed', shows: '4 parts of this page' },
  ])('shows the failures of $hash', async ({ hash, shows }) => {
    await open(hash);
    await page.getByRole('main').getByText(shows).first().waitFor();
    for (const details of await page.locator('summary').all()) await details.click();

    expect(violations).toEqual([]);
  });

  it('is watched: what the policy forbids is reported', async () => {
    await open('#/projects');
    const blocked = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<p style="color: red">inline</p>';
        return false;
      } catch {
        return true;
      }
    });

    expect(blocked).toBe(true);
    await expect.poll(() => violations.length).toBeGreaterThan(0);
  });
});
