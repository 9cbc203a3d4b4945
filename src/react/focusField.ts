import { isVisible } from './findField.js';

/** How many frames a field has to come on screen, once the app has revealed it. */
const patience = 60;

/**
 * Brings a field on screen, its label first, and gives it the focus. Tells whether it did.
 *
 * @param reveal Opens what hides the field, such as a tab, a dialog or a row of a virtual list. May be asynchronous.
 */
export async function focusField(
  find: () => HTMLElement | undefined,
  reveal?: (() => unknown) | undefined,
): Promise<boolean> {
  const person = watchPerson();
  try {
    // No await without it: a browser opens the keyboard of a phone only while it handles the press.
    if (reveal) await reveal();
    for (let frame = 0; frame < patience && !person.hasActed(); frame++) {
      const field = find();
      if (field && show(field)) return true;
      if (!reveal) return false;
      await new Promise(requestAnimationFrame);
    }
    return false;
  } catch {
    // The app couldn't reveal it: the message stays where it is, and the focus, too.
    return false;
  } finally {
    person.stop();
  }
}

function show(field: HTMLElement): boolean {
  for (let closed = closedOf(field); closed; closed = closedOf(field)) closed.open = true;
  if (!isVisible(field)) return false;

  // A browser scrolls as little as it can, and would leave the label out of sight, or the field below a fixed header.
  labelOf(field).scrollIntoView({ block: 'center' });
  field.focus({ preventScroll: true });
  return true;
}

function closedOf(field: HTMLElement): HTMLDetailsElement | null {
  return field.closest<HTMLDetailsElement>('details:not([open])');
}

// A group of radio buttons or check boxes is named by its legend; the label of the first would say but one answer.
function labelOf(field: HTMLElement): HTMLElement {
  const legend = field.matches('[type=radio], [type=checkbox]')
    ? field.closest('fieldset')?.querySelector<HTMLElement>('legend')
    : undefined;
  const [label] = 'labels' in field ? ((field.labels as NodeListOf<HTMLElement> | null) ?? []) : [];
  return legend ?? label ?? field;
}

// Whoever goes on to something else meanwhile must not have the focus taken away.
function watchPerson(): { hasActed(): boolean; stop(): void } {
  const events = ['pointerdown', 'keydown'] as const;
  let hasActed = false;
  const note = (): void => {
    hasActed = true;
  };
  for (const event of events) addEventListener(event, note, true);
  return {
    hasActed: () => hasActed,
    stop() {
      for (const event of events) removeEventListener(event, note, true);
    },
  };
}
