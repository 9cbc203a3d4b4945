import { type Ref, type RefCallback, useCallback, useRef } from 'react';

/**
 * Brings the focus back when an element goes while the focus is in it: to where it came from, if that is still there.
 *
 * A browser puts the focus of a removed element on the page's body, and a keyboard user starts again at the top.
 */
export function useReturnFocus<E extends HTMLElement>(forwarded: Ref<E> | undefined): RefCallback<E> {
  const element = useRef<E>(null);
  const cameFrom = useRef<HTMLElement>(undefined);

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
    const from = event.relatedTarget;
    if (from instanceof HTMLElement && !element.current?.contains(from)) cameFrom.current = from;
  }
}

function assign<E>(ref: Ref<E> | undefined, node: E | null): void {
  if (typeof ref === 'function') ref(node);
  else if (ref) ref.current = node;
}
