// The picture of the README, docs/console.png: node scripts/consolePicture.mjs
//
// Starts the demo, and lets a form of it be refused. The picture travels with the package, so make it small afterwards:
// pngquant --quality 80-95 --strip --force --ext .png docs/console.png
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { launchOptions } from './chromium.mjs';

const path = fileURLToPath(new URL('../docs/console.png', import.meta.url));
const server = await createServer({
  configFile: fileURLToPath(new URL('../demo/vite.config.ts', import.meta.url)),
  logLevel: 'silent',
  server: { host: '127.0.0.1', port: 0, hmr: false },
});
await server.listen();
const browser = await chromium.launch(launchOptions());
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 950 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/#/projects?role=reader`);
  // The fonts of machines without a screen are wider than any that a person reads.
  await page.addStyleTag({ content: ":root { font-family: 'Noto Sans', 'Noto Sans CJK SC', sans-serif }" });
  await page.getByRole('main').getByLabel('Project name').fill('summer-films');
  await page.getByRole('main').getByRole('button', { name: 'Create project' }).click();
  await page.getByText('Policy that would allow it').click();
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement.blur());
  await page.screenshot({ path });
  console.log(path);
} finally {
  await browser.close();
  await server.close();
}
