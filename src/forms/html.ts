import type { RefObject } from 'react';
import { warnOnce } from '../core/warnOnce.js';
import { hasKeys } from '../react/hooks/hasKeys.js';
import type { ImmErrorSource } from '../react/hooks/useImmError.js';
import { noFields } from './FormPort.js';
import { htmlFormPort } from './htmlFormPort.js';
import { type ImmForm, type UseImmFormOptions, useFormErrors } from './useFormErrors.js';
import { wrongForm } from './wrongForm.js';

export type { FieldPaths } from './matchField.js';
export type { ImmForm, UseImmFormOptions } from './useFormErrors.js';

/**
 * Puts what IMM refused at the fields of a plain form, found by their `name`, until they are edited or submitted again.
 *
 * A field gets `aria-invalid`, a custom validity, and the message as its description: in the element with
 * `data-imm-error-for="projectName"`, else in one that is put behind the field or its label.
 *
 * @param form A ref of the form.
 * @param source The mutation that the form submits, or anything else that `useImmError` takes.
 */
export function useImmForm(
  form: RefObject<HTMLFormElement | null>,
  source: ImmErrorSource,
  options?: UseImmFormOptions,
): ImmForm {
  const isForm = hasKeys(form, ['current']);
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      !isForm &&
      wrongForm('html', 'a ref: const form = useRef<HTMLFormElement>(null), and <form ref={form}>'),
  );
  const port = isForm ? htmlFormPort(() => form.current) : noFields;
  return useFormErrors(source, port, options);
}
