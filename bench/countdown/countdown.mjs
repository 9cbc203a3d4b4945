// What a thousand countdowns cost the main thread each second, beside one interval that does nothing but write the same
// thousand text nodes, and beside the countdowns of others. In the real Chromium, all in one run.
//
//     node bench/countdown/countdown.mjs [--json] [--rounds 4] [--seconds 5]
//
// Fails if a countdown of the kit renders its parents again, or shows anything but the time that is left.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bundle } from '../shared/bundle.mjs';
import { createReport } from '../shared/createReport.mjs';
import { median } from '../shared/median.mjs';
import { medianRatio } from '../shared/medianRatio.mjs';
import { openPage } from '../shared/openPage.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '5' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const base = 'one vanilla interval';
const names = [
  base,
  'imm-error-kit, RetryCountdown',
  'imm-error-kit, useRetryCountdown',
  'own interval each',
  'react-countdown',
  'antd, Statistic.Timer',
];

const { page, close } = await openPage(await bundle(`import './countdown/page.mjs';`));
const session = await page.context().newCDPSession(page);
// Processor time of the thread: a wall clock would count what else the machine runs.
await session.send('Performance.enable', { timeDomain: 'threadTicks' });

const costs = Object.fromEntries(names.map((name) => [name, []]));
const parentRenders = Object.fromEntries(names.map((name) => [name, 0]));
// The contenders take turns within a round, so that a busy machine slows all of them alike.
for (let round = 0; round < rounds; round++) {
  for (const name of names) costs[name].push(await measure(name));
}
await close();

const report = createReport('countdown');
for (const name of names) {
  const ratio = medianRatio(costs[name], costs[base]);
  report({ name, value: median(costs[name]), unit: 'ms', ratio, of: base });
}
for (const name of names) {
  report({ name: `${name}, parents rendered again`, value: parentRenders[name], unit: 'renders', digits: 0 });
}
for (const name of names.filter((each) => each.startsWith('imm-error-kit'))) {
  if (parentRenders[name] === 0) continue;
  console.error(
    `[imm-error-kit] ${name} rendered its parents ${parentRenders[name]} times. A countdown has to tick alone.`,
  );
  process.exitCode = 1;
}

/** Processor time of the main thread, in ms a second: scripts, styles, layout and painting. */
async function measure(name) {
  await page.evaluate((kind) => window.startCountdowns(kind), name);
  await page.evaluate(() => window.gc());
  // The first tick warms up, and the measurement starts between two.
  await alignBetweenTicks(1);
  const before = await taskTime();
  const first = await page.evaluate(() => window.readCountdowns());
  await alignBetweenTicks(seconds);
  const cost = (await taskTime()) - before;
  const last = await page.evaluate(() => window.readCountdowns());
  await page.evaluate(() => window.stopCountdowns());

  parentRenders[name] += last.parentRenders;
  check(name, first.texts, last.texts);
  return cost / seconds;
}

async function alignBetweenTicks(count) {
  const now = Date.now();
  await sleep((Math.floor(now / 1000) + count) * 1000 + 500 - now);
}

async function taskTime() {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/** A countdown that stands still would be the cheapest of all. Those of others may be late; the kit's may not. */
function check(name, first, last) {
  const least = name.startsWith('imm-error-kit') || name === base ? seconds - 2 : 1;
  const secondsOf = (text) => Number(/\d+/.exec(text)?.[0]);
  const isCounting =
    first.length === 1000 && first.every((text, index) => secondsOf(text) - secondsOf(last[index]) >= least);
  if (isCounting) return;
  console.error(
    `[imm-error-kit] ${name} did not count down all of its 1000 countdowns, so its cost means nothing. Look at its page.`,
  );
  process.exitCode = 1;
}
