import { attempt } from '../core/attempt.js';
import { warnOnce } from '../core/warnOnce.js';
import type { FormPort } from './FormPort.js';
import { wrongForm } from './wrongForm.js';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The fields of a plain form, with the browser's own constraint validation. */
export function htmlFormPort(formOf: () => HTMLFormElement | null): FormPort {
  return {
    names: () => controlsOf(formOf()).map(({ name }) => name),
    setError(name, message) {
      const form = formOf();
      if (!form) return;

      const controls = allControlsOf(form).filter(
        (control) => (message === undefined ? refusedName(control) : control.name) === name,
      );
      const text = textOf(form, name, controls[0], message);
      for (const control of controls) {
        if (message === undefined) accept(control, text);
        else refuse(control, name, text, message);
      }
    },
    element: (name) => controlsOf(formOf()).find((control) => control.name === name),
    subscribe(onEdit) {
      const form = formOf();
      const handleEdit = ({ target }: Event): void => {
        if (isControl(target)) onEdit(refusedName(target));
      };
      let isPressing = false;
      // A field that isn't valid would keep the form from being sent again, though the service may accept it by now.
      const handlePress = (event: Event): void => {
        isPressing = true;
        setTimeout(() => {
          isPressing = false;
        }, 0);
        if (!sends(event, form)) return;
        for (const control of controlsOf(form)) if (ours.has(control)) release(control);
      };
      // Not what React empties once its action is done: that may come with the very failure.
      const handleReset = ({ target, defaultPrevented }: Event): void => {
        if (target !== form || defaultPrevented || !isPressing) return;
        for (const control of allControlsOf(form)) if (refused.has(control)) onEdit(refusedName(control));
      };
      // A button belongs to a form by its `form`, too, wherever on the page it stands.
      const page = form?.getRootNode();
      form?.addEventListener('input', handleEdit);
      form?.addEventListener('change', handleEdit);
      page?.addEventListener('click', handlePress, true);
      page?.addEventListener('keydown', handlePress, true);
      // Last of all, as the app may not want it.
      page?.addEventListener('reset', handleReset);
      return () => {
        form?.removeEventListener('input', handleEdit);
        form?.removeEventListener('change', handleEdit);
        page?.removeEventListener('click', handlePress, true);
        page?.removeEventListener('keydown', handlePress, true);
        page?.removeEventListener('reset', handleReset);
      };
    },
  };
}

function controlsOf(form: HTMLFormElement | null): Control[] {
  return allControlsOf(form).filter(({ name }) => name);
}

function allControlsOf(form: HTMLFormElement | null): Control[] {
  // `elements` of a form can be hidden by a field of that name; the prototype's getter can't.
  // A ref can stand at another element.
  const elements = form && attempt(() => [...(elementsGetter?.call(form) ?? [])]);
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      !!form &&
      !elements &&
      wrongForm('html', 'the ref of the <form> itself, not of an element around or inside it'),
  );
  return elements?.filter(isControl) ?? [];
}

const elementsGetter =
  typeof HTMLFormElement === 'undefined'
    ? undefined
    : (Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, 'elements')?.get as
        | ((this: HTMLFormElement) => HTMLFormControlsCollection)
        | undefined);

function isControl(element: unknown): element is Control {
  return (
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && !/^(?:submit|button|reset|image|hidden)$/.test(element.type))
  );
}

// Enter in a field sends the form as well, without a press where the form has no button.
function sends(event: Event, form: HTMLFormElement | null): boolean {
  if ('key' in event && event.key !== 'Enter') return false;
  const pressed = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button, input') : null;
  // A button of no form, as in a drawer's footer, may ask any form to submit.
  return pressed !== null && (pressed.form === form || (pressed.form === null && !isControl(pressed)));
}

/** Under which name a field was refused, and where that is said: a row that moves up takes both along. */
const refused = new WeakMap<Control, { name: string; text: HTMLElement | undefined }>();

function refusedName(control: Control): string {
  return refused.get(control)?.name ?? control.name;
}

function refuse(control: Control, name: string, text: HTMLElement | undefined, message: string): void {
  refused.set(control, { name, text });
  describe(control, text, true);
  markInvalid(control);
  if (!release(control)) return;
  control.setCustomValidity(message);
  ours.set(control, message);
}

function accept(control: Control, text: HTMLElement | undefined): void {
  const before = refused.get(control)?.text ?? text;
  refused.delete(control);
  describe(control, before, false);
  if (before) say(before, undefined);
  if (release(control)) unmarkInvalid(control);
}

/** What was put into the validity of fields here. */
const ours = new WeakMap<Control, string>();

/** Takes the service's message out of a field's validity. Tells whether the app's own rules say nothing there. */
function release(control: Control): boolean {
  const { willValidate, validity, validationMessage } = control;
  // A field that is disabled hides whose words it has; the app's own rule will say its own again.
  const isTheirs = willValidate && validity.customError && validationMessage !== ours.get(control);
  if (!isTheirs) control.setCustomValidity('');
  return !isTheirs;
}

/** What the app itself said with `aria-invalid` before the kit did. */
const theirMarks = new WeakMap<Control, string | null>();

function markInvalid(control: Control): void {
  if (!theirMarks.has(control)) theirMarks.set(control, control.getAttribute('aria-invalid'));
  control.setAttribute('aria-invalid', 'true');
}

function unmarkInvalid(control: Control): void {
  const theirs = theirMarks.get(control);
  theirMarks.delete(control);
  // The app, which may draw it from `fieldErrors`, has the last word.
  if (theirs === undefined || control.getAttribute('aria-invalid') !== 'true') return;
  if (theirs === null) control.removeAttribute('aria-invalid');
  else control.setAttribute('aria-invalid', theirs);
}

/** The element with the message: the app's own with `data-imm-error-for`, else one behind the field. */
function textOf(
  form: HTMLFormElement,
  name: string,
  control: Control | undefined,
  message: string | undefined,
): HTMLElement | undefined {
  const found = [...form.querySelectorAll<HTMLElement>('[data-imm-error-for]')].find(
    ({ dataset }) => dataset['immErrorFor'] === name,
  );
  const text = found ?? (message === undefined || !control ? undefined : createText(control));
  if (!text) return undefined;

  // Not counted: two copies of the kit may be in one page.
  text.id ||= `imm-error-${Math.random().toString(36).slice(2)}`;
  say(text, message);
  return text;
}

function say(text: HTMLElement, message: string | undefined): void {
  text.textContent = message ?? '';
  if (message === undefined && 'immMade' in text.dataset) text.remove();
}

function createText(control: Control): HTMLElement {
  const text = document.createElement('p');
  text.className = 'imm-field-error';
  text.dataset['part'] = 'field-error';
  text.dataset['immErrorFor'] = control.name;
  text.dataset['immMade'] = '';
  // In a label, it would become a part of the field's name.
  (control.closest('label') ?? control).after(text);
  return text;
}

function describe(control: Control, text: HTMLElement | undefined, isOn: boolean): void {
  if (!text) return;
  const ids = new Set((control.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean));
  if (isOn) ids.add(text.id);
  else ids.delete(text.id);
  if (ids.size > 0) control.setAttribute('aria-describedby', [...ids].join(' '));
  else control.removeAttribute('aria-describedby');
}
