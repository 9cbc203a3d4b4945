import { median } from './median.mjs';

/** The median of the rounds' own ratios: what slows a round slows both sides of it. */
export function medianRatio(own, base) {
  return median(own.map((time, round) => time / base[round]));
}
