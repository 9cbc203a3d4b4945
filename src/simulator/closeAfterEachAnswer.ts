/**
 * Lets each request of an HTTP/1 server have a connection of its own. A browser that loses a connection which it has used
 * before takes it for a stale one and sends the request again by itself, a POST too (Chromium: `ShouldResendRequest` of
 * `HttpNetworkTransaction`), so that a change would be made twice and the page would never hear of the drop.
 */
export function closeAfterEachAnswer(server: object): void {
  Object.assign(server, { maxRequestsPerSocket: 1 });
}
