import { useEffect, useRef } from 'react';
import { warnOnce } from '../core/warnOnce.js';
import { hasKeys } from '../react/hooks/hasKeys.js';
import type { ImmErrorSource } from '../react/hooks/useImmError.js';
import { type FormPort, noFields } from './FormPort.js';
import { type ImmForm, type UseImmFormOptions, useFormErrors } from './useFormErrors.js';
import { wrongForm } from './wrongForm.js';

export type { FieldPaths } from './matchField.js';
export type { ImmForm, UseImmFormOptions } from './useFormErrors.js';

/** What `Field.useField()` or `new Field(this)` of Fusion gives, as far as it is used here. */
export interface FusionField {
  getNames(): readonly string[];
  getError(name: string): readonly unknown[] | null | undefined;
  setError(name: string, errors: unknown): void;
}

/**
 * Puts what IMM refused at the fields of a Fusion form, until they are edited or submitted again: `field.getError(name)`.
 *
 * @param field What `Field.useField()` gave.
 * @param source The mutation that the form submits, or anything else that `useImmError` takes.
 */
export function useImmForm(field: FusionField, source: ImmErrorSource, options?: UseImmFormOptions): ImmForm {
  const isForm = hasKeys(field, ['getNames', 'getError', 'setError']);
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      !isForm &&
      wrongForm('fusion', 'what `Field.useField()` returned, or `new Field(this)`'),
  );
  const shown = useRef(new Map<string, string>());
  const edited = useRef<(name: string) => void>(undefined);
  const isShown = (name: string, message: string): boolean => field.getError(name)?.includes(message) ?? false;
  const port: FormPort = {
    names: () => field.getNames(),
    setError(name, message) {
      const before = shown.current.get(name);
      if (message === undefined) shown.current.delete(name);
      else shown.current.set(name, message);
      if (message !== undefined) field.setError(name, [message]);
      else if (before !== undefined && isShown(name, before)) field.setError(name, []);
    },
    subscribe(onEdit) {
      edited.current = onEdit;
      return () => {
        edited.current = undefined;
      };
    },
  };
  const imm = useFormErrors(source, isForm ? port : noFields, options);

  // Fusion tells nobody of an edit, but empties the field's errors and renders its component.
  useEffect(() => {
    for (const [name, message] of shown.current) if (!isShown(name, message)) edited.current?.(name);
  });
  return imm;
}
