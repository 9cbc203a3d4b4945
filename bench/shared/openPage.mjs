import { chromium } from 'playwright';
import { launchOptions } from '../../scripts/chromium.mjs';

const address = 'https://bench.test/';

/** A page of the real Chromium with a script in it, on an origin of its own, so that storage and channels work. */
export async function openPage({ js, css = [] }) {
  const options = launchOptions();
  const browser = await chromium.launch({ ...options, args: [...options.args, '--js-flags=--expose-gc'] });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: '<!doctype html><html lang="en"><body></body></html>',
    }),
  );
  await page.goto(address);
  for (const content of css) await page.addStyleTag({ content });
  // A module runs when it is ready, not when it is in the page: it says itself when it has run.
  for (const content of js) {
    await page.addScriptTag({ type: 'module', content: `${content}\n;globalThis.hasRun = true;` });
    await page.waitForFunction(() => globalThis.hasRun);
  }
  return { page, close: () => browser.close() };
}
