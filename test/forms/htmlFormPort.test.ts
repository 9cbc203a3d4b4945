import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FormPort } from '../../src/forms/FormPort.ts';
import { htmlFormPort } from '../../src/forms/htmlFormPort.ts';
import { labelOnScreen } from '../../src/forms/labelOnScreen.ts';

let port: FormPort;
const field = (): HTMLInputElement => document.querySelector('input') as HTMLInputElement;

function show(html: string): void {
  document.body.innerHTML = html;
  port = htmlFormPort(() => document.querySelector('form'));
}

beforeEach(() => show('<form><label>Codec: <input name="codec"></label></form>'));
afterEach(() => {
  document.body.innerHTML = '';
});

describe('htmlFormPort', () => {
  it('puts its text behind the label, which stays the name of the field', () => {
    port.setError('codec', 'Not accepted');
    expect(field().labels?.[0]?.textContent).toBe('Codec: ');
    expect(document.querySelector('label + p')?.textContent).toBe('Not accepted');

    port.setError('codec', undefined);
    expect(document.body.innerHTML).toBe('<form><label>Codec: <input name="codec"></label></form>');
  });

  it('is no part of the field’s name where the app keeps its element in the label', () => {
    show('<form><label>Codec <input name="codec"> <b data-imm-error-for="codec"></b></label></form>');
    port.setError('codec', 'Not accepted');

    expect(document.querySelector('b')?.textContent).toBe('Not accepted');
    expect(labelOnScreen(field())).toBe('Codec');
  });

  it('takes its text away when the field is gone', () => {
    port.setError('codec', 'Not accepted');
    document.querySelector('label')?.remove();
    port.setError('codec', undefined);

    expect(document.querySelector('form')?.textContent).toBe('');
  });

  it.each([
    { label: 'the kit’s text', own: '' },
    { label: 'the app’s', own: '<b data-imm-error-for="rows.1"></b>' },
  ])('takes its marks from a field that has another name since, and away $label', ({ own }) => {
    show(`<form><input name="rows.0"><div><input id="moved" name="rows.1">${own}</div></form>`);
    port.setError('rows.1', 'Not accepted');
    field().remove();
    const moved = field();
    moved.name = 'rows.0';
    document.querySelector('b')?.setAttribute('data-imm-error-for', 'rows.0');
    port.setError('rows.1', undefined);

    expect(moved.getAttributeNames()).toEqual(['id', 'name']);
    expect(moved.validity.valid).toBe(true);
    expect(document.querySelector('form')?.textContent).toBe('');
  });

  it('leaves its marks with the fields that change places', () => {
    show('<form><input name="rows.0"><input name="rows.1"></form>');
    const onEdit = vi.fn();
    const end = port.subscribe?.(onEdit);
    const [first, second] = document.querySelectorAll('input');
    for (const name of ['rows.0', 'rows.1']) port.setError(name, `${name} is wrong`);
    first?.setAttribute('name', 'rows.1');
    second?.setAttribute('name', 'rows.0');
    first?.dispatchEvent(new Event('input', { bubbles: true }));
    port.setError('rows.0', undefined);
    end?.();

    expect(onEdit).toHaveBeenCalledWith('rows.0');
    expect(first?.validity.valid).toBe(true);
    expect(second?.validationMessage).toBe('rows.1 is wrong');
    expect(document.querySelector('form')?.textContent).toBe('rows.1 is wrong');
  });

  it('leaves what the app’s own rule says, before and after', () => {
    field().setCustomValidity('Too short');
    port.setError('codec', 'Not accepted');
    expect(field().validationMessage).toBe('Too short');

    field().setCustomValidity('');
    port.setError('codec', 'Not accepted');
    expect(field().validationMessage).toBe('Not accepted');
    field().setCustomValidity('Too long');
    port.setError('codec', undefined);
    expect(field().validationMessage).toBe('Too long');
    expect(field().getAttribute('aria-invalid')).toBe('true');
  });

  it.each([null, 'true', 'false', 'spelling'])('gives back what the app said with aria-invalid: %s', (theirs) => {
    if (theirs !== null) field().setAttribute('aria-invalid', theirs);
    port.setError('codec', 'Not accepted');
    port.setError('codec', 'Too long');
    expect(field().getAttribute('aria-invalid')).toBe('true');

    port.setError('codec', undefined);
    expect(field().getAttribute('aria-invalid')).toBe(theirs);
  });

  it('leaves what the app says with aria-invalid since', () => {
    port.setError('codec', 'Not accepted');
    field().setAttribute('aria-invalid', 'false');
    port.setError('codec', undefined);

    expect(field().getAttribute('aria-invalid')).toBe('false');
  });

  it('takes its message from a field that is disabled meanwhile', () => {
    port.setError('codec', 'Not accepted');
    field().disabled = true;
    port.setError('codec', undefined);
    field().disabled = false;

    expect(field().validity.valid).toBe(true);
  });

  it.each([
    { label: 'a button in the form', html: '<form id="f"><input name="codec"><button>Go</button></form>', sends: true },
    {
      label: 'a button outside',
      html: '<form id="f"><input name="codec"></form><button form="f">Go</button>',
      sends: true,
    },
    {
      label: 'another form’s button',
      html: '<form><input name="codec"></form><form><button>Go</button></form>',
      sends: false,
    },
    {
      label: 'what is no button',
      html: '<form><input name="codec"></form><p><input type="checkbox"></p>',
      sends: false,
    },
  ])('can be sent again by $label: $sends', ({ html, sends }) => {
    show(html);
    const end = port.subscribe?.(() => {});
    port.setError('codec', 'Not accepted');
    document.querySelector<HTMLElement>('button, p input')?.click();
    end?.();

    expect(field().validity.valid).toBe(sends);
  });

  it('is sent again by a button outside the form that asks it to submit', () => {
    show('<form><input name="codec"></form><footer><button type="button">Save</button></footer>');
    const [form] = document.forms;
    const onSubmit = vi.fn((event: Event) => event.preventDefault());
    form?.addEventListener('submit', onSubmit);
    document.querySelector('button')?.addEventListener('click', () => form?.requestSubmit());
    const end = port.subscribe?.(() => {});
    port.setError('codec', 'Not accepted');
    document.querySelector('button')?.click();
    end?.();

    expect(onSubmit).toHaveBeenCalledOnce();
  });

  const undo = (event: Event): void => event.preventDefault();
  const reset = (): void => document.querySelector('button')?.click();

  it.each([
    { label: 'the person resets the form', run: reset, edited: ['codec'] },
    {
      label: 'the app resets it for a person',
      run: () => {
        document.querySelector('a')?.addEventListener('click', () => document.forms[0]?.reset());
        document.querySelector('a')?.click();
      },
      edited: ['codec'],
    },
    { label: 'React empties it after an action', run: () => document.forms[0]?.reset(), edited: [] },
    {
      label: 'the app wants no reset',
      run: () => {
        document.body.addEventListener('reset', undo, { once: true });
        reset();
      },
      edited: [],
    },
  ])('tells that its refused fields are edited where $label: $edited', ({ run, edited }) => {
    show('<form><input name="codec"><input name="note"><button type="reset">Reset</button><a>Clear</a></form>');
    const onEdit = vi.fn();
    const end = port.subscribe?.(onEdit);
    port.setError('codec', 'Not accepted');
    run();
    end?.();

    expect(onEdit.mock.calls.flat()).toEqual(edited);
  });

  it.each([
    { key: 'Enter', sends: true },
    { key: 'a', sends: false },
  ])('can be sent again by the key $key: $sends', ({ key, sends }) => {
    const end = port.subscribe?.(() => {});
    port.setError('codec', 'Not accepted');
    field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    end?.();

    expect(field().validity.valid).toBe(sends);
  });

  it('describes a field by its own message where two copies of the kit are in the page', async () => {
    const newCopy = (): Promise<{ htmlFormPort: typeof htmlFormPort }> => {
      vi.resetModules();
      return import('../../src/forms/htmlFormPort.ts');
    };
    const copies = [await newCopy(), await newCopy()];
    show('<form><input name="a"></form><form><input name="a"></form>');
    for (const [index, copy] of copies.entries())
      copy.htmlFormPort(() => document.forms[index] ?? null).setError('a', 'Not accepted');

    const ids = [...document.querySelectorAll('input')].map((input) => input.getAttribute('aria-describedby'));
    expect(new Set(copies.map((copy) => copy.htmlFormPort)).size).toBe(2);
    expect(new Set(ids).size).toBe(2);
  });
});
