import { createBrowser } from './browser.mjs';
import { createServer, perfectTime, rate } from './server.mjs';
import { createRandom, createVirtualTime, virtualGlobals } from './virtualTime.mjs';

const tabsPerUser = 4;

/**
 * A page load of many users at once, and if asked for, its reload 5 s after the last answer.
 *
 * @returns `refusals` for each success, `duration` to the last success as a multiple of a perfect scheduler's, and what
 *   both were made of
 */
export async function simulate(contender, ImmError, options) {
  const { tabs, seed, reload = false, loss = 0, refusalCost = 0, joining = false, closing = false } = options;
  // What the test in real tabs does otherwise.
  const { requestsPerTab = 5, limits, namesWait = false, starts } = options;
  const random = createRandom(seed);
  const time = createVirtualTime();
  const refuse = (retryAfterMs) =>
    new ImmError({
      code: 'Throttling.User',
      message: 'Request was denied due to user flow control.',
      status: 400,
      retryAfterMs: namesWait ? retryAfterMs : undefined,
    });
  const server = createServer({ time, limits, refusalCost, refuse });
  const users = Array.from({ length: Math.ceil(tabs / tabsPerUser) }, () => createBrowser({ time, random, loss }));

  const restore = contender.needsGlobals ? virtualGlobals(time, random) : doNothing;
  try {
    const first = await load();
    if (!reload) return first;
    await passTime(5000);
    return await load();
  } finally {
    restore();
  }

  async function load() {
    const start = time.now();
    server.resetStats();
    const world = {};
    const shared = users.map(() => ({ world }));
    const span = joining ? (tabs * requestsPerTab * 800) / rate : 0;
    const opened = [];
    const sent = new Map();
    let expected = tabs * requestsPerTab;
    let settled = 0;

    for (const index of shuffled(tabs)) {
      const user = Math.floor(index / tabsPerUser);
      // All at once, but no two at the very same moment: whose tabs come first is chance.
      const offset = starts?.[index] ?? (joining ? random() * span : opened.length * 1e-6);
      const browser = users[user];
      const tab = { ...browser.openTab(), browser, storage: browser.storage, random };
      opened.push(tab);
      time.at(start + offset, () => {
        const send = contender.open(tab, shared[user]);
        sent.set(tab, requestsPerTab);
        for (let count = 0; count < requestsPerTab; count++) {
          send(server.request)
            .then(doNothing, doNothing)
            .then(() => {
              if (!tab.isOpen()) return;
              settled++;
              sent.set(tab, sent.get(tab) - 1);
            });
        }
      });
    }
    if (closing) for (const browser of users) closeProbingTab(browser, start + 1000 + random() * 1000);
    await time.run(() => settled >= expected);

    const { successes, refusals, lastSuccessAt } = server.stats;
    for (const tab of opened) tab.close();
    return {
      successes,
      refused: refusals,
      ms: lastSuccessAt - start,
      refusals: refusals / successes,
      duration: (lastSuccessAt - start) / perfectTime(expected, limits),
      // Of those whose tab stayed open.
      succeeded: Math.min(1, successes / expected),
      timers: opened.reduce((sum, tab) => sum + tab.stats.timers, 0),
      messages: opened.reduce((sum, tab) => sum + tab.stats.messages, 0),
    };

    /** Closes the tab that has the user's probe in the air; its requests are given up with it. */
    function closeProbingTab(browser, at) {
      time.at(at, () => {
        const tab = opened.find((each) => each.browser === browser && each.isOpen() && each.holdsLock());
        if (!tab) return time.now() < start + 60_000 && closeProbingTab(browser, time.now() + 20);
        tab.close();
        expected -= sent.get(tab);
      });
    }
  }

  function passTime(ms) {
    let isOver = false;
    time.at(time.now() + ms, () => {
      isOver = true;
    });
    return time.run(() => isOver);
  }

  function shuffled(length) {
    const indexes = Array.from({ length }, (_, index) => index);
    for (let index = length - 1; index > 0; index--) {
      const other = Math.floor(random() * (index + 1));
      [indexes[index], indexes[other]] = [indexes[other], indexes[index]];
    }
    return indexes;
  }
}

function doNothing() {}
