import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createImmSimulator } from 'imm-error-kit/simulator';
import { createNodeHandler } from 'imm-error-kit/simulator/node';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../bench/retry/bundle.mjs';
import * as kit from '../../../bench/retry/kit.js';
import { kitContender } from '../../../bench/retry/kitContender.mjs';
import type { RealTabResult } from '../../../bench/retry/realTab.js';
import { type SimulateResult, simulate } from '../../../bench/retry/simulate.mjs';
import { launchOptions } from '../../../scripts/chromium.mjs';

const tabs = 4;
const requestsPerTab = 5;
// Slow, so that a busy machine's delays are small beside it.
const rate = 3;
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

let browser: Browser;
let page: string;
beforeAll(async () => {
  page = await bundle(new URL('../../../bench/retry/realTab.ts', import.meta.url));
  browser = await chromium.launch(launchOptions());
}, 60_000);
afterAll(() => browser.close());

describe('four tabs of a real Chromium', () => {
  it.each([
    { label: 'tells nobody how long to wait', namesWait: false },
    { label: 'names the wait', namesWait: true },
  ])(
    'need as many requests and as long as four simulated ones, where the service $label',
    { timeout: 60_000 },
    async ({ namesWait }) => {
      const real = await measure(namesWait);
      const limits = { rate, burst: rate, latency: real.latency };
      const simulated: SimulateResult[] = [];
      for (const seed of seeds) {
        const options = { tabs, requestsPerTab, limits, namesWait, starts: real.starts, seed };
        simulated.push(await simulate(kitContender(kit), kit.ImmError, options));
      }
      const refused = mean(simulated.map((result) => result.refused));
      const times = simulated.map(({ ms }) => ms);

      expect(real.successes).toBe(tabs * requestsPerTab);
      // A machine that is busy with something else is late, and more or less is refused meanwhile; chance alone spans 15 %.
      expect(Math.abs(real.refused / refused - 1)).toBeLessThan(0.3);
      expect(real.ms).toBeGreaterThan(Math.min(...times) * 0.9);
      expect(real.ms).toBeLessThan(Math.max(...times) * 1.3);
    },
  );
});

async function measure(namesWait: boolean): Promise<SimulateResult & { latency: number; starts: number[] }> {
  const simulator = createImmSimulator({ limits: { userQps: rate, apiQps: Number.POSITIVE_INFINITY }, latencyMs: 20 });
  const server = await serve(simulator, namesWait);
  // One context is one person's browser: its pages share storage, channel and locks.
  const context = await browser.newContext();
  try {
    const { port } = server.address() as AddressInfo;
    const pages = await Promise.all(
      Array.from({ length: tabs }, async () => {
        const opened = await context.newPage();
        await opened.goto(`http://127.0.0.1:${port}/tab`);
        return opened;
      }),
    );
    const startAt = Date.now() + 500;
    const results = await Promise.all(
      pages.map((tab) =>
        tab.evaluate<RealTabResult, [number, number]>(
          ([count, at]) => globalThis.sendAll(count, at),
          [requestsPerTab, startAt],
        ),
      ),
    );
    const start = Math.min(...results.map(({ startedAt }) => startedAt));
    const log = simulator.getLog();
    return {
      successes: log.filter(({ code }) => code === undefined).length,
      refused: log.filter(({ code }) => code === 'Throttling.User').length,
      ms: Math.max(...results.map(({ endedAt }) => endedAt)) - start,
      starts: results.map(({ startedAt }) => startedAt - start),
      latency: mean(results.flatMap(({ latencies }) => latencies)) + mean(results.flatMap(({ lags }) => lags)),
    };
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
}

function serve(simulator: ReturnType<typeof createImmSimulator>, namesWait: boolean): Promise<Server> {
  const answer = createNodeHandler({
    ...simulator,
    async fetch(request) {
      const response = await simulator.fetch(request);
      if (!namesWait) response.headers.delete('x-acs-retry-after');
      return response;
    },
  });
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/?Action=')) return void answer(incoming, outgoing);
    outgoing.setHeader('content-type', 'text/html').end(`<!doctype html><script type="module">${page}</script>`);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
