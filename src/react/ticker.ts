type Tick = (now: number) => void;

const listeners = new Set<Tick>();
const networkChanges = ['online', 'offline'] as const;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Calls back once at each full second, all listeners together, until the returned function is called.
 *
 * One timer for all countdowns of a page. It stands still while nothing counts, the page is hidden or the network is away:
 * countdowns read a deadline, so nothing is lost, and they catch up when both are back.
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
  document.addEventListener('visibilitychange', catchUp);
  for (const change of networkChanges) addEventListener(change, catchUp);
  schedule();
}

function stop(): void {
  document.removeEventListener('visibilitychange', catchUp);
  for (const change of networkChanges) removeEventListener(change, catchUp);
  clearTimeout(timer);
  timer = undefined;
}

// A chain of time-outs, not an interval: each aims at the next full second, so that ticks don't drift, and all
// countdowns of a page change in one frame.
function schedule(): void {
  clearTimeout(timer);
  if (!isAway()) timer = setTimeout(tick, 1000 - (Date.now() % 1000));
}

function tick(): void {
  // First, so that one that throws stops no clock.
  schedule();
  const now = Date.now();
  for (const listener of listeners) listener(now);
}

function catchUp(): void {
  if (isAway()) clearTimeout(timer);
  else tick();
}

function isAway(): boolean {
  return document.hidden || navigator.onLine === false;
}
