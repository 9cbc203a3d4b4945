type Tick = (now: number) => void;

const listeners = new Set<Tick>();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Calls back once at each full second, all listeners together, until the returned function is called.
 *
 * One timer for all countdowns of a page. It stands still while nothing counts or the page is hidden: countdowns read a
 * deadline, so nothing is lost, and they catch up when the page is shown again.
 */
export function subscribeTicker(listener: Tick): () => void {
  listeners.add(listener);
  if (listeners.size === 1) start();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

function start(): void {
  document.addEventListener('visibilitychange', handleVisibility);
  schedule();
}

function stop(): void {
  document.removeEventListener('visibilitychange', handleVisibility);
  clearTimeout(timer);
  timer = undefined;
}

// A chain of time-outs, not an interval: each aims at the next full second, so that ticks don't drift, and all
// countdowns of a page change in one frame.
function schedule(): void {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(tick, 1000 - (Date.now() % 1000));
}

function tick(): void {
  // First, so that one that throws stops no clock.
  schedule();
  const now = Date.now();
  for (const listener of listeners) listener(now);
}

function handleVisibility(): void {
  if (document.hidden) clearTimeout(timer);
  else tick();
}
