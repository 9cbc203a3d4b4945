import {
  type FocusEvent,
  type FocusEventHandler,
  type Ref,
  type RefCallback,
  useCallback,
  useEffect,
  useRef,
} from 'react';
import { useBrowserLayoutEffect } from './useBrowserLayoutEffect.js';

/** What the element takes whose focus is kept. */
export interface ReturnFocusProps<E extends HTMLElement> {
  ref: RefCallback<E>;
  onFocus: FocusEventHandler<E>;
}

/**
 * Keeps the focus from vanishing: when an element goes while the focus is in it, the focus returns to where it came
 * from; when only the focused button in it goes, the element itself takes it. The element needs a `tabIndex`.
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
  const gaveUp = useRef<HTMLOrSVGElement>(undefined);

  useBrowserLayoutEffect(() => {
    const node = element.current;
    // StrictMode ends the effects of an element that stays, and runs them again at once.
    gaveUp.current?.focus();
    return () => {
      const active = document.activeElement;
      // Layout effects are cleaned up before the element is removed, so the focus is still in it.
      if (!node?.contains(active) || !cameFrom.current?.isConnected) return;
      // Whatever has the focus can be given it.
      gaveUp.current = active as HTMLElement;
      queueMicrotask(() => {
        gaveUp.current = undefined;
      });
      returnTo(cameFrom.current);
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

function returnTo(element: HTMLElement): void {
  element.focus();
  if (document.activeElement === element) return;
  // A button that is disabled while its request is in the air takes no focus yet, but will when React is done.
  queueMicrotask(() => {
    if (document.activeElement === document.body) element.focus();
  });
}
