/** What the headers of an answer say, with `Retry-After` in ms. */
export function readHeaders(value: object): object {
  // Not by `new Headers`: it refuses all for one that it doesn't allow, as `:status` of HTTP/2 or a text in Chinese.
  const pairs = (Array.isArray(value) ? value : Object.entries(value)).slice(0, 99);
  const read = (name: string): string =>
    `${'get' in value ? (value as Headers).get(name) : pairs.find(([key]) => `${key}`.toLowerCase() === name)?.[1]}`;
  const wait = read('retry-after');
  const date = read('date');
  return {
    xAcsRequestId: read('x-acs-request-id'),
    xOssRequestId: read('x-oss-request-id'),
    xAcsRetryAfter: read('x-acs-retry-after'),
    // A date is held against the server's own clock, so that a wrong clock here doesn't shift the wait.
    retryAfter: Number(wait) * 1000 || Date.parse(wait) - (Date.parse(date) || Date.now()),
    date,
  };
}
