import { useRef } from 'react';
import { warnOnce } from '../core/warnOnce.js';
import { hasKeys } from '../react/hooks/hasKeys.js';
import type { ImmErrorSource } from '../react/hooks/useImmError.js';
import { type FormPort, noFields } from './FormPort.js';
import { type ImmForm, type UseImmFormOptions, useFormErrors } from './useFormErrors.js';
import { watchValues } from './watchValues.js';
import { wrongForm } from './wrongForm.js';

export type { FieldPaths } from './matchField.js';
export type { ImmForm, UseImmFormOptions } from './useFormErrors.js';

/** What is known of a field: TanStack Form's `FieldMeta`, as far as it is used here. */
interface TanStackFieldMeta {
  readonly errorMap: { readonly onSubmit?: unknown };
}

type TanStackFields = Readonly<Record<string, { readonly instance: unknown }>>;

/** What `useForm` of TanStack Form returns, as far as it is used here. `never` stands for what the form's own type decides. */
export interface TanStackForm {
  readonly fieldInfo: object;
  readonly state: { readonly submissionAttempts: number };
  readonly store: { subscribe(listener: () => void): { unsubscribe(): void } | (() => void) };
  getFieldMeta(name: string): TanStackFieldMeta | undefined;
  getFieldValue(name: string): unknown;
  setFieldMeta(name: never, update: never): void;
}

/**
 * Puts what IMM refused at the fields of a TanStack Form: they are in `field.state.meta.errors` until they are edited or
 * submitted again.
 *
 * @param form What `useForm` returned.
 * @param source The mutation that the form submits, or anything else that `useImmError` takes.
 */
export function useImmForm(form: TanStackForm, source: ImmErrorSource, options?: UseImmFormOptions): ImmForm {
  const isForm = hasKeys(form, ['fieldInfo', 'state', 'store', 'getFieldMeta', 'getFieldValue', 'setFieldMeta']);
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      !isForm &&
      wrongForm('tanstack-form', 'what `useForm()` or `useAppForm()` returned'),
  );
  const shown = useRef(new Map<string, string>());
  const put = (name: string, message: string | undefined): void => {
    if (!form.getFieldMeta(name)) return;
    // The slot that TanStack Form itself empties when the field is edited.
    const update = (meta: TanStackFieldMeta): TanStackFieldMeta => ({
      ...meta,
      errorMap: { ...meta.errorMap, onSubmit: message },
    });
    form.setFieldMeta(name as never, update as never);
  };
  const port: FormPort = {
    // It remembers a field that is gone, but not its instance.
    names: () => Object.keys(form.fieldInfo).filter((name) => (form.fieldInfo as TanStackFields)[name]?.instance),
    setError(name, message) {
      const before = shown.current.get(name);
      if (message === undefined) shown.current.delete(name);
      else shown.current.set(name, message);
      if (message !== undefined || form.getFieldMeta(name)?.errorMap.onSubmit === before) put(name, message);
    },
    subscribe(onEdit) {
      const changedSince = watchValues(port.names, (name) => form.getFieldValue(name));
      const { submissionAttempts } = form.state;
      const subscription = form.store.subscribe(() => {
        // It submits nothing while a field has an error. But what IMM refused a minute ago it may take now.
        if (form.state.submissionAttempts !== submissionAttempts)
          for (const name of shown.current.keys()) put(name, undefined);
        for (const name of changedSince()) onEdit(name);
      });
      return () => (typeof subscription === 'function' ? subscription() : subscription.unsubscribe());
    },
  };
  return useFormErrors(source, isForm ? port : noFields, options);
}
