import type { ImmError } from '../core/ImmError.js';
import { describeImmError } from '../core/state/describeImmError.js';
import type { ImmErrorState, ImmOperation } from '../core/types.js';
import type { ImmErrorContextValue } from './ImmErrorContext.js';

type Labels = Readonly<Record<string, string>> | undefined;

const known = new WeakMap<ImmError, { inputs: readonly unknown[]; state: ImmErrorState }>();

/**
 * What `describeImmError` says of an error, the same object until something changes that it is made of.
 *
 * A page that renders again would describe all that it shows again, in the same words.
 */
export function describeOnce(
  error: ImmError,
  context: Pick<ImmErrorContextValue, 'messages' | 'site' | 'fieldLabels' | 'allowedHosts'>,
  operation: ImmOperation,
  ownLabels: Labels,
): ImmErrorState {
  const { messages, site, fieldLabels, allowedHosts } = context;
  // New credentials that are refused as well are noted on the very error.
  const inputs = [messages, site, operation, fieldLabels, ownLabels, allowedHosts, error.renewed];
  const last = known.get(error);
  if (last?.inputs.every((input, index) => Object.is(input, inputs[index]))) return last.state;

  const state = describeImmError(error, {
    messages,
    site,
    operation,
    fieldLabels: { ...fieldLabels, ...ownLabels },
    allowedHosts,
  });
  known.set(error, { inputs, state });
  return state;
}
