/** What `safeLink` allows besides Alibaba Cloud's own pages. */
export interface SafeLinkOptions {
  /** More hosts, such as `docs.example.com`; their subdomains count, too. */
  allow?: readonly string[] | undefined;
}

// Not aliyuncs.com: anybody can put pages there, in a bucket.
const hosts = ['aliyun.com', 'alibabacloud.com'];

/**
 * The address in its normal form if it is safe to show as a link, else `undefined`.
 *
 * Safe is https on a host of Alibaba Cloud's consoles and documentation (both sites), or of `allow`, on the usual port
 * and without user info.
 */
export function safeLink(url: unknown, { allow = [] }: SafeLinkOptions = {}): string | undefined {
  if (typeof url !== 'string' || url.length > 4000) return undefined;
  try {
    const { protocol, hostname, username, password, port, href } = new URL(url);
    const isKnown = [...hosts, ...allow].some((host) => hostname === host || hostname.endsWith(`.${host}`));
    return isKnown && protocol === 'https:' && !username && !password && !port ? href : undefined;
  } catch {
    return undefined;
  }
}
