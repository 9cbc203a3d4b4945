import { type Ref, type RefCallback, useCallback, useEffect, useRef } from 'react';
import { useBrowserLayoutEffect } from './useBrowserLayoutEffect.js';

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

  useBrowserLayoutEffect(() => {
    const node = element.current;
    const remember = (event: FocusEvent): void => {
      if (event.target instanceof Node) lastFocused.current = event.target;
      const from = event.relatedTarget;
      if (from instanceof HTMLElement && !node?.contains(from)) cameFrom.current = from;
    };
    node?.addEventListener('focusin', remember);
    return () => {
      node?.removeEventListener('focusin', remember);
      // Layout effects are cleaned up before the element is removed, so the focus is still in it.
      if (node?.contains(document.activeElement) && cameFrom.current?.isConnected) returnTo(cameFrom.current);
    };
  }, []);

  useEffect(() => {
    const isLost = document.activeElement === document.body && lastFocused.current?.isConnected === false;
    if (isLost) element.current?.focus();
  });

  return useCallback(
    (node: E | null) => {
      element.current = node;
      if (typeof forwarded === 'function') forwarded(node);
      else if (forwarded) forwarded.current = node;
    },
    [forwarded],
  );
}

function returnTo(element: HTMLElement): void {
  element.focus();
  if (document.activeElement === element) return;
  // A button that is disabled while its request is in the air takes no focus yet, but will when React is done.
  queueMicrotask(() => {
    if (document.activeElement === document.body) element.focus();
  });
}
