import { startTransition, useActionState, useCallback, useEffect, useRef, useState } from 'react';
import type { ImmMutationSource } from '../react/hooks/readSource.js';
import { useImmErrorContext } from '../react/ImmErrorContext.js';
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

/** What sends a form. Made by `withVerify`, it can find out as well what became of it. */
export interface FormAction<Data> {
  (values: FormData): Promise<Data>;
  /** Finds out whether the values of an earlier submit were carried out. */
  check?: ((values: FormData) => Promise<Data>) | undefined;
}

interface ActionState<Data> {
  status: 'idle' | 'success' | 'error';
  data?: Data;
  thrown?: unknown;
  submittedAt: number;
  kind?: Submit['kind'];
}

interface Submit {
  values: FormData;
  kind: 'send' | 'repeat' | 'check' | 'forget';
}

const idle = { status: 'idle', submittedAt: 0 } as const;

/**
 * Runs a form action of React 19 and puts what IMM refused at the fields of its form, found by their `name`.
 *
 * React empties a form whose action is done, though it failed. Here what was typed stays until it worked.
 *
 * @param action Sends the form's values; rejects where that fails. With `withVerify`, a lost answer can be checked.
 * @example
 * const create = useImmAction((values) => createProject(String(values.get('projectName'))));
 * // <form {...create.formProps}>… <ErrorBanner source={create} /></form>
 */
export function useImmAction<Data>(action: FormAction<Data>, options: UseImmFormOptions = {}): ImmFormAction<Data> {
  const form = useRef<HTMLFormElement>(null);
  const inFlight = useRef(false);
  const keepsText = useRef(false);
  const isEdited = useRef(false);
  const [last, setLast] = useState<FormData>();
  const { credentials } = useImmErrorContext();

  const run = async (_: ActionState<Data>, { values, kind }: Submit): Promise<ActionState<Data>> => {
    if (kind === 'forget') return idle;
    keepsText.current = false;
    const submittedAt = Date.now();
    try {
      const send = (): Promise<Data> => (kind === 'check' && action.check ? action.check(values) : action(values));
      // The provider watches TanStack Query only: nobody else would renew what this is refused for.
      const data = await (credentials ? credentials.run(send, { operation: 'mutation' }) : send());
      return { status: 'success', data, submittedAt, kind };
    } catch (thrown) {
      keepsText.current = true;
      return { status: 'error', thrown, submittedAt };
    } finally {
      inFlight.current = false;
    }
  };
  const [state, dispatch, isPending] = useActionState<ActionState<Data>, Submit>(run, idle);

  const submit = (values: FormData, kind: Submit['kind']): void => {
    // React would queue a second submit and send it after the first.
    if (inFlight.current) return;
    inFlight.current = kind !== 'forget';
    setLast(values);
    startTransition(() => dispatch({ values, kind }));
  };
  const handleSubmit = (values: FormData): void => {
    if (!inFlight.current) isEdited.current = false;
    submit(values, 'send');
  };
  const repeat = (kind: Submit['kind']): void => {
    if (last) submit(last, kind);
  };

  const [port] = useState(() => htmlFormPort(() => form.current));
  const source: ImmMutationSource = {
    status: isPending ? 'pending' : state.status,
    isPaused: false,
    error: state.thrown,
    failureCount: 0,
    failureReason: null,
    submittedAt: state.submittedAt,
    variables: last,
    mutate: () => repeat('repeat'),
    reset: () => repeat('forget'),
    verify: action.check && (() => repeat('check')),
  };
  const imm = useFormErrors(source, port, options);

  const setForm = useCallback((node: HTMLFormElement | null) => {
    const handleReset = (event: Event): void => {
      if (keepsText.current) event.preventDefault();
    };
    const handleInput = (): void => {
      isEdited.current = true;
    };
    form.current = node;
    node?.addEventListener('reset', handleReset);
    node?.addEventListener('input', handleInput);
    return () => {
      node?.removeEventListener('reset', handleReset);
      node?.removeEventListener('input', handleInput);
    };
  }, []);
  // React's own reset comes before effects run: from here on a reset is the person's.
  useEffect(() => {
    if (state.status === 'error') keepsText.current = false;
    // React empties a form that itself was submitted. What was typed since is not what was sent.
    if (state.status === 'success' && state.kind !== 'send' && !isEdited.current) form.current?.reset();
  }, [state]);

  return {
    ...imm,
    formProps: { ref: setForm, action: handleSubmit },
    isPending,
    isSuccess: state.status === 'success' && !isPending,
    data: state.data,
  };
}
