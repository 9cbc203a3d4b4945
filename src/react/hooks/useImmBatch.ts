import { useMemo } from 'react';
import { ImmError } from '../../core/ImmError.js';
import { readBatch } from '../../core/readBatch.js';
import { joinSentences } from '../../core/state/joinSentences.js';
import type { ImmErrorAction, ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { describeOnce } from '../describeOnce.js';
import { type ImmErrorContextValue, useImmErrorContext } from '../ImmErrorContext.js';
import { hasKeys } from './hasKeys.js';
import { type ImmMutationSource, noteError } from './readSource.js';
import { type UseImmErrorOptions, type UseImmErrorResult, useImmError } from './useImmError.js';

/** What `useImmError` takes, and how the items that failed are sent once more. */
export interface UseImmBatchOptions<Item> extends Omit<UseImmErrorOptions, 'onRetry'> {
  /** Sends the items that failed once more; without it, that isn't offered. */
  onRetry?: ((failed: Item[]) => void) | undefined;
}

/** A mutation of many items, as far as it is read here. */
export interface ImmBatchSource extends ImmMutationSource {
  readonly data: unknown;
}

/**
 * One message for a mutation of many items, some of which failed though its answer is a success.
 *
 * Groups the items by what went wrong, and offers to try those that failed again. If the call itself failed, it is the
 * message of that.
 *
 * @example
 * const update = useImmMutation({ mutationFn: api.batchUpdateFileMeta });
 * const batch = useImmBatch(update, { onRetry: (files) => update.mutate(files) });
 * // <ErrorBanner source={batch} />
 */
export function useImmBatch<Item extends object = Record<string, unknown>>(
  mutation: ImmBatchSource,
  { onRetry, ...options }: UseImmBatchOptions<Item> = {},
): UseImmErrorResult {
  const context = useImmErrorContext();
  const { fieldLabels } = options;
  const isMutation = hasKeys(mutation, ['status']);
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      !isMutation &&
      '[imm-error-kit] useImmBatch was given no mutation. Without one it neither knows when the call itself has failed, nor what is being repeated. Pass what useMutation or useImmMutation returned, not its `data`.',
  );
  const answer = isMutation ? answerOf(mutation) : mutation;
  const batch = useMemo(() => readBatch<Item>(answer), [answer]);
  const error = useMemo(() => batch.failed[0] && new ImmError(batch.failed[0].error), [batch]);
  const state = useMemo(() => {
    const described = describeBatch(batch, context, fieldLabels);
    if (described && error) noteError(described, error);
    return described;
  }, [batch, error, context, fieldLabels]);
  // All went well: what was given for a mutation is no failure of its own.
  const isAnswer = !isMutation && batch.succeeded.length > 0;
  return useImmError(state ?? (isAnswer ? null : mutation), {
    ...options,
    onRetry: onRetry && (() => onRetry(batch.failed.map(({ item }) => item))),
  });
}

function answerOf({ status, data }: ImmBatchSource): unknown {
  return status === 'success' ? data : undefined;
}

function describeBatch(
  { failed, succeeded }: ReturnType<typeof readBatch>,
  context: ImmErrorContextValue,
  fieldLabels: UseImmErrorOptions['fieldLabels'],
): ImmErrorState | undefined {
  const { messages, reword } = context;
  const say = (id: string, params = {}): string => messages.format(id, params);
  const states = failed.map(({ error }) => reword(describeOnce(error, context, 'mutation', fieldLabels)));
  const [first] = states;
  if (!first) return undefined;

  const total = failed.length + succeeded.length;
  const counts = new Map<string, number>();
  for (const { title } of states) counts.set(title, (counts.get(title) ?? 0) + 1);
  const causes = [...counts].map(([title, count]) => `${count} × ${title}`);
  const isOpen = states.some(({ outcome }) => outcome === 'unknown');
  const doubt = isOpen ? say(total > 1 ? 'form.batch-unknown' : 'outcome.unknown') : '';
  const rest = succeeded.length > 0 ? say('form.batch-rest') : '';
  const action = (kind: ImmErrorAction['kind'], id: string): ImmErrorAction => ({
    kind,
    label: say(id),
    primary: kind === 'retry',
  });
  return {
    ...first,
    title: say('form.batch-title', { count: failed.length, total }),
    // Causes are sentences: what a language puts between words would run them together.
    message: [rest, doubt, causes.join(' · ')].reduce(joinSentences),
    severity: 'error',
    scope: 'operation',
    fields: [],
    retry: { kind: 'manual' },
    actions: [
      action('retry', 'form.retry-failed'),
      action('copy-diagnostics', 'action.copy-diagnostics'),
      action('dismiss', 'action.dismiss'),
    ],
  };
}
