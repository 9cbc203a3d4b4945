/** A link of a page to another file, or to a heading. */
export interface PageLink {
  /** Relative to the page; empty where the heading is its own. */
  path: string;
  /** The heading's anchor; empty where the whole page is meant. */
  fragment: string;
}

/** The links and pictures of a Markdown page that don't lead to the web. */
export function linksOf(page: string): PageLink[] {
  const links = withoutCode(page).matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g);
  return [...links].map(([, path = '', fragment = '']) => ({ path, fragment }));
}

/** The anchors of a page's headings, as GitHub and npm make them. */
export function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutBlocks(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => {
    const anchor = title
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

// What looks like a link there is an array that is called.
function withoutCode(page: string): string {
  return withoutBlocks(page).replace(/`[^`\n]*`/g, '');
}

function withoutBlocks(page: string): string {
  return page.replace(/^```[\s\S]*?^```$/gm, '');
}
