/**
 * How fast one user's waiting requests may go. Plain data; times in ms.
 *
 * Nobody tells a user how many others there are, so all is learned from answers and refusals: after a refusal the wait
 * is in proportion to the time that each of them has taken so far. Under load that time is long, and grows by itself
 * while nothing is answered. After each answer in a row the wait shrinks, so that what the service has to spare is found
 * and used, until the next refusal.
 */
export interface Pace {
  /** When the burst began. */
  since: number;
  /** The wait before the first probe. */
  first: number;
  /** How many outcomes there were since then; answers count in full, refusals less. */
  answered: number;
  refused: number;
  /** How many were answered since the last refusal. */
  streak: number;
  /** The most that waited. */
  most: number;
  /** The last outcome. */
  at: number;
}

// Tuned with bench/retry on 10 to 10,000 tabs. The first four trade refusals against idle time: one can be had for the
// other, but both at once could not be bettered.
const refusedWait = 4.5;
const doubt = 2.3;
const refusalWeight = 0.7;
const trust = 1.1;
const firstSpeedUp = 0.23;
const speedUp = 0.48;
const longestStreak = 8;
// Wide at first, when everybody was refused at the same moment; later chance has spread them already, and a wide jitter
// would only make the last ones later.
const firstJitter = 0.4;
const jitter = 0.2;
// The nearer a user is to done, the nearer everybody is, and the less an idle service can wait to be found out.
const hurry = 0.2;
// Where others of the same burst were answered, the limit is near, not far: the first probe may come sooner.
const answeredFirst = 0.4;
const leastAge = 200;
// A new burst starts with a fraction of the old one's age: the same load gives the same pace, at first a little faster,
// because a service that was left alone has room.
const recalledAge = 0.55;
const recalledAnswers = 0.9;
const recalledRefusals = 1.8;
// Older outcomes fade, or a page that is open all day could no longer learn.
const mostOutcomes = 100;
const longestWait = 540_000;

/** The pace of a burst of which the first request was just refused. */
export function openPace(now: number, firstWait: number, wasAnswered: boolean): Pace {
  const first = wasAnswered ? firstWait * answeredFirst : firstWait;
  return { since: now - leastAge, first, answered: wasAnswered ? 1 : 0, refused: 0, streak: 0, most: 1, at: 0 };
}

/** The pace of a new burst, from what the last one taught. */
export function recallPace(pace: Pace, now: number): Pace {
  if (!pace.at) return { ...pace, since: now - leastAge };
  const age = Math.max(0, pace.at - pace.since) * recalledAge;
  const { answered, refused } = pace;
  return {
    ...pace,
    since: now - age - leastAge,
    answered: answered * recalledAnswers,
    refused: refused * recalledRefusals,
    streak: 0,
    most: 1,
    at: now,
  };
}

/** How long the next request waits after the last outcome. */
export function waitOf(pace: Pace, now: number, waiting: number, luck: number): number {
  const chance = 2 * luck - 1;
  if (!pace.at) return pace.first * (1 + chance * firstJitter);

  const age = Math.max(leastAge, now - pace.since);
  const each = age / (doubt + pace.answered + pace.refused * refusalWeight) ** trust;
  const left = ((waiting + 1) / (Math.max(pace.most, waiting) + 1)) ** hurry;
  const streak = Math.min(pace.streak, longestStreak);
  const faster = streak ? firstSpeedUp * speedUp ** (streak - 1) : 1;
  return Math.min(longestWait, refusedWait * each * left * faster * (1 + chance * jitter));
}

export function paceAfterAnswer(pace: Pace, now: number, waiting: number): Pace {
  return faded({
    ...pace,
    answered: pace.answered + 1,
    streak: pace.streak + 1,
    most: Math.max(pace.most, waiting + 1),
    at: now,
  });
}

export function paceAfterRefusal(pace: Pace, now: number, waiting: number): Pace {
  return faded({ ...pace, refused: pace.refused + 1, streak: 0, most: Math.max(pace.most, waiting), at: now });
}

/** After a request of which nobody knows whether it was refused: time that taught nothing doesn't count. */
export function paceAfterSilence(pace: Pace, now: number): Pace {
  return pace.at ? { ...pace, since: now - (pace.at - pace.since), at: now } : { ...pace, since: now - leastAge };
}

function faded(pace: Pace): Pace {
  const { since, answered, refused, at } = pace;
  if (answered + refused <= mostOutcomes) return pace;
  return { ...pace, since: at - (at - since) / 2, answered: answered / 2, refused: refused / 2 };
}
