/** The kit, as it is measured: in virtual tabs here, and by its test in real ones. `kit` is what `kit.ts` exports. */
export function kitContender(kit) {
  return {
    open(tab) {
      const { channel, locks, storage, now, random, setTimeout, clearTimeout } = tab;
      const options = { key: 'user', channel, locks, storage, now, random, setTimeout, clearTimeout };
      return createGatedSender(kit, options, setTimeout);
    },
  };
}

/**
 * Sends as TanStack Query drives the kit: `retry` says yes, the delay is 0, and the call waits at the gate.
 *
 * @param kit what `kit.ts` exports
 * @param options the gate's
 * @param setTimeout how TanStack Query waits
 */
export function createGatedSender({ createThrottleGate, immQueryDefaults, withGate }, options, setTimeout) {
  const { now, random } = options;
  const gate = createThrottleGate(options);
  const { queries } = immQueryDefaults({ now, random });
  return async (task) => {
    const call = withGate(task, gate, { operation: 'query' });
    for (let failures = 0; ; failures++) {
      try {
        return await call();
      } catch (error) {
        const delay = queries.retryDelay(failures, error);
        if (!asPage(() => queries.retry(failures, error))) throw error;
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  };
}

// Without a window the kit takes itself to be on a server, where no query is repeated. Put back at once: the peers look, too.
function asPage(decide) {
  if ('window' in globalThis) return decide();
  globalThis.window = globalThis;
  try {
    return decide();
  } finally {
    delete globalThis.window;
  }
}
