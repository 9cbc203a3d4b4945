import { startTransition, useActionState, useCallback, useEffect, useRef, useState } from 'react';
import { htmlFormPort } from './htmlFormPort.js';
import { type ImmForm, type UseImmFormOptions, useFormErrors } from './useFormErrors.js';

export type { FieldPaths } from './matchField.js';
export type { ImmForm, UseImmFormOptions } from './useFormErrors.js';

/** A form action of React 19: where it stands, and what the form has to be given. */
export interface ImmFormAction<Data> extends ImmForm {
  /** For `<form {...create.formProps}>`. */
  formProps: { ref: (form: HTMLFormElement | null) => () => void; action: (values: FormData) => void };
  /** Whether it is under way. What is submitted meanwhile is not sent a second time. */
  isPending: boolean;
  /** Whether it worked the last time. */
  isSuccess: boolean;
  /** What it gave the last time it worked. */
  data: Data | undefined;
}

interface ActionState<Data> {
  status: 'idle' | 'success' | 'error';
  data?: Data;
  thrown?: unknown;
}

/**
 * Runs a form action of React 19 and puts what IMM refused at the fields of its form, found by their `name`.
 *
 * React empties a form whose action is done, though it failed. Here what was typed stays until it worked.
 *
 * @param action Sends the form's values; rejects where that fails.
 * @example
 * const create = useImmAction((values) => createProject(String(values.get('projectName'))));
 * // <form {...create.formProps}>… <ErrorBanner source={create} /></form>
 */
export function useImmAction<Data>(
  action: (values: FormData) => Promise<Data>,
  options: UseImmFormOptions = {},
): ImmFormAction<Data> {
  const form = useRef<HTMLFormElement>(null);
  const inFlight = useRef(false);
  const keepsText = useRef(false);
  const lastValues = useRef<FormData>(undefined);

  const run = async (_: ActionState<Data>, values: FormData): Promise<ActionState<Data>> => {
    keepsText.current = false;
    try {
      return { status: 'success', data: await action(values) };
    } catch (thrown) {
      keepsText.current = true;
      return { status: 'error', thrown };
    } finally {
      inFlight.current = false;
    }
  };
  const [state, dispatch, isPending] = useActionState(run, { status: 'idle' });

  const submit = (values: FormData): void => {
    // React would queue a second submit and send it after the first.
    if (inFlight.current) return;
    inFlight.current = true;
    lastValues.current = values;
    dispatch(values);
  };
  const repeat = (): void => {
    const values = lastValues.current;
    if (values) startTransition(() => submit(values));
  };

  const [port] = useState(() => htmlFormPort(() => form.current));
  const hasFailed = state.status === 'error' && !isPending;
  // Anything can be thrown, `undefined` too: as an error value that would be none.
  const source = hasFailed ? (state.thrown ?? new Error('The form action failed without an error.')) : null;
  const imm = useFormErrors(source, port, { operation: 'mutation', onRetry: repeat, ...options });

  const setForm = useCallback((node: HTMLFormElement | null) => {
    const handleReset = (event: Event): void => {
      if (keepsText.current) event.preventDefault();
    };
    form.current = node;
    node?.addEventListener('reset', handleReset);
    return () => node?.removeEventListener('reset', handleReset);
  }, []);
  // React's own reset comes before effects run: from here on a reset is the person's.
  useEffect(() => {
    if (state.status === 'error') keepsText.current = false;
  }, [state]);

  return {
    ...imm,
    formProps: { ref: setForm, action: submit },
    isPending,
    isSuccess: state.status === 'success' && !isPending,
    data: state.data,
  };
}
