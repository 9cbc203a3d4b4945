import { useCallback, useEffect, useRef, useState } from 'react';
import { describeImmError } from '../core/state/describeImmError.js';
import type { ImmErrorField, ImmErrorState } from '../core/types.js';
import { findFieldOnPage, isVisible } from '../react/findField.js';
import { comesByItself } from '../react/hooks/comesByItself.js';
import { useAnnounceError } from '../react/hooks/useAnnounceError.js';
import { useBrowserLayoutEffect } from '../react/hooks/useBrowserLayoutEffect.js';
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
import { nothingPlaced, type PlacedErrors, placeErrors } from './placeErrors.js';

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
  const current = useRef<FormNow>({ port, placed: nothingPlaced, shown: new Map(), labels: new Map(), turn: 0 });
  const focusFirst = useCallback((): void => focus(current.current.port, current.current.placed.first), []);
  const read = useImmError(source, {
    ...errorOptions,
    actions: { 'edit-fields': focusFirst, ...errorOptions.actions },
  });
  const [edited, setEdited] = useState<EditedFields>();

  const { error, occurrence } = read;
  const parameters = isSame(edited, read) && edited.turn === current.current.turn ? edited.parameters : [];
  const nameOf = (field: ImmErrorField): string | undefined => nameOnScreen(field, port, fieldPaths);
  const place = (states: readonly ImmErrorState[]): PlacedErrors =>
    placeErrors(
      states,
      nameOf,
      (field) => parameters.includes(field.parameter),
      messages.format('form.name-taken', {}),
    );
  const placed = read.state
    ? place(
        read.states.map((state) =>
          state === read.state ? named(state, read, nameOf, current.current, context) : state,
        ),
      )
    : nothingPlaced;
  const shown = [...placed.messages];

  useEffect(() => {
    current.current.port = port;
    current.current.placed = placed;
    if (!error) current.current.turn += 1;
  });
  useOnScreen(placed, () => (read.state ? place(read.states) : nothingPlaced));
  useShownErrors(current.current, JSON.stringify(shown), read);

  const { isAll } = placed;
  const isQuiet = comesByItself(read);
  useFirstFocus(read, isAll && focusField && !isQuiet, focusFirst);

  const handleEdit = useCallback(
    (name: string) => {
      const fields = current.current.placed.states.flatMap((state) => state.fields);
      const added = fields.filter(({ path }) => path === name).map(({ parameter }) => parameter);
      if (added.length === 0) return;
      const { turn } = current.current;
      setEdited((before) => {
        const isSameTurn = isSame(before, { error, occurrence }) && before.turn === turn;
        return { error, occurrence, turn, parameters: [...(isSameTurn ? before.parameters : []), ...added] };
      });
    },
    [error, occurrence],
  );
  // Anew for a field that came on screen since: what it held before its edit has to be known.
  const heard = [...placed.messages.keys()].join('\n');
  useEffect(() => (heard ? current.current.port.subscribe?.(handleEdit) : undefined), [heard, handleEdit]);

  const worst = read.state && placed.states[read.states.indexOf(read.state)];
  const whole = { ...read, state: worst ?? read.state, states: placed.states };
  // Neither a banner nor the focus would tell of it.
  useAnnounceError({ ...read, state: isAll && isQuiet ? whole.state : null });
  return {
    ...whole,
    ...(isAll && { state: null, actions: [] }),
    fieldErrors: Object.fromEntries(shown),
    whole,
  };
}

/** What the form was when it was drawn last. */
interface FormNow {
  port: FormPort;
  placed: PlacedErrors;
  /** The messages at the fields. */
  shown: ReadonlyMap<string, string>;
  /** What the fields are called on screen. */
  labels: Map<string, string | undefined>;
  /** Another one whenever nothing has failed: an error value that comes again can't be told from the one before. */
  turn: number;
}

/** Tells one failure from another: the same object may be thrown twice. */
type Failure = Pick<UseImmErrorResult, 'error' | 'occurrence'>;

/** What was edited since a failure, by parameter: its field may have another name by now, or be gone. */
interface EditedFields extends Failure {
  turn: number;
  parameters: readonly string[];
}

function isSame<F extends Failure>(a: F | undefined, b: Failure): a is F {
  return a !== undefined && a.error === b.error && Object.is(a.occurrence, b.occurrence);
}

