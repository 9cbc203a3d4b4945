const hosts = ['aliyun.com', 'alibabacloud.com'];
export function safeLink(url: unknown, options: { allow?: readonly string[] | undefined } = {}): string | undefined {
  if (typeof url !== 'string') return undefined;
  try {
    const { protocol, hostname, username, password, port, href } = new URL(url);
    const isAllowed = [...hosts, ...(options.allow ?? [])].some((h) => hostname === h || hostname.endsWith(`.${h}`));
    return protocol === 'https:' && isAllowed && !username && !password && !port ? href : undefined;
  } catch {
    return undefined;
  }
}
