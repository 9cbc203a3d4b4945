/** What the headers of an answer say, with `Retry-After` in ms. */
export function readHeaders(value: object): object {
  const headers = 'get' in value ? (value as Headers) : new Headers(Object.entries(value).slice(0, 99));
  const date = headers.get('date');
  const wait = headers.get('retry-after');
  return {
    requestId: headers.get('x-acs-request-id') ?? headers.get('x-oss-request-id'),
    // A date is held against the server's own clock, so that a wrong clock here doesn't shift the wait.
    retryAfter:
      headers.get('x-acs-retry-after') ??
      (wait && (Number(wait) * 1000 || Date.parse(wait) - (Date.parse(date ?? '') || Date.now()))),
    date,
  };
}
