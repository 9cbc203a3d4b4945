/**
 * How fast one user's waiting requests may go. Plain data; times in ms.
 *
 * Nobody tells a user how many others there are, so all is learned from answers and refusals: the wait is in proportion
 * to the time that each outcome has taken so far. Under load that time is long, and grows by itself while nothing is
 * answered. After an answer the next request follows sooner, and sooner still after each further one in a row, so that
 * what the service has to spare is found and used, until the next refusal.
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
  /** How many were refused since the last answer. */
  run: number;
  /** The most that waited. */
  most: number;
  /** The last outcome. */
  at: number;
  /** The last answer; when the burst began, if there was none. */
  answeredAt: number;
}

// Found with bench/retry's service and users, 10 to 10,000 tabs, by evolution (CMA-ES) over these constants and ten more
// that made no difference; checked on seeds that weren't searched. Refusals and idle time can be had for each other, so
// each constant trades; none is free. For comparison, 1000 tabs whose users know how many they are, and wait in proportion
// to that, need 1.46 refusals for each success at 1.10 times the perfect time; these, who can't know it, 1.81 at 1.11.
const slowness = 2.6;
const doubt = 2.2;
const refusalWeight = 0.47;
// Below 1: who was lucky so far goes less fast than his luck suggests, or few would get everything and many would come last.
const trust = 0.68;
// The longer the last answer is ago, compared with the whole burst, the less it says.
const recency = 0.17;
// The service's own time scale: how long it takes to have its burst to spare again, and from when on a load is one of
// thousands of tabs, where a refusal is dear and nobody sees another minute.
const shortAge = 10_000;
const impatience = 0.135;
const longAge = 440_000;
const patience = 0.3;
// Many refusals in a row can be bad luck; without this, the unluckiest would sleep through the end of the load.
const comfort = 0.95;
const longestRun = 9;
// After an answer: sooner the more is known, because then a refusal teaches little that would be lost.
const followUp = 0.22;
const certainty = 0.4;
const speedUp = 0.92;
const longestStreak = 8;
// The nearer a user is to done, the nearer everybody is, and the less an idle service can wait to be found out.
const hurry = 0.32;
// Chance has spread the users after the first refusals already; a wide jitter would only make the last ones later.
const firstJitter = 0.15;
const jitter = 0.08;
// Where others of the same burst were answered, the limit is near, not far: the first probe may come sooner.
const answeredFirst = 0.4;
const leastAge = 200;
// A new burst starts with most of the old one's age and refusals, and fewer of its answers: the same load gives the same
// pace, and another one is soon learned.
const recalledAge = 0.72;
const recalledAnswers = 0.4;
const recalledRefusals = 2;
// Older outcomes fade, or a page that is open all day could no longer learn.
const mostOutcomes = 100;
const longestWait = 540_000;

/** The pace of a burst of which the first request was just refused. */
export function openPace(now: number, firstWait: number, wasAnswered: boolean): Pace {
  return {
    since: now - leastAge,
    first: wasAnswered ? firstWait * answeredFirst : firstWait,
    answered: wasAnswered ? 1 : 0,
    refused: 0,
    streak: 0,
    run: 0,
    most: 1,
    at: 0,
    answeredAt: now - leastAge,
  };
}

/** The pace of a new burst, from what the last one taught. */
export function recallPace(pace: Pace, now: number): Pace {
  if (!pace.at) return { ...pace, since: now - leastAge, answeredAt: now - leastAge };
  const since = now - Math.max(0, pace.at - pace.since) * recalledAge - leastAge;
  return {
    ...pace,
    since,
    answered: pace.answered * recalledAnswers,
    // An outage tells nothing, burst after burst: doubled each time, the refusals would soon leave no wait at all.
    refused: Math.min(pace.refused, mostOutcomes) * recalledRefusals,
    streak: 0,
    run: 0,
    most: 1,
    at: now,
    answeredAt: since,
  };
}

/** How long the next request waits after the last outcome. */
export function learnedWaitOf(pace: Pace, now: number, waiting: number, luck: number): number {
  const chance = 2 * luck - 1;
  if (!pace.at) return pace.first * (1 + chance * firstJitter);
  return Math.min(longestWait, baseWait(pace, now) * haste(pace, waiting) * (1 + chance * jitter));
}

function baseWait({ since, answered, refused, answeredAt }: Pace, now: number): number {
  const age = Math.max(leastAge, now - since);
  const outcomes = doubt + answered + refused * refusalWeight;
  const drought = Math.min(1, Math.max(leastAge, now - answeredAt) / age);
  const scale = (shortAge / age) ** impatience * Math.max(1, age / longAge) ** patience;
  return ((slowness * age) / outcomes ** trust) * drought ** recency * scale;
}

function haste({ answered, streak, run, most }: Pace, waiting: number): number {
  if (!streak) return comfort ** Math.max(0, Math.min(run, longestRun) - 1);
  const left = (waiting + 1) / (Math.max(most, waiting) + 1);
  return followUp * (1 + answered) ** -certainty * left ** hurry * speedUp ** (Math.min(streak, longestStreak) - 1);
}

export function paceAfterAnswer(pace: Pace, now: number, waiting: number): Pace {
  return faded({
    ...pace,
    answered: pace.answered + 1,
    streak: pace.streak + 1,
    run: 0,
    most: Math.max(pace.most, waiting + 1),
    at: now,
    answeredAt: now,
  });
}

export function paceAfterRefusal(pace: Pace, now: number, waiting: number): Pace {
  const { refused, run, most } = pace;
  return faded({ ...pace, refused: refused + 1, streak: 0, run: run + 1, most: Math.max(most, waiting), at: now });
}

/** After a request of which nobody knows whether it was refused: time that taught nothing doesn't count. */
export function paceAfterSilence(pace: Pace, now: number): Pace {
  if (!pace.at) return { ...pace, since: now - leastAge, answeredAt: now - leastAge };
  return shiftedPace({ ...pace, at: now }, now - pace.at);
}

/** The pace as if everything had happened later, or with a negative time, earlier. */
export function shiftedPace(pace: Pace, ms: number): Pace {
  return { ...pace, since: pace.since + ms, answeredAt: pace.answeredAt + ms };
}

function faded(pace: Pace): Pace {
  const { since, answered, refused, at } = pace;
  if (answered + refused <= mostOutcomes) return pace;
  return { ...pace, since: at - (at - since) / 2, answered: answered / 2, refused: refused / 2 };
}
