import type { ImmErrorField, ImmErrorState } from '../core/types.js';

/** Which messages stand at which fields of a form, and what is left to say elsewhere. */
export interface PlacedErrors {
  /** By the form's own names of its fields, in the order of the failures. A field that was edited since has none. */
  messages: ReadonlyMap<string, string>;
  /** The first field that is concerned, edited or not. */
  first: string | undefined;
  /** The failures, with the form's own names for the paths of their fields. */
  states: readonly ImmErrorState[];
  /** Whether the fields say all there is to say, so that a banner would only repeat them. */
  isAll: boolean;
}

export const nothingPlaced: PlacedErrors = { messages: new Map(), first: undefined, states: [], isAll: false };

/**
 * Finds the fields of a form that failures are about.
 *
 * A value that isn't accepted is said at its field and nowhere else. A name that is taken is said in both places, in
 * other words: the field says what to change, the banner what else can be done.
 *
 * @param nameOf The form's own name of a field; `undefined` where it isn't on screen.
 * @param isEdited Whether a field was edited since: then nothing is left to say of it, on screen or not.
 */
export function placeErrors(
  states: readonly ImmErrorState[],
  nameOf: (field: ImmErrorField) => string | undefined,
  isEdited: (field: ImmErrorField) => boolean,
  nameTaken: string,
): PlacedErrors {
  const messages = new Map<string, string>();
  let first: string | undefined;
  let isAll = states.length > 0;
  const placeField = (field: ImmErrorField): ImmErrorField => {
    const name = nameOf(field);
    first ??= name;
    if (!isEdited(field)) {
      if (name === undefined) isAll = false;
      else if (!messages.has(name)) messages.set(name, field.message);
    }
    return { ...field, path: name ?? field.path };
  };
  const placed = states.map((state) => {
    if (state.category !== 'validation' || state.fields.length === 0) isAll = false;
    const fields = [...state.fields, ...takenNames(state, nameTaken)].map(placeField);
    return { ...state, fields: fields.filter((field) => !isEdited(field)) };
  });
  return { messages, first, states: placed, isAll };
}

// Of all conflicts only a name that is taken goes away by a change of the form's values.
function takenNames({ category, resource, fields, actions }: ImmErrorState, message: string): ImmErrorField[] {
  const isTaken = category === 'conflict' && fields.length === 0 && actions.some(({ kind }) => kind === 'edit-fields');
  if (!isTaken || !resource) return [];
  const parameter = `${resource}Name`;
  return [{ parameter, path: parameter, message }];
}
