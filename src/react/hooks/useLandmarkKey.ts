import { type RefObject, useEffect, useRef } from 'react';

/**
 * F6 brings the focus into an element, and from it back to where it came from; so does the element itself when it has
 * nothing left to say. The element needs a `tabIndex`.
 */
export function useLandmarkKey(element: RefObject<HTMLElement | null>, isEmpty: boolean): void {
  const cameFrom = useRef<HTMLElement>(undefined);

  useEffect(() => {
    const node = element.current;
    const remember = ({ relatedTarget: from }: FocusEvent): void => {
      if (from instanceof HTMLElement && !node?.contains(from)) cameFrom.current = from;
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.defaultPrevented || isEmpty) return;
      // With another key it is the browser's, or the app's.
      if (event.ctrlKey || event.shiftKey || event.altKey || event.metaKey) return;
      const target = node?.contains(document.activeElement) ? cameFrom.current : node;
      target?.focus();
      // Behind a modal dialog nothing takes the focus: then the key stays the browser's own.
      if (target && document.activeElement === target) event.preventDefault();
    };
    node?.addEventListener('focusin', remember);
    document.addEventListener('keydown', press);
    return () => {
      node?.removeEventListener('focusin', remember);
      document.removeEventListener('keydown', press);
    };
  }, [element, isEmpty]);

  useEffect(() => {
    if (isEmpty && element.current?.contains(document.activeElement)) cameFrom.current?.focus();
  }, [element, isEmpty]);
}
