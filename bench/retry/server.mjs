export const rate = 10;
export const burst = 10;
const latency = 50;

/**
 * A service behind a token bucket.
 *
 * @param options.limits `rate` for each second, `burst` at once, `latency` in ms
 * @param options.refusalCost what a refusal costs the service, as a share of a success
 * @param options.refuse makes the error of a refusal, told how many ms later the request would have been answered
 */
export function createServer({ time, limits = {}, refusalCost = 0, refuse }) {
  const { rate, burst, latency } = limitsOf(limits);
  let tokens = burst;
  let filledAt = 0;
  const stats = { successes: 0, refusals: 0, lastSuccessAt: 0 };

  /** How many ms there are to the next token; 0 if one was taken. */
  function take() {
    const now = time.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) * rate) / 1000);
    filledAt = now;
    // Not quite 1: the sum of many fractions falls short of it.
    if (tokens >= 1 - 1e-9) {
      tokens -= 1;
      return 0;
    }
    const wait = Math.max(1, Math.ceil(((1 - tokens) * 1000) / rate));
    tokens = Math.max(0, tokens - refusalCost);
    return wait;
  }

  return {
    stats,
    resetStats: () => Object.assign(stats, { successes: 0, refusals: 0 }),
    /** One request over the network. */
    request: () =>
      new Promise((resolve, reject) => {
        time.at(time.now() + latency / 2, () => {
          const wait = take();
          if (wait) stats.refusals++;
          else stats.successes++;
          time.at(time.now() + latency / 2, () => {
            if (wait) return reject(refuse(wait));
            stats.lastSuccessAt = time.now();
            resolve('answer');
          });
        });
      }),
  };
}

/** When the last answer of a scheduler that knows everything arrives, in ms. */
export function perfectTime(requests, limits = {}) {
  const { rate, burst, latency } = limitsOf(limits);
  return (Math.max(0, requests - burst) / rate) * 1000 + latency;
}

function limitsOf(limits) {
  return { rate, burst, latency, ...limits };
}
