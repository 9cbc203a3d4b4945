/**
 * How long the page's main thread was at work, in ms of its own processor time.
 *
 * A wall clock also counts the time in which the machine runs something else, which on a shared one is most of it.
 */
export async function createCpuClock(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000;
  };

  /** The time that the page's `bench[step](argument)` takes. */
  return async (step, argument) => {
    const start = await read();
    await page.evaluate(runAsTask, { step, argument });
    return (await read()) - start;
  };
}

// What the protocol evaluates directly isn't counted as a script of the page; a task is.
function runAsTask({ step, argument }) {
  return new Promise((resolve) => {
    setTimeout(() => resolve(globalThis.bench[step](argument)));
  });
}
