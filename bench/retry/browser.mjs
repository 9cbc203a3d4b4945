/** What the tabs of one user share: a storage, locks and a channel, shaped as a browser's. */
export function createBrowser({ time, random, loss = 0 }) {
  const items = new Map();
  const ports = new Set();
  const held = new Map();

  return {
    storage: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
    },
    /** A tab's own ends of channel, locks and timers; `close` is what happens when the person closes it. */
    openTab() {
      const listeners = new Set();
      const locksOfTab = new Set();
      const stats = { timers: 0, messages: 0 };
      let isOpen = true;
      ports.add(listeners);

      return {
        stats,
        isOpen: () => isOpen,
        holdsLock: () => locksOfTab.size > 0,
        now: time.now,
        setTimeout(callback, ms) {
          stats.timers++;
          return time.at(time.now() + Math.max(0, ms), () => isOpen && callback());
        },
        clearTimeout: (cancel) => cancel?.(),
        channel: {
          postMessage(message) {
            if (!isOpen) return;
            stats.messages++;
            const text = JSON.stringify(message);
            for (const port of ports) {
              if (port === listeners || random() < loss) continue;
              time.at(time.now() + 1, () => {
                for (const listener of port) listener({ data: JSON.parse(text) });
              });
            }
          },
          addEventListener: (_, listener) => void listeners.add(listener),
          removeEventListener: (_, listener) => void listeners.delete(listener),
        },
        locks: {
          request: (name, callback) => {
            const queue = held.get(name) ?? [];
            held.set(name, queue);
            return new Promise((resolve, reject) => {
              const grant = {
                start() {
                  if (!isOpen) return release();
                  locksOfTab.add(grant);
                  Promise.resolve()
                    .then(callback)
                    .then(resolve, reject)
                    .finally(() => locksOfTab.delete(grant) && release());
                },
                release,
              };
              function release() {
                queue.shift();
                queue[0]?.start();
              }
              queue.push(grant);
              if (queue.length === 1) grant.start();
            });
          },
        },
        close() {
          isOpen = false;
          ports.delete(listeners);
          for (const grant of locksOfTab) {
            locksOfTab.delete(grant);
            grant.release();
          }
        },
      };
    },
  };
}
