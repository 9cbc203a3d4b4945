import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { kitContender } from './kitContender.mjs';
import { burst, rate } from './server.mjs';

const cap = 20_000;

/**
 * Who is measured. `open(tab, shared)` gives what one tab sends a request with; `shared` lives as long as the user's
 * browser is open, and its `world` is one for all users.
 */
export async function contendersOf(kit) {
  return {
    'imm-error-kit': kitContender(kit),
    'no retry': repeating(0, () => 0),
    'TanStack default': repeating(3, (failures) => Math.min(1000 * 2 ** failures, 30_000)),
    'full jitter': repeating(Infinity, (failures, random) => random() * Math.min(cap, 1000 * 2 ** failures)),
    'perfect scheduler': perfectScheduler(),
    'user gate, 20 s probes': { open: (tab, shared) => (shared.gate ??= createSimpleGate(tab)) },
    ...(await smithyContenders()),
  };
}

// Knows every request and the service's limit, as nobody can: each goes at the first moment at which it is answered.
function perfectScheduler() {
  return {
    open(tab, { world }) {
      world.start ??= tab.now();
      world.sent ??= 0;
      return async (task) => {
        // A hair late: what a bucket holds is a sum of many fractions.
        const at = world.start + (Math.max(0, ++world.sent - burst) / rate) * 1000 + 1e-3;
        await new Promise((resolve) => tab.setTimeout(resolve, at - tab.now()));
        return task();
      };
    },
  };
}

function repeating(most, delayOf) {
  return {
    open: (tab) => async (task) => {
      for (let failures = 0; ; failures++) {
        try {
          return await task();
        } catch (error) {
          if (failures >= most) throw error;
          await new Promise((resolve) => tab.setTimeout(resolve, delayOf(failures, tab.random)));
        }
      }
    },
  };
}

// One line for all tabs of a user; probes that back off to 20 s; after an answer the pace doubles, after a refusal the
// line closes again. About the best that was known when the kit was designed.
function createSimpleGate(tab) {
  const line = [];
  let isClosed = false;
  let isBusy = false;
  let failures = 0;
  let interval = 1000;

  async function work() {
    isBusy = true;
    while (line.length) {
      const wait = isClosed ? Math.min(cap, 1000 * 2 ** failures) * (0.5 + tab.random() / 2) : interval;
      await new Promise((resolve) => tab.setTimeout(resolve, wait));
      const { task, resolve } = line[0];
      try {
        const answer = await task();
        line.shift();
        resolve(answer);
        interval = isClosed ? 500 : interval / 2;
        isClosed = false;
        failures = 0;
      } catch {
        isClosed = true;
        failures++;
      }
    }
    isBusy = false;
  }

  return async (task) => {
    if (!isClosed && !isBusy) {
      try {
        return await task();
      } catch {
        isClosed = true;
      }
    }
    return new Promise((resolve) => {
      line.push({ task, resolve });
      if (!isBusy) void work();
    });
  };
}

// Runs on the real globals only, so these are virtual while it is measured (`needsGlobals`).
async function smithyContenders() {
  const smithy = await loadPeer('@smithy/util-retry');
  if (!smithy) return {};
  const driven = (create) => ({
    needsGlobals: true,
    open: () => {
      const strategy = create();
      return async (task) => {
        let token = await strategy.acquireInitialRetryToken('');
        for (;;) {
          try {
            const answer = await task();
            strategy.recordSuccess(token);
            return answer;
          } catch (error) {
            // Throws where it gives up.
            token = await strategy.refreshRetryTokenForRetry(token, { errorType: 'THROTTLING', error });
          }
        }
      };
    },
  });
  // Each refusal costs a client 5 of its 500 tokens, and its limit of attempts is 3: lifted, to see where it leads.
  const unlimited = (strategy) => {
    const standard = strategy.standardRetryStrategy ?? strategy;
    Object.defineProperty(standard, 'capacity', { get: () => 500, set() {} });
    return strategy;
  };
  const most = async () => 1e9;
  return {
    'AWS standard': driven(() => new smithy.StandardRetryStrategy(async () => 3)),
    'AWS adaptive': driven(() => new smithy.AdaptiveRetryStrategy(async () => 3)),
    'AWS adaptive, unlimited': driven(() => unlimited(new smithy.AdaptiveRetryStrategy(most))),
  };
}

async function loadPeer(name) {
  try {
    const path = createRequire(new URL('../package.json', import.meta.url)).resolve(name);
    return await import(pathToFileURL(path).href);
  } catch {
    return undefined;
  }
}
