import { useCallback, useEffect, useRef, useState } from 'react';
import { describeImmError } from '../core/state/describeImmError.js';
import type { ImmErrorState } from '../core/types.js';
import { findField } from '../react/findField.js';
import {
  type ImmErrorSource,
  type UseImmErrorOptions,
  type UseImmErrorResult,
  useImmError,
} from '../react/hooks/useImmError.js';
import { type ImmErrorContextValue, useImmErrorContext } from '../react/ImmErrorContext.js';
import type { FormPort } from './FormPort.js';
import { labelOnScreen } from './labelOnScreen.js';
import { type FieldPaths, matchField } from './matchField.js';
import { nothingPlaced, placeErrors } from './placeErrors.js';

/** What `useImmError` takes, and where the form's fields are. */
export interface UseImmFormOptions extends UseImmErrorOptions {
  /**
   * The form's own names of fields, where they aren't the parameter's in camelCase: by parameter (`Sources.1.URI`) or form
   * path (`sources[0].uri`). A part stands for all in it: `{ Sources: 'inputs' }`.
   */
  fieldPaths?: FieldPaths | undefined;
  /** Whether the focus moves to the first field that isn't accepted. Not beside an `ErrorSummary`, which takes it. @default true */
  focusField?: boolean | undefined;
}

/** What a form shows of a failed submit: for a banner, for the fields, and for a summary. */
export interface ImmForm extends UseImmErrorResult {
  /** The messages by the form's own names of its fields. A field that was edited since has none. */
  fieldErrors: Readonly<Record<string, string>>;
  /**
   * The source of `FieldError` and `ErrorSummary`: with what this result leaves out because the fields say it, and with the
   * form's own names of its fields for paths.
   */
  whole: UseImmErrorResult;
}

/**
 * Reads what failed and puts it where it belongs in a form: at the fields what they can say, into the banner the rest.
 *
 * What it returns can be the source of a banner, which then repeats nothing that a field says. Below the adapters; use one
 * of them where there is one.
 */
export function useFormErrors(source: ImmErrorSource, port: FormPort, options: UseImmFormOptions = {}): ImmForm {
  const { fieldPaths, focusField = true, ...errorOptions } = options;
  const context = useImmErrorContext();
  const { messages } = context;
  const current = useRef<{ port: FormPort; first: string | undefined }>({ port, first: undefined });
  const focusFirst = useCallback((): void => focus(current.current.port, current.current.first), []);
  const read = useImmError(source, {
    ...errorOptions,
    actions: { 'edit-fields': focusFirst, ...errorOptions.actions },
  });
  const [edited, setEdited] = useState<{ error: unknown; names: readonly string[] }>({ error: undefined, names: [] });

  const { error } = read;
  const placed = read.state
    ? placeErrors(
        read.states.map((state) => (state === read.state ? named(state, read, port, fieldPaths, context) : state)),
        port.names(),
        fieldPaths,
        messages.format('form.name-taken', {}),
      )
    : nothingPlaced;
  const editedNames = edited.error === error ? edited.names : [];
  const shown = [...placed.messages].filter(([name]) => !editedNames.includes(name));
  const shownKey = JSON.stringify(shown);

  useEffect(() => {
    current.current = { port, first: [...placed.messages.keys()][0] };
  });

  useShownErrors(current, shownKey, error);

  const { isAll } = placed;
  const hasFields = placed.messages.size > 0;
  useEffect(() => {
    // Where a banner stays, it is announced: a focus that moves as well would speak over it.
    if (!error || !isAll || !focusField) return undefined;
    // Once the library has drawn the message: what a screen reader says of a field it reads when the focus comes.
    const timer = setTimeout(focusFirst, 0);
    return () => clearTimeout(timer);
  }, [error, isAll, focusField, focusFirst]);

  const handleEdit = useCallback(
    (name: string) =>
      setEdited((before) => ({ error, names: [...(before.error === error ? before.names : []), name] })),
    [error],
  );
  useEffect(() => {
    if (hasFields) return current.current.port.subscribe?.(handleEdit);
    return undefined;
  }, [hasFields, handleEdit]);

  const states = placed.states.map((state) => ({
    ...state,
    fields: state.fields.filter(({ path }) => !editedNames.includes(path)),
  }));
  const worst = read.state && states[read.states.indexOf(read.state)];
  const whole = { ...read, state: worst ?? read.state, states };
  return {
    ...whole,
    ...(isAll && { state: null, actions: [] }),
    fieldErrors: Object.fromEntries(shown),
    whole,
  };
}

function useShownErrors(current: { current: { port: FormPort } }, shownKey: string, error: unknown): void {
  const before = useRef<ReadonlyMap<string, string>>(new Map());

  useEffect(() => {
    // For each failure anew: the library has emptied its fields on submit, though the next message is the same.
    const shown = new Map<string, string>(error ? JSON.parse(shownKey) : []);
    for (const name of before.current.keys()) if (!shown.has(name)) current.current.port.setError(name, undefined);
    for (const [name, message] of shown) current.current.port.setError(name, message);
    before.current = shown;
  }, [current, shownKey, error]);
}

// A parameter that the kit has no name for in the person's language is called what its field is called on screen.
function named(
  state: ImmErrorState,
  { error, operation }: UseImmErrorResult,
  port: FormPort,
  fieldPaths: FieldPaths | undefined,
  { messages, site, reword, allowedHosts }: ImmErrorContextValue,
): ImmErrorState {
  const [field] = state.fields;
  if (!field?.parameter.endsWith(field.label ?? '')) return state;

  const name = matchField(field, port.names(), fieldPaths);
  const label = name === undefined ? undefined : labelOnScreen(elementOf(port, name));
  if (!label) return state;
  const fieldLabels = { [field.parameter]: label };
  return reword(describeImmError(error, { messages, site, operation, fieldLabels, allowedHosts }));
}

function elementOf(port: FormPort, name: string): HTMLElement | undefined {
  return port.element ? port.element(name) : findField([name], document);
}

function focus(port: FormPort, name: string | undefined): void {
  if (name === undefined) return;
  if (port.focus) port.focus(name);
  else elementOf(port, name)?.focus();
}
