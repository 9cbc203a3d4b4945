// Pictures of every row of the catalogue, to look at: node scripts/contactSheet.mjs [folder [language …]]
//
// Needs a static Storybook (npm run build:storybook). One picture for each language, width and size of text, as the
// layout tests measure them, and a sheet with the heads of all of them side by side.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright';
import { launchOptions } from './chromium.mjs';

const [folder = 'node_modules/.cache/imm-error-kit/sheet', ...chosen] = process.argv.slice(2);
const languages = chosen.length > 0 ? chosen : ['en', 'zh-CN', 'ar', 'en-XA'];
const layouts = [320, 768, 1280].flatMap((width) => ['100%', '200%'].map((text) => ({ width, text })));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

const server = createServer((request, response) => {
  const file = join('storybook-static', new URL(request.url, 'http://localhost').pathname);
  try {
    const body = readFileSync(file);
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch(launchOptions());
mkdirSync(folder, { recursive: true });

const pictures = [];
for (const language of languages) {
  for (const layout of layouts) pictures.push(await takePicture(language, 'light', layout));
  pictures.push(await takePicture(language, 'dark', { width: 768, text: '100%' }));
}
await drawSheet();
await browser.close();
server.close();
console.log(`${pictures.length} pictures and sheet.png in ${folder}`);

async function takePicture(language, theme, { width, text }) {
  const page = await browser.newPage({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
  const globals = `locale:${language};theme:${theme}`;
  await page.goto(
    `http://127.0.0.1:${server.address().port}/iframe.html?viewMode=story&id=catalogue--default&globals=${globals}`,
  );
  await page.locator('article').last().waitFor();
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = size;
  }, text);
  const file = `${language}-${theme}-${width}-${text.replace('%', '')}.png`;
  await page.screenshot({ path: join(folder, file), fullPage: true });
  // Whole pages are too long to stand on one sheet.
  const head = await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height: width * 2.5 } });
  await page.close();
  return { file, head: head.toString('base64') };
}

async function drawSheet() {
  const page = await browser.newPage({ viewport: { width: 2400, height: 800 } });
  const figures = pictures.map(
    ({ file, head }) => `<figure><figcaption>${file}</figcaption><img src="data:image/png;base64,${head}"></figure>`,
  );
  await page.setContent(`<style>
    body { display: grid; grid-template-columns: repeat(7, 1fr); gap: 12px; margin: 12px; font: 12px sans-serif }
    figure { margin: 0 } img { inline-size: 100% }
  </style>${figures.join('')}`);
  writeFileSync(join(folder, 'sheet.png'), await page.screenshot({ fullPage: true }));
}
