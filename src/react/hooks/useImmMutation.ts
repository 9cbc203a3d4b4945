import {
  type MutationFunctionContext,
  type QueryKey,
  type UseMutationOptions,
  type UseMutationResult,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { doNothing } from '../../core/doNothing.js';
import { parseImmError } from '../../core/parse/parseImmError.js';
import {
  type MutationCall,
  type VerifiedMutation,
  type WithVerifyOptions,
  wasCheckRefused,
  withVerify,
} from '../../core/retry/withVerify.js';

/** A change that is shown before the service has made it. */
export interface OptimisticUpdate<Variables> {
  /** The query whose data shows it. */
  queryKey: QueryKey;
  /** The data as it will be. A method, so that the data may have the type that the query gives it. */
  update(data: unknown, variables: Variables): unknown;
}

/** What `useMutation` takes, and what happens when nobody knows whether it was carried out. */
export interface UseImmMutationOptions<Data, Variables>
  extends Omit<UseMutationOptions<Data, unknown, Variables>, 'mutationFn'>,
    WithVerifyOptions<Variables, Data> {
  /** Sends the change. The second argument has a key that is the same for every try of it. */
  mutationFn: (variables: Variables, call: MutationCall) => Promise<Data>;
  /** Shows the change at once, and takes it back with an explanation where it wasn't made. */
  optimistic?: OptimisticUpdate<Variables> | undefined;
}

/** What `useMutation` of TanStack Query returns, and how it is found out what became of it. */
export type UseImmMutationResult<Data, Variables> = UseMutationResult<Data, unknown, Variables> & {
  /** Finds out whether the last change was carried out; absent without `onVerify`. */
  verify: (() => void) | undefined;
  /** Whether the last success was found out by a check, after its answer was lost. */
  wasVerified: boolean;
  /** The id of a message that belongs to the failure: what was taken back, or that the check failed. */
  note: string | undefined;
};

type Mode = 'send' | 'check';

/**
 * A mutation of TanStack Query that is safe to repeat.
 *
 * - While it is in the air, a second submit does nothing.
 * - After a failure that leaves open whether the change was made, “Check first” asks `onVerify`: then it counts as saved,
 *   or as not saved and safe to send again. Sending it again checks first, too.
 * - What was shown before it was made is taken back where it wasn't.
 *
 * Give it to `useImmError`, `useImmForm` or a banner as any mutation.
 */
export function useImmMutation<Data = unknown, Variables = void>(
  options: UseImmMutationOptions<Data, Variables>,
): UseImmMutationResult<Data, Variables> {
  const { mutationFn, onVerify, optimistic, ...rest } = options;
  const client = useQueryClient();
  const latest = useRef(options);
  latest.current = options;
  const mode = useRef<Mode>('send');
  const inFlight = useRef<Promise<Data>>(undefined);
  const snapshot = useRef<{ data: unknown }>(undefined);
  const [note, setNote] = useState<string>();
  const [wasVerified, setWasVerified] = useState(false);
  const [verified] = useState<VerifiedMutation<Variables, Data>>(() =>
    withVerify<Variables, Data>((variables, call) => latest.current.mutationFn(variables, call), {
      // A getter, because whether there is a check may change from one render to the next.
      get onVerify() {
        const { onVerify: given } = latest.current;
        return (
          given &&
          (async (variables: Variables, call: MutationCall): Promise<Data | null> => {
            const found = (await (latest.current.onVerify ?? given)(variables, call)) ?? null;
            setWasVerified(found !== null);
            return found;
          })
        );
      },
    }),
  );

  const mutation = useMutation<Data, unknown, Variables>({
    ...rest,
    mutationFn: (variables) => (mode.current === 'check' ? verified.check(variables) : verified(variables)),
    onMutate: async (variables, context) => {
      if (optimistic && mode.current === 'send') snapshot.current = await showAtOnce(optimistic, variables, context);
      return rest.onMutate?.(variables, context);
    },
    onError: (thrown, variables, result, context) => {
      const { outcome } = parseImmError(thrown);
      if (optimistic) takeBack(optimistic, outcome === 'not-applied', context);
      setNote(noteOf(thrown, optimistic !== undefined && outcome === 'not-applied'));
      return rest.onError?.(thrown, variables, result, context);
    },
    onSuccess: (data, variables, result, context) => {
      if (optimistic) void client.invalidateQueries({ queryKey: optimistic.queryKey });
      return rest.onSuccess?.(data, variables, result, context);
    },
  });

  function takeBack(
    { queryKey }: OptimisticUpdate<Variables>,
    isCertain: boolean,
    { client }: MutationFunctionContext,
  ): void {
    // Where nobody knows, only the service does: to take it back would be a guess.
    if (isCertain && snapshot.current) client.setQueryData(queryKey, snapshot.current.data);
    snapshot.current = undefined;
    void client.invalidateQueries({ queryKey });
  }

  type MutateArgs = Parameters<typeof mutation.mutateAsync>;

  function run(next: Mode, args: MutateArgs): Promise<Data> {
    if (inFlight.current) return inFlight.current;
    mode.current = next;
    setNote(undefined);
    setWasVerified(false);
    const started = mutation.mutateAsync(...args).finally(() => {
      inFlight.current = undefined;
    });
    inFlight.current = started;
    return started;
  }

  function verify(): void {
    // Only ever what was sent before, so its type is right.
    run('check', [mutation.variables] as MutateArgs).catch(doNothing);
  }

  return {
    ...mutation,
    // The mutation itself has the error; this promise is only for those who await it.
    mutate: (...args: MutateArgs) => void run('send', args).catch(doNothing),
    mutateAsync: (...args: MutateArgs) => run('send', args),
    verify: onVerify && verify,
    wasVerified: wasVerified && mutation.isSuccess,
    note,
  } as UseImmMutationResult<Data, Variables>;
}

async function showAtOnce<Variables>(
  { queryKey, update }: OptimisticUpdate<Variables>,
  variables: Variables,
  { client }: MutationFunctionContext,
): Promise<{ data: unknown }> {
  // A fetch that is under way would bring the old data back.
  await client.cancelQueries({ queryKey });
  const data: unknown = client.getQueryData(queryKey);
  client.setQueryData(queryKey, update(data, variables));
  return { data };
}

function noteOf(thrown: unknown, isTakenBack: boolean): string | undefined {
  if (wasCheckRefused(thrown)) return 'form.check-failed';
  return isTakenBack ? 'form.rolled-back' : undefined;
}
