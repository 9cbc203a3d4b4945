import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { bundle } from '../shared/bundle.mjs';
import { createCpuClock } from '../shared/createCpuClock.mjs';
import { createReport } from '../shared/createReport.mjs';
import { median } from '../shared/median.mjs';
import { medianRatio } from '../shared/medianRatio.mjs';
import { openPage } from '../shared/openPage.mjs';

const kit = 'imm-error-kit ErrorBanner';
const twin = 'the same elements, plain React';
const plain = 'four plain elements';
// The first rounds warm the engine up.
const warmUp = 2;

/**
 * Measures what a thousand messages take of the main thread, and reports it: the kit's beside plain React that renders
 * the very same elements and attributes, all beside a plain alert of four elements.
 *
 * `steps` are those of `mount`, `again` and `change` that are reported.
 */
export async function measureBanners({ bench, steps, goal }) {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      count: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '9' },
    },
  });
  const { page, close } = await openPage(await bundle(`import './mount/page.mjs'; import 'imm-error-kit/styles.css';`));
  const elements = await page.evaluate(() => globalThis.bench.describeAll());
  const drawn = steps.includes('mount') ? ['mount'] : ['mount', ...steps];
  const times = await measureRounds(page, {
    elements,
    drawn,
    count: Number(values.count),
    rounds: Number(values.rounds),
  });
  await close();

  for (const step of steps) reportStep({ bench, step, goal, elements, times });
  if (!values.json)
    console.log(
      `load of the machine: ${loadavg()
        .map((load) => load.toFixed(1))
        .join(', ')}`,
    );
}

// The contenders take turns within a round, so that what else the machine does slows all of them alike.
async function measureRounds(page, { elements, drawn, count, rounds }) {
  const cpuTime = await createCpuClock(page);
  const names = Object.keys(elements);
  const times = Object.fromEntries(names.map((name) => [name, { mount: [], again: [], change: [] }]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of names) {
      await page.evaluate((stage) => globalThis.bench.prepare(stage), { name, count });
      for (const step of drawn) {
        const time = await cpuTime('render', step === 'change' ? 1 : 0);
        if (round >= 0) times[name][step].push(time);
      }
      await page.evaluate(() => globalThis.bench.clear());
    }
  }
  return times;
}

function reportStep({ bench, step, goal, elements, times }) {
  const report = createReport(bench);
  const title = step === bench ? '' : `${step}, `;
  const line = (name, own, base, of, note) =>
    report({ name: title + name, value: median(own), unit: 'ms', ratio: medianRatio(own, base), of, note });

  for (const [name, count] of Object.entries(elements)) {
    line(`${name} (${count} elements)`, times[name][step], times[plain][step], plain);
  }
  line(`${kit}, beside its twin`, times[kit][step], times[twin][step], twin, goal);
}
