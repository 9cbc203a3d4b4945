// One real tab: a page that the test in real Chromium opens several times.
import { createImmFetch } from '../../src/core/createImmFetch.js';
import { browserGateOptions } from '../../src/react/browserGateOptions.js';
import * as kit from './kit.js';
import { createGatedSender } from './kitContender.mjs';

export interface RealTabResult {
  /** When the first requests really went, in ms since the epoch: a busy machine wakes no tab on time. */
  startedAt: number;
  /** When the last request was answered. */
  endedAt: number;
  /** How long each answer to a request that had waited took, in ms. */
  latencies: number[];
  /** How late a timer and a lock are together, in ms: each turn at the gate takes one of both. */
  lags: number[];
}

declare global {
  /** Sends requests at a moment that all tabs share, each again until it is answered. */
  var sendAll: (requests: number, startAt: number) => Promise<RealTabResult>;
}

const send = createGatedSender(kit, browserGateOptions('user'), setTimeout);
const list = createImmFetch();
const lagInterval = 200;

globalThis.sendAll = async (requests, startAt) => {
  await sleep(startAt - Date.now());
  const startedAt = Date.now();
  const latencies: number[] = [];
  const lags: number[] = [];
  let isDone = false;

  void measureLags();
  await Promise.all(Array.from({ length: requests }, request));
  isDone = true;
  return { startedAt, endedAt: Date.now(), latencies, lags };

  function request(): Promise<void> {
    let times = 0;
    return send(async () => {
      const hasWaited = times++ > 0;
      const start = performance.now();
      // Of several requests for one address that it may cache, Chromium sends one at a time.
      const response = await list('/?Action=ListProjects&Version=2020-09-30&RegionId=cn-hangzhou', {
        cache: 'no-store',
      });
      await response.text();
      // The first ones queue for a connection.
      if (hasWaited) latencies.push(performance.now() - start);
    });
  }

  async function measureLags(): Promise<void> {
    while (!isDone) {
      const start = performance.now();
      await sleep(lagInterval);
      await navigator.locks.request('lag', () => {});
      lags.push(performance.now() - start - lagInterval);
    }
  }
};

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
