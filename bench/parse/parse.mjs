// How long it takes from the text of a body to the decision about it, beside `JSON.parse` of the same text, and beside
// zod and valibot, which only find out that the five fields are there.
//
//     node bench/parse/parse.mjs [--json]
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { build } from 'vite';
import { z } from 'zod';
import { createReport } from '../shared/createReport.mjs';
import { median } from '../shared/median.mjs';
import { medianRatio } from '../shared/medianRatio.mjs';

const kit = await bundleKit();
const fields = ['RequestId', 'HostId', 'Code', 'Message', 'Recommend'];
const ofEach = (schema) => Object.fromEntries(fields.map((field) => [field, schema]));
const zodSchema = z.object(ofEach(z.string()));
const valibotSchema = v.object(ofEach(v.string()));

const answers = {
  InvalidArgument: 'The parameter ProjectName is required but not provided.',
  'Throttling.User': 'Request was denied due to user flow control.',
  InvalidMaxKeys: 'Specified parameter MaxKeys is not valid.',
};
// As many texts as a page sees, so that no engine can keep one answer in its caches.
const bodies = Object.fromEntries(
  Object.entries(answers).map(([Code, Message]) => [
    Code,
    Array.from({ length: 64 }, (_, index) =>
      JSON.stringify({
        RequestId: `D18E94DF-1D00-0B75-811E-${String(index).padStart(12, '0')}`,
        HostId: 'imm.cn-hangzhou.aliyuncs.com',
        Code,
        Message,
        Recommend: `https://next.api.aliyun.com/troubleshoot?q=${Code}&product=imm`,
      }),
    ),
  ]),
);

const cases = {
  'JSON.parse': (text) => JSON.parse(text),
  'imm-error-kit, decision': (text) => {
    const { code = '', message, status } = kit.readFacts(text);
    return kit.findRow({ code, message, status }).row;
  },
  'valibot, fields': (text) => v.safeParse(valibotSchema, JSON.parse(text)).success,
  'zod, fields': (text) => zodSchema.safeParse(JSON.parse(text)).success,
  'new Error': (text) => new Error(JSON.parse(text).Message),
  'imm-error-kit, parseImmError': (text) => kit.parseImmError(text),
};

const report = createReport('parse');
const base = 'JSON.parse';
const rounds = 31;
for (const [code, texts] of Object.entries(bodies)) {
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  // The cases take turns within a round, so that a busy machine slows all of them alike.
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(cases)) times[name].push(measure(run, texts));
  }
  for (const name of Object.keys(cases)) {
    const own = warm(times[name]);
    const ratio = medianRatio(own, warm(times[base]));
    report({ name: `${name}, ${code}`, value: median(own), unit: 'µs', ratio, of: base, digits: 3 });
  }
}

// In processor time: a wall clock also counts what else the machine runs.
function measure(run, texts) {
  const repeats = 100;
  let kept = 0;
  const start = process.cpuUsage();
  for (let repeat = 0; repeat < repeats; repeat++) for (const text of texts) if (run(text)) kept++;
  const { user, system } = process.cpuUsage(start);
  return (user + system) / kept;
}

/** The first third of the rounds warms the engine up, and is left out. */
function warm(values) {
  return values.slice(Math.floor(rounds / 3));
}

async function bundleKit() {
  const entry = fileURLToPath(new URL('kit.ts', import.meta.url));
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, target: 'es2022', lib: { entry, formats: ['es'] } },
  });
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}
