/** Full seconds from now to a deadline, both in ms since the epoch. Never fewer than 0. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}
