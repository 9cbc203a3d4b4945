import { useRef } from 'react';
import { warnOnce } from '../core/warnOnce.js';
import { findFieldOnPage } from '../react/findField.js';
import { hasKeys } from '../react/hooks/hasKeys.js';
import type { ImmErrorSource } from '../react/hooks/useImmError.js';
import { type FormPort, noFields } from './FormPort.js';
import { type ImmForm, type UseImmFormOptions, useFormErrors } from './useFormErrors.js';
import { watchValues } from './watchValues.js';
import { wrongForm } from './wrongForm.js';

export type { FieldPaths } from './matchField.js';
export type { ImmForm, UseImmFormOptions } from './useFormErrors.js';

type NamePath = readonly (string | number)[];

/** What `Form.useForm` of Ant Design returns, as far as it is used here. `never` stands for the paths of the form's own type. */
export interface AntdForm {
  getFieldsError(): readonly { readonly name: NamePath; readonly errors: readonly unknown[] }[];
  setFields(fields: never): void;
  getFieldValue(name: never): unknown;
  focusField?(name: never): void;
  getFieldInstance?(name: never): unknown;
}

/** A form's failures, and what the form has to be given. */
export interface ImmAntdForm extends ImmForm {
  /** For `<Form {...imm.formProps}>`: hears which fields are edited. */
  formProps: { onValuesChange: () => void };
}

/**
 * Puts what IMM refused at the fields of an Ant Design form, until they are edited or submitted again.
 *
 * @param form What `Form.useForm()` gave.
 * @param source The mutation that the form submits, or anything else that `useImmError` takes.
 * @example
 * const [form] = Form.useForm();
 * const imm = useImmForm(form, create);
 * // <Form form={form} {...imm.formProps} onFinish={create.mutate}>
 */
export function useImmForm(form: AntdForm, source: ImmErrorSource, options?: UseImmFormOptions): ImmAntdForm {
  const isForm = hasKeys(form, ['getFieldsError', 'setFields', 'getFieldValue']);
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      !isForm &&
      wrongForm('antd', 'the form itself: const [form] = Form.useForm()'),
  );
  const edited = useRef<() => void>(undefined);
  const pathOf = (name: string): (string | number)[] | undefined => {
    const found = form.getFieldsError().find((field) => nameOf(field.name) === name);
    return found && [...found.name];
  };
  // By Ant Design's ids, which a form with a name puts its own before.
  const element = (name: string): HTMLElement | undefined =>
    findFieldOnPage([name, name.replaceAll('.', '_')]) ?? elementOf(form.getFieldInstance?.(pathOf(name) as never));
  // Ant Design counts a list among its fields, but draws nothing of what is said there.
  const isShown = (path: NamePath): boolean =>
    !mayBeList(form.getFieldValue([...path] as never)) || element(nameOf(path)) !== undefined;
  const port: FormPort = {
    names: () =>
      form
        .getFieldsError()
        .map((field) => field.name)
        .filter(isShown)
        .map(nameOf),
    setError(name, message) {
      const path = pathOf(name);
      if (path) form.setFields([{ name: path, errors: message === undefined ? [] : [message] }] as never);
    },
    element,
    ...(isForm &&
      form.focusField && {
        focus: (name) => {
          const path = pathOf(name);
          if (path) form.focusField?.(path as never);
        },
      }),
    subscribe(onEdit) {
      // Of a list, Ant Design tells all items as changed, so the values themselves are looked at.
      const changedSince = watchValues(port.names, (name) => form.getFieldValue((pathOf(name) ?? []) as never));
      edited.current = () => {
        for (const name of changedSince()) onEdit(name);
      };
      return () => {
        edited.current = undefined;
      };
    },
  };
  const imm = useFormErrors(source, isForm ? port : noFields, options);
  return { ...imm, formProps: { onValuesChange: () => edited.current?.() } };
}

// Before its first row, a list has no value.
function mayBeList(value: unknown): boolean {
  return value === undefined || Array.isArray(value);
}

function nameOf(path: NamePath): string {
  return path.join('.');
}

function elementOf(instance: unknown): HTMLElement | undefined {
  const element = (instance as { nativeElement?: unknown } | null | undefined)?.nativeElement ?? instance;
  return element instanceof HTMLElement ? element : undefined;
}
