/** What the function returns; `undefined` where it throws, as hostile getters and revoked proxies do. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
