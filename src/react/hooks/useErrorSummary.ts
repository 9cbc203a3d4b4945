import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import type { ImmErrorField } from '../../core/types.js';
import { controlIn, findField, isVisible } from '../findField.js';
import { focusField } from '../focusField.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { comesByItself } from './comesByItself.js';
import { fieldsOf } from './fieldsOf.js';
import { useAnnounceError } from './useAnnounceError.js';
import { useBrowserLayoutEffect } from './useBrowserLayoutEffect.js';
import { type ImmErrorSource, useImmError } from './useImmError.js';

/** What a summary lists: a field and what is wrong with it. */
export type ErrorSummaryError = Pick<ImmErrorField, 'path' | 'message'> & Partial<ImmErrorField>;

/** What of a summary can be chosen. */
export interface ErrorSummaryOptions {
  /** The id of a field's element, by its form path. @default the element whose `name` or `id` is the path */
  fieldId?: ((path: string) => string | undefined) | undefined;
  /**
   * Brings a field on screen that isn't: opens its tab or dialog, or scrolls a virtual list to it. May be asynchronous;
   * the field then has a second to appear.
   */
  onReveal?: ((path: string) => unknown) | undefined;
  /** What to list instead of the source's own fields, such as these and what the form found itself. */
  errors?: readonly ErrorSummaryError[] | undefined;
  /** How often the form was submitted. Needed only with `errors` that don't come from a source. */
  submitCount?: number | undefined;
  /** Whether the focus moves to the summary after each failed submit; what a query fails with is none. @default true */
  autoFocus?: boolean | undefined;
}

/** A line of a summary. */
export interface ErrorSummaryItem extends ErrorSummaryError {
  /** Where the field is; absent where it can't be reached, so that the line is no link. */
  href?: string | undefined;
  /** Gives the field the focus, its label on screen. Tells whether it did. */
  focus(): Promise<boolean>;
}

/** A summary without its look. */
export interface UseErrorSummaryResult {
  /** Says how many problems there are. */
  title: string;
  /** The lines; empty where nothing is wrong with a field. */
  items: readonly ErrorSummaryItem[];
  /** Goes to the summary's element, which needs a `tabIndex` of -1. */
  ref: RefCallback<HTMLElement>;
}

/**
 * What is wrong with a form's fields, and the way to each. Moves the focus to the summary once per failed submit.
 *
 * @param source What failed: anything that `useImmError` takes.
 */
export function useErrorSummary(source: ImmErrorSource, options: ErrorSummaryOptions = {}): UseErrorSummaryResult {
  const { fieldId, onReveal, errors, submitCount, autoFocus = true } = options;
  const { messages } = useImmErrorContext();
  const result = useImmError(source);
  const refused = fieldsOf(result);
  const listed = errors ?? refused;
  const root = useRef<HTMLElement>(null);
  const [onScreen, setOnScreen] = useState('');

  const find = ({ path, parameter = '' }: ErrorSummaryError): HTMLElement | undefined => {
    const id = fieldId?.(path);
    if (id !== undefined) return controlIn(document.getElementById(id));
    const form = root.current?.closest('form');
    return (form && findField([path, parameter], form)) || findField([path, parameter], document);
  };

  // Only the page knows which fields it has, so the links come in the frame in which the lines do, before it is drawn.
  useBrowserLayoutEffect(() => {
    const found = listed.filter((error) => canFocus(find(error)));
    setOnScreen(JSON.stringify(found.map(({ path }) => path)));
  });

  // Not the lines themselves: one that goes because its field was edited must not take the focus from that field.
  // A query that fails in the background is none.
  const isQuiet = comesByItself(result);
  const attempt = isQuiet ? submitCount : [submitCount, timeOf(result.occurrence), result.error?.requestId].join(' ');
  const submission = listed.length > 0 ? attempt : undefined;
  const focusedFor = useRef<string | number>(undefined);
  useEffect(() => {
    // A submit has had the focus even if all its lines were edited away since.
    if (focusedFor.current === submission || (submission === undefined && submitCount)) return;
    focusedFor.current = submission;
    if (submission !== undefined && autoFocus) root.current?.focus();
  }, [submission, submitCount, autoFocus]);
  // In the words of a banner beside it, so that the two are spoken once.
  useAnnounceError({ ...result, state: isQuiet && refused.length > 0 ? result.state : null });

  const reachable: unknown[] = onScreen ? JSON.parse(onScreen) : [];
  return {
    title: messages.format('summary.title', { count: listed.length }),
    items: listed.map((error) => ({
      ...error,
      href: onReveal || reachable.includes(error.path) ? `#${fieldId?.(error.path) ?? error.path}` : undefined,
      focus: () => focusField(() => find(error), onReveal && (() => onReveal(error.path))),
    })),
    ref: useCallback((node) => {
      root.current = node;
    }, []),
  };
}

// What a closed `<details>` hides is opened on the way.
function canFocus(field: HTMLElement | undefined): boolean {
  return field !== undefined && (isVisible(field) || field.closest('details:not([open])') !== null);
}

// An error value or a state may be another object on each render: only a time tells two submissions apart.
function timeOf(occurrence: unknown): number | undefined {
  return typeof occurrence === 'number' ? occurrence : undefined;
}
