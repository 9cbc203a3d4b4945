import type { ImmError } from '../core/ImmError.js';
import { describeThrown } from '../core/state/describeImmError.js';
import type { ImmErrorState, ImmOperation } from '../core/types.js';
import type { ImmErrorContextValue } from './ImmErrorContext.js';

type Labels = Readonly<Record<string, string>> | undefined;

const known = new WeakMap<ImmError, { inputs: readonly unknown[]; state: ImmErrorState }>();

/**
 * What `describeImmError` says of an error, `isScheduled` where it is about to be repeated by itself: the same object until
 * something changes that it is made of.
 *
 * A page that renders again would describe all that it shows again, in the same words.
 */
export function describeOnce(
  error: ImmError,
  context: Pick<ImmErrorContextValue, 'messages' | 'site' | 'fieldLabels' | 'allowedHosts'>,
  operation: ImmOperation,
  ownLabels: Labels,
  isScheduled = false,
): ImmErrorState {
  const { messages, site, fieldLabels, allowedHosts } = context;
  // New credentials that are refused as well are noted on the very error.
  const inputs = [messages, site, operation, fieldLabels, ownLabels, allowedHosts, error.renewed, isScheduled];
  const last = known.get(error);
  if (last?.inputs.every((input, index) => Object.is(input, inputs[index]))) return last.state;

  const labels = { ...fieldLabels, ...ownLabels };
  const options = { messages, site, operation, fieldLabels: labels, allowedHosts };
  const state = describeThrown(error, options, isScheduled);
  known.set(error, { inputs, state });
  return state;
}
