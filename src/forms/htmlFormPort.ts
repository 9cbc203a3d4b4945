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
      const controls = controlsOf(form).filter((control) => control.name === name);
      const [first] = controls;
      if (!form || !first) return;

      const text = textOf(form, first, message);
      for (const control of controls) {
        control.setCustomValidity(message ?? '');
        if (message === undefined) control.removeAttribute('aria-invalid');
        else control.setAttribute('aria-invalid', 'true');
        describe(control, text, message !== undefined);
      }
    },
    element: (name) => controlsOf(formOf()).find((control) => control.name === name),
    subscribe(onEdit) {
      const form = formOf();
      const handleEdit = ({ target }: Event): void => {
        if (isControl(target)) onEdit(target.name);
      };
      // A field that isn't valid would keep the form from being sent again, though the service may accept it by now.
      const handleClick = ({ target }: Event): void => {
        if (!(target instanceof Element) || !target.closest('button, input')) return;
        for (const control of controlsOf(form)) if (control.ariaInvalid) control.setCustomValidity('');
      };
      form?.addEventListener('input', handleEdit);
      form?.addEventListener('change', handleEdit);
      form?.addEventListener('click', handleClick, true);
      return () => {
        form?.removeEventListener('input', handleEdit);
        form?.removeEventListener('change', handleEdit);
        form?.removeEventListener('click', handleClick, true);
      };
    },
  };
}

function controlsOf(form: HTMLFormElement | null): Control[] {
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
  return elements?.filter(isControl).filter(({ name }) => name) ?? [];
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

let lastId = 0;

/** The element with the message: the app's own with `data-imm-error-for`, else one behind the field. */
function textOf(form: HTMLFormElement, control: Control, message: string | undefined): HTMLElement | undefined {
  const found = [...form.querySelectorAll<HTMLElement>('[data-imm-error-for]')].find(
    ({ dataset }) => dataset['immErrorFor'] === control.name,
  );
  const text = found ?? (message === undefined ? undefined : createText(control));
  if (!text) return undefined;

  text.id ||= `imm-error-${++lastId}`;
  text.textContent = message ?? '';
  if (message === undefined && 'immMade' in text.dataset) text.remove();
  return text;
}

function createText(control: Control): HTMLElement {
  const text = document.createElement('p');
  text.className = 'imm-field-error';
  text.dataset['part'] = 'field-error';
  text.dataset['immErrorFor'] = control.name;
  text.dataset['immMade'] = '';
  control.after(text);
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
