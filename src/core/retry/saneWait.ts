/** A service that asks for more than a day, or for less than nothing, is mistaken. */
export const longestNamedWait = 86_400_000;

/** The wait that the service named, in ms, if it can be believed. */
export function saneWait(ms: number | undefined): number | undefined {
  return ms !== undefined && ms > 0 && ms <= longestNamedWait ? ms : undefined;
}
