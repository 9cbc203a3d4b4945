// How a burst of throttled requests gets through: refusals for each success, and the time to the last success as a
// multiple of a perfect scheduler's. Simulated, seeded and deterministic; the kit's own gate and policy are what is run.
//
//     node bench/retry/retry.mjs [--json] [--tabs 10,100,1000] [--seeds 1,2,3] [--only imm-error-kit] [--load first]
//
// A ratio is, for the kit, to the goal, or to the first load where none is set; for the others, to the kit. The seeds are
// not those that the pace was tuned with.
//
// 10,000 tabs take minutes for each contender, so they are measured only when asked for: --tabs 10000 --seeds 1.
import { parseArgs } from 'node:util';
import { loadKit } from './bundle.mjs';
import { contendersOf } from './contenders.mjs';
import { simulate } from './simulate.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    tabs: { type: 'string', default: '10,100,1000' },
    seeds: { type: 'string', default: '1,2,3,4,5' },
    only: { type: 'string' },
    load: { type: 'string' },
  },
});

const kitName = 'imm-error-kit';
/** By tabs: refusals for each success, and time to the last success as a multiple of a perfect scheduler's. */
const goals = {
  first: { 10: [0.85, 1.15], 100: [1.4, 1.15], 1000: [1.7, 1.07], 10000: [2.2, 1.05] },
  reload: { 10: [0.1, 1.15], 100: [0.6, 1.15], 1000: [1, 1.07], 10000: [1.3, 1.05] },
};
const loads = {
  first: {},
  reload: { reload: true },
  'refusals cost 5 %': { refusalCost: 0.05 },
  'the service names the wait': { namesWait: true },
  'half of all messages lost': { loss: 0.5 },
  'users join over time': { joining: true },
  'probing tab closed': { closing: true },
};
// What was never meant to share or remember is measured once; its other loads would say nothing new.
const kitOnly = Object.keys(loads).filter((load) => load !== 'first');

const kit = await loadKit();
const contenders = await contendersOf(kit);
const sizes = values.tabs.split(',').map(Number);
/** What the kit reached in each case: what the others are compared with. */
const measured = new Map();
const seeds = values.seeds.split(',').map(Number);

if (!values.json) console.log(`seeds ${values.seeds}; mean (worst)\n`);
for (const [load, options] of Object.entries(loads)) {
  if (values.load && values.load !== load) continue;
  for (const [name, contender] of Object.entries(contenders)) {
    if (values.only && values.only !== name) continue;
    if (name !== kitName && kitOnly.includes(load)) continue;
    for (const tabs of sizes) report({ load, name, tabs, runs: await runAll(contender, { tabs, ...options }) });
  }
}
await reportUnthrottled();

async function runAll(contender, options) {
  const runs = [];
  for (const seed of seeds) runs.push(await simulate(contender, kit.ImmError, { ...options, seed }));
  return runs;
}

function report({ load, name, tabs, runs }) {
  const [refusalGoal, timeGoal] = goals[load]?.[tabs] ?? [];
  const rows = [
    { what: 'refusals for each success', unit: 'refusals', goal: refusalGoal, ...meanAndWorst(runs, 'refusals') },
    { what: 'time to the last success', unit: 'x perfect', goal: timeGoal, ...meanAndWorst(runs, 'duration') },
    { what: 'succeeded', unit: 'share', goal: 1, ...meanAndWorst(runs, 'succeeded', Math.min) },
  ];
  if (values.json) {
    for (const { what, unit, mean, goal } of rows) {
      const of =
        name === kitName ? (goal ?? measured.get(`first ${tabs} ${what}`)) : measured.get(`${load} ${tabs} ${what}`);
      if (name === kitName) measured.set(`${load} ${tabs} ${what}`, mean);
      printRow(`${name}, ${load}, ${tabs} tabs: ${what}`, mean, unit, mean / (of ?? mean));
    }
    return;
  }
  const [refusals, time, succeeded] = rows.map(({ mean, worst, goal }) => {
    return `${round(mean)} (${round(worst)})${goal && name === kitName ? ` of ${goal}` : ''}`;
  });
  console.log(`${load} | ${name} | ${tabs} tabs | refusals ${refusals} | time ${time} | succeeded ${succeeded}`);
}

function printRow(what, value, unit, ratio) {
  console.log(JSON.stringify({ bench: 'retry', case: what, value: round(value), unit, ratio: round(ratio) }));
}

// One tab, and more room than it needs: what does a gate cost those who are never throttled?
async function reportUnthrottled() {
  const { timers, messages, duration } = await simulate(contenders[kitName], kit.ImmError, {
    tabs: 2,
    seed: 1,
  });
  const cases = { timers: [timers, 'timers'], messages: [messages, 'messages'], time: [duration, 'x perfect'] };
  for (const [what, [value, unit]] of Object.entries(cases)) {
    if (values.json) printRow(`${kitName}, unthrottled: ${what}`, value, unit, value);
    else console.log(`unthrottled | ${kitName} | ${what} ${round(value)} ${unit}`);
  }
}

function meanAndWorst(runs, key, worstOf = Math.max) {
  const numbers = runs.map((run) => run[key]);
  return { mean: numbers.reduce((sum, number) => sum + number, 0) / numbers.length, worst: worstOf(...numbers) };
}

function round(number) {
  return Math.round(number * 1000) / 1000;
}
