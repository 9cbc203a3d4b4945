const longestLabel = 80;

/** What may stand in a label and isn't the field's name: the control, with a select's options, and what is said of it. */
const besides = 'input, select, textarea, button, [data-imm-error-for]';

/** What a field is called on screen, in the person's own language; `undefined` where it has no short name there. */
export function labelOnScreen(element: HTMLElement | undefined): string | undefined {
  const own = (element as HTMLInputElement | undefined)?.labels?.[0]?.cloneNode(true) as HTMLElement | undefined;
  for (const part of own?.querySelectorAll(besides) ?? []) part.remove();
  const text = own?.textContent ?? element?.getAttribute('aria-label') ?? '';
  // A mark of required fields, or the colon of a form in two columns, belongs to the label's look.
  const label = text.replace(/[\s:：*]+$/, '').trim();
  return label && label.length <= longestLabel ? label : undefined;
}
