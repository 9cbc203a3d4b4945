const controls = 'input:not([type=hidden]), select, textarea, button, [contenteditable], [tabindex]';

/** One spelling for all of a path: form libraries write `sources[0].uri` as `sources.0.uri` or `sources[0][uri]`, too. */
export function pathKey(path: string): string {
  return path.replace(/\[(\w+)\]/g, '.$1');
}

/** The control that has one of these paths as its `name` or `id`; the checked one of a group, else one that can be seen. */
export function findField(paths: readonly string[], scope: ParentNode): HTMLElement | undefined {
  const keys = new Set(paths.filter(Boolean).map(pathKey));
  const isCalled = (name: string | null): boolean => keys.has(pathKey(name ?? ''));
  // Compared, not put into a selector: a path may hold anything, as it comes from the server.
  const usable = [...scope.querySelectorAll<HTMLElement>(controls)].filter((control) => !control.matches(':disabled'));
  const named = usable.filter((control) => isCalled(control.getAttribute('name')));
  const found = named.length > 0 ? named : usable.filter((control) => isCalled(control.id));
  return found.find((control) => control.matches(':checked')) ?? found.find(isVisible) ?? found[0];
}

/** The page's field of these paths; of several forms that have one, the one in which the person is. */
export function findFieldOnPage(paths: readonly string[]): HTMLElement | undefined {
  const own = document.activeElement?.closest('form');
  return (own && findField(paths, own)) || findField(paths, document);
}

/** Whether an element is drawn, so that it can take the focus. */
export function isVisible(element: HTMLElement): boolean {
  return element.checkVisibility?.({ visibilityProperty: true }) !== false;
}

/** The first control in an element that takes no focus itself, such as a wrapper that carries the id. */
export function controlIn(element: HTMLElement | null): HTMLElement | undefined {
  if (!element || element.matches(controls)) return element ?? undefined;
  return element.querySelector<HTMLElement>(controls) ?? undefined;
}
