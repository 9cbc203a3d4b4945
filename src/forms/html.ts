import type { RefObject } from 'react';
import type { ImmErrorSource } from '../react/hooks/useImmError.js';
import { htmlFormPort } from './htmlFormPort.js';
import { type ImmForm, type UseImmFormOptions, useFormErrors } from './useFormErrors.js';

export type { FieldPaths } from './matchField.js';
export type { ImmForm, UseImmFormOptions } from './useFormErrors.js';

/**
 * Puts what IMM refused at the fields of a plain form, found by their `name`, until they are edited or submitted again.
 *
 * A field gets `aria-invalid`, a custom validity, and the message as its description: in the element with
 * `data-imm-error-for="projectName"`, else in one that is put behind the field.
 *
 * @param form A ref of the form.
 * @param source The mutation that the form submits, or anything else that `useImmError` takes.
 */
export function useImmForm(
  form: RefObject<HTMLFormElement | null>,
  source: ImmErrorSource,
  options?: UseImmFormOptions,
): ImmForm {
  return useFormErrors(
    source,
    htmlFormPort(() => form.current),
    options,
  );
}
