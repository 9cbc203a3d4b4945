import { warnOnce } from '../core/warnOnce.js';
import { hasKeys } from '../react/hooks/hasKeys.js';
import type { ImmErrorSource } from '../react/hooks/useImmError.js';
import { type FormPort, noFields } from './FormPort.js';
import { type ImmForm, type UseImmFormOptions, useFormErrors } from './useFormErrors.js';
import { wrongForm } from './wrongForm.js';

export type { FieldPaths } from './matchField.js';
export type { ImmForm, UseImmFormOptions } from './useFormErrors.js';

/** What `useForm` of React Hook Form returns, as far as it is used here. `never` stands for the names of the form's own type. */
export interface HookForm {
  readonly control: { readonly _names: { readonly mount: Iterable<string> } };
  setError(name: string, error: { type: string; message: string }): void;
  clearErrors(name: never): void;
  getFieldState(name: string): { readonly error?: { readonly type?: unknown } | undefined };
  setFocus(name: string): void;
  watch(callback: (values: unknown, info: { name?: string | undefined }) => void): { unsubscribe(): void };
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
  const isForm = hasKeys(form, ['control', 'setError', 'clearErrors', 'getFieldState', 'setFocus', 'watch']);
  warnOnce(
    () => process.env.NODE_ENV !== 'production' && !isForm && wrongForm('react-hook-form', 'what `useForm()` returned'),
  );
  const port: FormPort = {
    names: () => [...form.control._names.mount],
    setError(name, message) {
      if (message !== undefined) form.setError(name, { type, message });
      else if (form.getFieldState(name).error?.type === type) form.clearErrors(name as never);
    },
    focus: (name) => form.setFocus(name),
    subscribe(onEdit) {
      const subscription = form.watch((_, { name }) => name !== undefined && onEdit(name));
      return () => subscription.unsubscribe();
    },
  };
  return useFormErrors(source, isForm ? port : noFields, options);
}
