import { warnOnce } from '../core/warnOnce.js';
import { findFieldOnPage, pathKey } from '../react/findField.js';
import { hasKeys } from '../react/hooks/hasKeys.js';
import type { ImmErrorSource } from '../react/hooks/useImmError.js';
import { type FormPort, noFields } from './FormPort.js';
import { type ImmForm, type UseImmFormOptions, useFormErrors } from './useFormErrors.js';
import { watchValues } from './watchValues.js';
import { wrongForm } from './wrongForm.js';

export type { FieldPaths } from './matchField.js';
export type { ImmForm, UseImmFormOptions } from './useFormErrors.js';

/** What `useForm` of React Hook Form returns, as far as it is used here. `never` stands for the names of the form's own type. */
export interface HookForm {
  readonly control: { readonly _names: { readonly mount: Iterable<string> }; readonly _fields: object };
  getValues(name: never): unknown;
  setError(name: string, error: { type: string; message: string }): void;
  clearErrors(name: never): void;
  getFieldState(name: string): { readonly error?: { readonly type?: unknown } | undefined };
  setFocus(name: string): void;
  watch(callback: () => void): { unsubscribe(): void };
}

const type = 'imm';

/**
 * Puts what IMM refused at the fields of a React Hook Form: they are in `formState.errors`, with `type: 'imm'`, until
 * they are edited or submitted again.
 *
 * @param form What `useForm` returned.
 * @param source The mutation that the form submits, or anything else that `useImmError` takes.
 * @example
 * const form = useForm<NewProject>();
 * const create = useMutation({ mutationFn: createProject });
 * const imm = useImmForm(form, create);
 * // <ErrorBanner source={imm} /> says what no field says.
 */
export function useImmForm(form: HookForm, source: ImmErrorSource, options?: UseImmFormOptions): ImmForm {
  const isForm = hasKeys(form, [
    'control',
    'setError',
    'clearErrors',
    'getFieldState',
    'setFocus',
    'watch',
    'getValues',
  ]);
  warnOnce(
    () => process.env.NODE_ENV !== 'production' && !isForm && wrongForm('react-hook-form', 'what `useForm()` returned'),
  );
  const port: FormPort = {
    names: () => [...form.control._names.mount].filter((name) => isMounted(form, name)),
    setError(name, message) {
      if (message !== undefined) form.setError(name, { type, message });
      else if (form.getFieldState(name).error?.type === type) form.clearErrors(name as never);
    },
    element: (name) => elementOf(fieldOf(form, name)) ?? findFieldOnPage([name]),
    focus: (name) => form.setFocus(name),
    subscribe(onEdit) {
      // Of a list that gains or loses a row, only the list is named, so the values themselves are looked at.
      const changedSince = watchValues(port.names, (name) => form.getValues(name as never));
      const subscription = form.watch(() => {
        for (const name of changedSince()) onEdit(name);
      });
      return () => subscription.unsubscribe();
    },
  };
  return useFormErrors(source, isForm ? port : noFields, options);
}

// For their values' sake, React Hook Form remembers the names of fields that are gone.
function isMounted(form: HookForm, name: string): boolean {
  return fieldOf(form, name)?.mount === true;
}

/** What React Hook Form knows of a field. */
interface HookField {
  mount?: boolean;
  ref?: unknown;
  /** Of a group of boxes. */
  refs?: readonly unknown[];
}

function fieldOf({ control }: HookForm, name: string): HookField | undefined {
  let found: unknown = control._fields;
  for (const key of pathKey(name).split('.')) found = (found as Record<string, unknown> | undefined)?.[key];
  return (found as { _f?: HookField } | undefined)?._f;
}

// Of a controlled field it may hold no element, but an object that takes the focus.
function elementOf({ ref, refs = [] }: HookField = {}): HTMLElement | undefined {
  return [ref, ...refs].find((held): held is HTMLElement => held instanceof HTMLElement && held.isConnected);
}
