/** What `safeLink` allows besides Alibaba Cloud's own pages. */
export interface SafeLinkOptions {
  /** More hosts, such as `docs.example.com`; their subdomains count, too. */
  allow?: readonly string[] | undefined;
}

// Not aliyuncs.com: anybody can put pages there, in a bucket.
const hosts = ['aliyun.com', 'alibabacloud.com'];

// What IMM sends is such an address, which a `URL` would only repeat, and takes a browser longer than all else about an action.
const plain = /^https:\/\/[a-z\d.]+\/[\w/.?=&~+-]*$/;

/**
 * The address in its normal form if it is safe to show as a link, else `undefined`.
 *
 * Safe is https on a host of Alibaba Cloud's consoles and documentation (both sites), or of `allow`, on the usual port
 * and without user info.
 */
export function safeLink(url: unknown, { allow = [] }: SafeLinkOptions = {}): string | undefined {
  if (typeof url !== 'string' || url.length > 4000) return undefined;
  try {
    const href = isNormal(url) ? url : new URL(url).href;
    // Of an address in its normal form this much is enough to read: user info or a port that isn't the usual one leaves
    // an `@` or a `:` behind the host. Reading each part of a URL by its own costs a browser more than parsing it.
    const [, hostname] = /^https:\/\/([^/?#@:]+)\//.exec(href) ?? [];
    const isBelow = (host: string): boolean => hostname === host || hostname?.endsWith(`.${host}`) === true;
    // An empty one, of a setting that isn't there, would allow each host that ends in a dot.
    return hosts.concat(allow).some((host) => host && isBelow(host.toLowerCase())) ? href : undefined;
  } catch {
    return undefined;
  }
}

// Nothing in it is dropped, decoded or resolved, as `/../` would be.
function isNormal(url: string): boolean {
  return plain.test(url) && !url.includes('/.');
}
