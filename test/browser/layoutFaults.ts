/** What is only there for screen readers is 1 px small by design. */
const unseen = '.imm-visually-hidden, [data-part="announcer"], svg *';

/** The elements that stick out of the page, or that cut off what is in them. */
export function overflows(container: HTMLElement): string[] {
  const pageWidth = document.documentElement.clientWidth;
  return seenElements(container)
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -0.5 || right > pageWidth + 0.5 || isCut(element);
    })
    .map((element) => `${nameOf(element)} does not fit: ${textOf(element)}`);
}

function isCut(element: HTMLElement): boolean {
  const { display, overflowY } = getComputedStyle(element);
  if (display === 'inline') return false;
  if (element.scrollWidth > element.clientWidth + 1) return true;
  // A policy may scroll: the keyboard reaches it.
  return overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
}

const boxes = '[data-part="icon"], [data-part="action"], [data-part="dismiss"], summary, dt, dd, pre';

/** The texts and boxes of a banner that lie on one another. */
export function overlaps(banner: HTMLElement): string[] {
  const shapes = [
    // What is scrolled out of sight in a policy lies on nothing.
    ...seenElements(banner)
      .filter((element) => !element.matches('pre'))
      .flatMap(textShapes),
    ...[...banner.querySelectorAll(boxes)]
      .filter(isShown)
      .map((owner) => ({ owner, rect: owner.getBoundingClientRect() })),
  ];
  return shapes.flatMap((one, index) =>
    shapes
      .slice(index + 1)
      .filter((other) => !one.owner.contains(other.owner) && !other.owner.contains(one.owner))
      .filter((other) => intersect(one.rect, other.rect))
      .map(
        (other) =>
          `${nameOf(one.owner)} (${textOf(one.owner)}) lies on ${nameOf(other.owner)} (${textOf(other.owner)})`,
      ),
  );
}

interface Shape {
  owner: Element;
  rect: DOMRect;
}

/** One box for each line of text that stands in an element itself, cut to the letters' height: line boxes may touch. */
function textShapes(owner: HTMLElement): Shape[] {
  const fontSize = Number.parseFloat(getComputedStyle(owner).fontSize);
  return ownTexts(owner).flatMap((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].map(({ x, y, width, height }) => {
      const spare = Math.max(0, (height - fontSize) / 2);
      return { owner, rect: new DOMRect(x, y + spare, width, height - 2 * spare) };
    });
  });
}

function intersect(one: DOMRect, other: DOMRect): boolean {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 1 && height > 1;
}

/** A code, an id, a name of a parameter or an address: Latin letters and digits, joined by signs without a direction. */
const code = /[A-Za-z0-9][A-Za-z0-9.:/_-]*[A-Za-z0-9]/g;

/** The codes whose characters are not painted from left to right, as they are where a right-to-left text reorders them. */
export function reorderedCodes(container: HTMLElement): string[] {
  // Nothing is reordered where all goes from left to right.
  if (!container.closest('[dir="rtl"]')) return [];
  return seenElements(container).flatMap((element) =>
    ownTexts(element).flatMap((node) =>
      [...node.data.matchAll(code)].filter((match) => !readsLeftToRight(node, match)).map((match) => match[0]),
    ),
  );
}

function readsLeftToRight(node: Text, { 0: text, index }: RegExpExecArray): boolean {
  const range = document.createRange();
  let before: DOMRect | undefined;
  for (let at = index; at < index + text.length; at += 1) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const rect = range.getBoundingClientRect();
    const isSameLine = before !== undefined && Math.abs(rect.top - before.top) < rect.height / 2;
    if (before && isSameLine && rect.left < before.left - 0.5) return false;
    before = rect;
  }
  return true;
}

function seenElements(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>('*')].filter(
    (element) => !element.closest(unseen) && isShown(element),
  );
}

function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}

function ownTexts(element: Element): Text[] {
  return [...element.childNodes].filter((node) => node instanceof Text);
}

function nameOf(element: Element): string {
  return element.getAttribute('data-part') ?? element.tagName.toLowerCase();
}

function textOf(element: Element): string {
  return (element.textContent ?? '').slice(0, 60);
}
