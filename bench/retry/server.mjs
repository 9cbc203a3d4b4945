export const rate = 10;
export const burst = 10;
const latency = 50;

/** A service behind a token bucket. A refusal may cost it something, too. */
export function createServer({ time, refusalCost = 0, refuse }) {
  let tokens = burst;
  let filledAt = 0;
  const stats = { successes: 0, refusals: 0, lastSuccessAt: 0 };

  function take() {
    const now = time.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) * rate) / 1000);
    filledAt = now;
    // Not quite 1: the sum of many fractions falls short of it.
    if (tokens >= 1 - 1e-9) {
      tokens -= 1;
      return true;
    }
    tokens = Math.max(0, tokens - refusalCost);
    return false;
  }

  return {
    stats,
    resetStats: () => Object.assign(stats, { successes: 0, refusals: 0 }),
    /** One request over the network. */
    request: () =>
      new Promise((resolve, reject) => {
        time.at(time.now() + latency / 2, () => {
          const isAdmitted = take();
          if (isAdmitted) stats.successes++;
          else stats.refusals++;
          time.at(time.now() + latency / 2, () => {
            if (!isAdmitted) return reject(refuse());
            stats.lastSuccessAt = time.now();
            resolve('answer');
          });
        });
      }),
  };
}

/** When the last answer of a scheduler that knows everything arrives, in ms. */
export function perfectTime(requests) {
  return (Math.max(0, requests - burst) / rate) * 1000 + latency;
}
