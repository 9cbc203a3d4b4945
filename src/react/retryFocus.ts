/** The focus of a message that goes because the person tries again, for the message that comes if that fails again. */
export interface RetryFocus {
  /** Called when the person tries again, while the message is still there. */
  leave(message: HTMLElement | null): void;
  /** Called when a message has come: gives it the focus, unless the person has gone on. Returns what ends it. */
  comeBack(message: HTMLElement | null): () => void;
}

export function createRetryFocus(): RetryFocus {
  let leftAt: Element | null = null;
  // From then on the focus is where the person wants it: nothing may take it away from who types there.
  const goOn = (): void => {
    leftAt = null;
  };

  return {
    leave(message) {
      if (!message?.contains(document.activeElement)) return;
      // Once `useReturnFocus` has found another place for it.
      setTimeout(() => {
        leftAt = document.activeElement;
        for (const press of ['keydown', 'pointerdown']) {
          document.addEventListener(press, goOn, { capture: true, once: true });
        }
      }, 0);
    },
    comeBack(message) {
      const timer = setTimeout(() => {
        if (leftAt && leftAt === document.activeElement) message?.focus();
        leftAt = null;
      }, 0);
      return () => clearTimeout(timer);
    },
  };
}
