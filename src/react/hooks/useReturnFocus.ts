import { type Ref, type RefCallback, useCallback, useEffect, useRef } from 'react';

/**
 * Keeps the focus from vanishing: when an element goes while the focus is in it, the focus returns to where it came
 * from; when only the focused button in it goes, the element itself takes it. The element needs a `tabIndex`.
 *
 * A browser puts the focus of a removed element on the page's body, and a keyboard user starts again at the top.
 */
export function useReturnFocus<E extends HTMLElement>(forwarded: Ref<E> | undefined): RefCallback<E> {
  const element = useRef<E>(null);
  const cameFrom = useRef<HTMLElement>(undefined);
  const lastFocused = useRef<Node>(undefined);

  useEffect(() => {
    const isLost = document.activeElement === document.body && lastFocused.current?.isConnected === false;
    if (isLost) element.current?.focus();
  });

  return useCallback(
    (node: E | null) => {
      assign(forwarded, node);
      if (node) {
        element.current = node;
        node.addEventListener('focusin', remember);
        return;
      }
      const gone = element.current;
      gone?.removeEventListener('focusin', remember);
      element.current = null;
      // React takes refs away before it removes the element, so the focus is still in it.
      if (gone?.contains(document.activeElement) && cameFrom.current?.isConnected) cameFrom.current.focus();
    },
    [forwarded],
  );

  function remember(event: FocusEvent): void {
    if (event.target instanceof Node) lastFocused.current = event.target;
    const from = event.relatedTarget;
    if (from instanceof HTMLElement && !element.current?.contains(from)) cameFrom.current = from;
  }
}

function assign<E>(ref: Ref<E> | undefined, node: E | null): void {
  if (typeof ref === 'function') ref(node);
  else if (ref) ref.current = node;
}
