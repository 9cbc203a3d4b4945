const longestLabel = 80;

/** What a field is called on screen, in the person's own language; `undefined` where it has no short name there. */
export function labelOnScreen(element: HTMLElement | undefined): string | undefined {
  const labels = (element as HTMLInputElement | undefined)?.labels;
  const text = labels?.[0]?.textContent ?? element?.getAttribute('aria-label') ?? '';
  // A mark of required fields, or the colon of a form in two columns, belongs to the label's look.
  const label = text.replace(/[\s:：*]+$/, '').trim();
  return label && label.length <= longestLabel ? label : undefined;
}
