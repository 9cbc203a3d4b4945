import {
  type FocusEvent,
  type FocusEventHandler,
  type Ref,
  type RefCallback,
  useCallback,
  useEffect,
  useRef,
} from 'react';
import { isVisible } from '../findField.js';
import { useBrowserLayoutEffect } from './useBrowserLayoutEffect.js';

/** What the element takes whose focus is kept. */
export interface ReturnFocusProps<E extends HTMLElement> {
  ref: RefCallback<E>;
  onFocus: FocusEventHandler<E>;
}

/**
 * Keeps the focus from vanishing: when an element goes while the focus is in it, the focus returns to where it came
 * from, else to what stands nearest before; when only the focused button in it goes, the element itself takes it. The
 * element needs a `tabIndex`.
 *
 * A browser puts the focus of a removed element on the page's body, and a keyboard user starts again at the top.
 *
 * @param forwarded The element's own `ref`, which is served as well.
 * @param ownOnFocus The element's own handler, likewise.
 * @param own A ref of the component's own, likewise.
 */
export function useReturnFocus<E extends HTMLElement>(
  forwarded: Ref<E> | undefined,
  ownOnFocus: FocusEventHandler<E> | undefined,
  own?: Ref<E>,
): ReturnFocusProps<E> {
  const element = useRef<E>(null);
  const cameFrom = useRef<HTMLElement>(undefined);
  const lastFocused = useRef<Node>(undefined);

  useBrowserLayoutEffect(() => {
    const node = element.current;
    return () => {
      // Layout effects are cleaned up before the element is removed, so the focus is still in it.
      if (!node?.contains(document.activeElement)) return;
      const part = node.parentElement?.closest<HTMLElement>('[data-part=incidents], dialog, [role=dialog], main');
      const ways = [cameFrom.current, ...waysBefore(node, part ?? document)];
      // When React is done: a button that was disabled takes the focus again, and StrictMode has kept the element.
      queueMicrotask(() => {
        const active = document.activeElement;
        const isLost = active === document.body || (node.contains(active) && !isVisible(node));
        if (isLost && !ways.some(takesFocus)) focusHead(part);
      });
    };
  }, []);

  useEffect(() => {
    const isGone = lastFocused.current?.isConnected === false;
    if (isGone && document.activeElement === document.body) element.current?.focus();
  });

  return {
    ref: useCallback(
      (node: E | null) => {
        element.current = node;
        setRef(own, node);
        const end = setRef(forwarded, node);
        // From React 19 on, an app's ref may be ended by what it returned; it then never expects `null`.
        if (typeof end !== 'function') return undefined;
        return () => {
          element.current = null;
          setRef(own, null);
          end();
        };
      },
      [forwarded, own],
    ),
    // React's own event, which bubbles: a listener for each of a thousand banners would be paid for when they mount.
    onFocus(event: FocusEvent<E>) {
      lastFocused.current = event.target;
      const from = event.relatedTarget;
      if (from instanceof HTMLElement && !event.currentTarget.contains(from)) cameFrom.current = from;
      ownOnFocus?.(event);
    },
  };
}

function setRef<E>(ref: Ref<E> | undefined, node: E | null): ReturnType<RefCallback<E>> {
  if (typeof ref === 'function') return ref(node);
  if (ref) ref.current = node;
  return undefined;
}

/** What takes the focus by Tab before an element, the nearest first. */
function waysBefore(node: Element, scope: ParentNode): HTMLElement[] {
  return [...scope.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary, [tabindex]')]
    .filter((each) => each.tabIndex >= 0 && each.compareDocumentPosition(node) === Node.DOCUMENT_POSITION_FOLLOWING)
    .reverse();
}

// What is gone, hidden, disabled or behind a modal dialog doesn't. The page must not jump to where nobody has been.
function takesFocus(element: HTMLElement | undefined, index: number): boolean {
  element?.focus({ preventScroll: index > 0 });
  return element !== undefined && document.activeElement === element;
}

function focusHead(part: HTMLElement | null | undefined): void {
  const head = (part ?? document).querySelector<HTMLElement>('h1') ?? part;
  if (!head?.hasAttribute('tabindex')) head?.setAttribute('tabindex', '-1');
  head?.focus({ preventScroll: true });
}
