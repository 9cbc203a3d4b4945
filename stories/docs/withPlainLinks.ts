/** A page of `docs` without its links to other files, none of which is in Storybook: their paths are named instead. */
export function withPlainLinks(page: string): string {
  return page.replace(/\[([^\]]+)\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g, (_, label: string, target: string) => {
    const path = new URL(target, 'file:///docs/').pathname.slice(1);
    return `${label} (\`${path}\`)`;
  });
}
