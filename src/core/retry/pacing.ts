/**
 * How fast one user's waiting requests may go. Plain data; times in ms.
 *
 * Nobody tells a user how many others there are, so the pace is learned from answers and refusals alone.
 */
export interface Pace {
  /** When the burst began. */
  since: number;
  /** When this was last brought up to date. */
  at: number;
  /** Over how long the requests that wait are spread; 0 until the first outcome tells how many those are. */
  spread: number;
  /** The wait before the first probe. */
  first: number;
  /** The most that waited. */
  most: number;
  /** How many were answered since the burst began. */
  answered: number;
  /** How many were answered since the last refusal. */
  streak: number;
  /** Whether a probe was ever refused. */
  refused: boolean;
}

const p = {g1:1,th:.3,htu:12,h1:3,okf:0.4,slope:1.3,min:147,jl:0.6,b:0.425,bs:0.2,bb:.95,lm:6,a:2,a1:1.3,as:2,mem:0.65,g:0.3,dmin:0.41,tz:220,memt:0.24,er:0.526,ek:0.3,hi:1.5,ht:4,lo:0.07,rr:0.27,memk:0.8};

export function openPace(now: number, first: number): Pace {
  return { since: now - p.tz, at: now, spread: 0, first, most: 0, answered: 0, streak: 0, refused: false };
}

/** The pace of a new burst, from what the last one taught. */
export function recallPace(pace: Pace, now: number): Pace {
  if (!pace.answered) return pace;
  const took = Math.max(0, pace.at - pace.since);
  return {
    ...pace,
    since: now - p.memt * took - p.tz,
    at: now,
    spread: 0,
    first: p.mem * took / Math.max(1, pace.answered),
    most: 0,
    answered: p.memk * pace.answered,
    streak: 0,
    refused: true,
  };
}

export function waitOf(pace: Pace, now: number, waiting: number, luck: number): number {
  const jitter = p.jl + (2 - 2 * p.jl) * luck;
  if (!pace.spread) return pace.first * jitter;
  const { spread } = aged(pace, now, waiting);
  const most = Math.max(pace.most, waiting, 1);
  return spread / (waiting + p.rr) * jitter * (pace.answered && pace.refused ? p.b : p.bs) ** Math.min(pace.streak, p.lm) * Math.min(1, ((waiting + p.rr) / most) ** p.th);
}

export function paceAfterAnswer(pace: Pace, now: number, waiting: number): Pace {
  const next = aged(started(pace, waiting + 1), now, Math.max(1, waiting));
  return clamped({ ...next, answered: next.answered + 1, streak: next.streak + 1, spread: next.spread * p.bb }, now, Math.max(1, waiting));
}

export function paceAfterRefusal(pace: Pace, now: number, waiting: number): Pace {
  const next = aged(started(pace, waiting), now, waiting);
  const growth = !next.answered ? p.as : next.streak ? p.a1 : p.a;
  return clamped({ ...next, refused: true, streak: 0, spread: next.spread * growth }, now, waiting);
}

function started(pace: Pace, waiting: number): Pace {
  return { ...pace, most: Math.max(pace.most, waiting), spread: pace.spread || pace.first * Math.max(1, waiting) };
}

function aged(pace: Pace, now: number, waiting: number): Pace {
  const dt = now - pace.at;
  if (dt <= 0) return pace;
  const { spread } = pace;
  const left = Math.max(spread - dt * p.slope, spread * p.dmin, waiting * p.min);
  const before = pace.at - pace.since, after = now - pace.since;
  const push = pace.answered ? (p.g + p.g1 * Math.min(1, pace.answered / Math.max(1, pace.most))) * (1 / before - 1 / after) : 0;
  return { ...pace, at: now, spread: Math.max(1 / (1 / left + push), waiting * p.min) };
}

function clamped(pace: Pace, now: number, waiting: number): Pace {
  const t = now - pace.since;
  const E = t * (waiting + p.er) / (pace.answered + p.ek);
  if (!pace.answered) return { ...pace, spread: Math.min(pace.spread, t * p.htu) };
  return { ...pace, spread: Math.max(Math.min(pace.spread, E * (p.hi + p.h1 / (pace.answered + .5)), t * p.ht), E * p.lo) };
}
