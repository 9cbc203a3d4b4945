import { doNothing } from '../core/doNothing.js';

/** What the kit asks of a form library. Each adapter makes one of what its library offers. */
export interface FormPort {
  /** The names of the fields that are on screen now, as the library writes them. */
  names(): readonly string[];
  /** Puts the service's message at a field, or takes it away. Never touches what the app's own rules say. */
  setError(name: string, message: string | undefined): void;
  /** The element of a field. @default by its name or id, in the form that has the focus before any other */
  element?: ((name: string) => HTMLElement | undefined) | undefined;
  /** Moves the focus to a field. @default to its element */
  focus?: ((name: string) => void) | undefined;
  /** Tells of each field that a person edits or resets. Returns what ends that. */
  subscribe?: ((onEdit: (name: string) => void) => () => void) | undefined;
}

/** Of what is no form: all that failed stands in the banner. */
export const noFields: FormPort = { names: () => [], setError: doNothing };