// A step that comes or goes with the very render that places the errors is on screen, or isn't, only when React is done.
function useOnScreen(placed: PlacedErrors, placeAgain: () => PlacedErrors): void {
  const [, render] = useState({});
  const isAgain = useRef(false);

  useBrowserLayoutEffect(() => {
    // Once: a field that an app shows for the banner's sake alone would come and go for ever.
    isAgain.current = !isAgain.current && keyOf(placeAgain()) !== keyOf(placed);
    if (isAgain.current) render({});
  });
}

function keyOf({ messages, isAll }: PlacedErrors): string {
  return JSON.stringify([isAll, ...messages.keys()]);
}

function useShownErrors(form: FormNow, shownKey: string, { error, occurrence }: Failure): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same object may be thrown twice
  useEffect(() => {
    // For each failure anew: the library has emptied its fields on submit, though the next message is the same.
    const shown = new Map<string, string>(error ? JSON.parse(shownKey) : []);
    for (const name of form.shown.keys()) if (!shown.has(name)) form.port.setError(name, undefined);
    for (const [name, message] of shown) form.port.setError(name, message);
    form.shown = shown;
  }, [form, shownKey, error, occurrence]);
}

// Once for each failure, and not away from where the person has gone since.
function useFirstFocus({ error, occurrence }: Failure, isWanted: boolean, focusFirst: () => void): void {
  const last = useRef<(Failure & { from: Element | null | undefined }) | undefined>(undefined);

  useEffect(() => {
    if (!error) last.current = undefined;
    else if (!isSame(last.current, { error, occurrence }))
      last.current = { error, occurrence, from: document.activeElement };
    // Where a banner stays, it is announced: a focus that moves as well would speak over it.
    if (!error || !isWanted) return undefined;
    // Once the library has drawn the message: what a screen reader says of a field it reads when the focus comes.
    const timer = setTimeout(() => {
      const { activeElement, body } = document;
      if (!last.current?.from || (activeElement !== last.current.from && activeElement !== body)) return;
      last.current.from = undefined;
      focusFirst();
    }, 0);
    return () => clearTimeout(timer);
  }, [error, occurrence, isWanted, focusFirst]);
}

// A parameter that the kit has no name for in the person's language is called what its field is called on screen.
function named(
  state: ImmErrorState,
  { error, operation }: UseImmErrorResult,
  nameOf: (field: ImmErrorField) => string | undefined,
  { port, shown, labels }: FormNow,
  { messages, site, reword, allowedHosts }: ImmErrorContextValue,
): ImmErrorState {
  const [field] = state.fields;
  if (!field?.parameter.endsWith(field.label ?? '')) return state;

  const name = nameOf(field);
  if (name === undefined) return state;
  // Not while its message is there, which an app may draw in the label: it would say itself, longer each time.
  if (!shown.has(name)) labels.set(name, labelOnScreen(elementOf(port, name)));
  const label = labels.get(name);
  if (!label) return state;
  const fieldLabels = { [field.parameter]: label };
  return reword(describeImmError(error, { messages, site, operation, fieldLabels, allowedHosts }));
}

// Libraries know fields that nobody sees, in a step or a tab that isn't shown: what is said there is said to nobody.
function nameOnScreen(
  field: ImmErrorField,
  port: FormPort,
  fieldPaths: FieldPaths | undefined,
  names: readonly string[] = port.names(),
): string | undefined {
  const name = matchField(field, names, fieldPaths);
  if (name === undefined) return undefined;

  const element = elementOf(port, name);
  // Not the element itself: a file's input is hidden behind a button, and the message stands beside it.
  if (!element || isVisible(element.parentElement ?? element)) return name;
  return nameOnScreen(
    field,
    port,
    fieldPaths,
    names.filter((other) => other !== name),
  );
}

function elementOf(port: FormPort, name: string): HTMLElement | undefined {
  if (typeof document === 'undefined') return undefined;
  return port.element ? port.element(name) : findFieldOnPage([name]);
}

function focus(port: FormPort, name: string | undefined): void {
  if (name === undefined) return;
  if (port.focus) port.focus(name);
  else elementOf(port, name)?.focus();
}
