// How cost grows with work: failing queries and banners on one page, languages, rows of the catalogue. What isn't flat or
// linear is looked into; a page that shows plain paragraphs tells what of it is React's and TanStack Query's own. Writes the curves to docs/figures/growth.svg.
//
//     node bench/growth/growth.mjs [--json] [--rounds 5] [--no-svg]
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { bundle } from '../shared/bundle.mjs';
import { createCpuClock } from '../shared/createCpuClock.mjs';
import { createReport } from '../shared/createReport.mjs';
import { median } from '../shared/median.mjs';
import { openPage } from '../shared/openPage.mjs';
import { drawCurves } from './drawCurves.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    'no-svg': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const report = createReport('growth');
const panels = [...(await growthOfPages()), await growthOfLanguages(), await growthOfRows()];

for (const { title, unit, of, points } of panels) {
  // Linear in the work, or flat: the last step is compared with the one before, for each unit of work.
  const rateOf = ([work, value]) => (of === 'linear' ? value / work : value);
  const base = rateOf(points.at(-2));
  for (const point of points) {
    report({ name: `${title}: ${point[0]}`, value: point[1], unit, ratio: rateOf(point) / base, of: `${of} growth` });
  }
}
if (!values['no-svg']) {
  mkdirSync(pathOf('../../docs/figures'), { recursive: true });
  writeFileSync(pathOf('../../docs/figures/growth.svg'), drawCurves(panels));
}

async function growthOfPages() {
  const counts = [1, 10, 100, 1000];
  const { page, close } = await openPage(
    await bundle(`import './growth/page.mjs'; import 'imm-error-kit/styles.css';`),
  );
  const cpuTime = await createCpuClock(page);
  const names = await page.evaluate(() => globalThis.bench.names);
  const times = Object.fromEntries(names.map((name) => [name, counts.map(() => [])]));
  // The first round warms the engine up.
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      for (const [index, count] of counts.entries()) {
        const time = await cpuTime('mount', { name, count });
        await page.evaluate(() => globalThis.bench.clear());
        if (round >= 0) times[name][index].push(time);
      }
    }
  }
  await close();
  return names.map((name) => ({
    title: name,
    unit: 'ms',
    of: 'linear',
    scale: 'log',
    points: counts.map((count, index) => [count, median(times[name][index])]),
  }));
}

/** What an app downloads before it shows anything, that offers so many languages and loads them when they are wanted. */
async function growthOfLanguages() {
  const files = readdirSync(pathOf('../../src/messages')).filter((file) => file.endsWith('.json'));
  const locales = files.map((file) => file.slice(0, -'.json'.length));
  const points = [];
  for (const count of [1, 2, 4, 8, locales.length]) {
    const loaders = locales
      .slice(0, count)
      .map((locale) => `'${locale}': () => import('imm-error-kit/locales/${locale}')`);
    const { js } = await bundle(`export { ErrorBanner } from 'imm-error-kit'; export const loaders = { ${loaders} };`, {
      external: [/^react($|\/)/, /^react-dom($|\/)/, /^@tanstack\/react-query$/],
    });
    const entry = js.find((code) => code.includes('imm-banner'));
    points.push([count, brotliCompressSync(entry).length / 1000]);
  }
  return { title: 'languages offered, first download', unit: 'kB', of: 'flat', scale: 'linear', points };
}

/** From a body to the words, over the first rows of the catalogue in turn. */
async function growthOfRows() {
  const { js } = await bundle(`
    export { describeImmError, immCatalog, parseImmError } from 'imm-error-kit/core';
    export { messages } from 'imm-error-kit/locales/en';`);
  const kit = await import(`data:text/javascript;base64,${Buffer.from(js[0]).toString('base64')}`);
  const bodies = kit.immCatalog.map(({ pattern }) => ({
    Code: pattern.replace('{P}', 'ProjectName').replace('{R}', 'Image'),
    Message: 'It failed.',
    RequestId: 'D18E94DF',
    HostId: 'imm.cn-hangzhou.aliyuncs.com',
  }));
  const counts = [1, 5, 15, 30, bodies.length];
  const times = counts.map(() => []);
  for (let round = -3; round < rounds * 3; round++) {
    for (const [index, count] of counts.entries()) {
      const start = process.cpuUsage();
      for (let repeat = 0; repeat < 6000; repeat++) {
        kit.describeImmError(kit.parseImmError({ ...bodies[repeat % count] }), { messages: kit.messages });
      }
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) times[index].push((user + system) / 6000);
    }
  }
  const points = counts.map((count, index) => [count, median(times[index])]);
  return { title: 'rows of the catalogue in use, body to words', unit: 'µs', of: 'flat', scale: 'linear', points };
}

function pathOf(relative) {
  return fileURLToPath(new URL(relative, import.meta.url));
}
