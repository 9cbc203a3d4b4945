import {
  type Query,
  type QueryClient,
  type QueryKey,
  type UseMutationOptions,
  type UseMutationResult,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { doNothing } from '../../core/doNothing.js';
import { ImmError } from '../../core/ImmError.js';
import { parseImmError } from '../../core/parse/parseImmError.js';
import {
  keyOf,
  type MutationCall,
  type VerifiedMutation,
  type WithVerifyOptions,
  wasCheckRefused,
  withVerify,
} from '../../core/retry/withVerify.js';
import { warnOnce } from '../../core/warnOnce.js';
import { useBrowserLayoutEffect } from './useBrowserLayoutEffect.js';

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

/** What a query showed before a change whose outcome isn't known yet, and since. */
interface Snapshot {
  /** The same for the same change. */
  change: unknown;
  query: Query | undefined;
  before: unknown;
  since: unknown;
}

/**
 * A mutation of TanStack Query that is safe to repeat.
 *
 * - While it is in the air, the same once more is the same call. Other values aren't sent: `mutate` does nothing, and
 *   `mutateAsync` rejects with an `ImmError` of the category `aborted`, which no banner shows.
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
  // Not while rendering: React throws renders away, as when a page that is to come suspends.
  useBrowserLayoutEffect(() => {
    latest.current = options;
  });
  const mode = useRef<Mode>('send');
  const inFlight = useRef<{ change: unknown; data: Promise<Data> }>(undefined);
  const snapshot = useRef<Snapshot>(undefined);
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
    mutationFn: (variables, context) =>
      mode.current === 'check' ? verified.check(variables) : verified(variables, context),
    onMutate: async (variables, context) => {
      if (optimistic && mode.current === 'send') {
        snapshot.current = await showAtOnce(optimistic, variables, client, snapshot.current);
      }
      return rest.onMutate?.(variables, context);
    },
    onError: (thrown, variables, result, context) => {
      const { outcome } = parseImmError(thrown);
      // Where nobody knows, only the service does: to take it back would be a guess.
      if (outcome === 'not-applied') takeBack(client, forget(variables));
      if (optimistic) void client.invalidateQueries({ queryKey: optimistic.queryKey });
      setNote(noteOf(thrown, optimistic !== undefined && outcome === 'not-applied'));
      return rest.onError?.(thrown, variables, result, context);
    },
    onSuccess: (data, variables, result, context) => {
      forget(variables);
      if (optimistic) void client.invalidateQueries({ queryKey: optimistic.queryKey });
      return rest.onSuccess?.(data, variables, result, context);
    },
  });

  // Its outcome is known.
  function forget(variables: Variables): Snapshot | undefined {
    const known = snapshot.current;
    if (!known || known.change !== keyOf(variables)) return undefined;
    snapshot.current = undefined;
    return known;
  }

  type MutateArgs = Parameters<typeof mutation.mutateAsync>;

  function run(next: Mode, args: MutateArgs): Promise<Data> {
    const change = keyOf(args[0]);
    if (inFlight.current) return inFlight.current.change === change ? inFlight.current.data : refuseOthers();
    mode.current = next;
    setNote(undefined);
    setWasVerified(false);
    const data = mutation.mutateAsync(...args).finally(() => {
      if (inFlight.current === started) inFlight.current = undefined;
    });
    const started = { change, data };
    inFlight.current = started;
    return data;
  }

  function verify(): void {
    // Only ever what was sent before, so its type is right.
    run('check', [mutation.variables] as MutateArgs).catch(doNothing);
  }

  // The same in each render, as those of `useMutation` are. What `run` uses is the same as well.
  const [bound] = useState(() => ({
    // The mutation itself has the error; this promise is only for those who await it.
    mutate: (...args: MutateArgs) => void run('send', args).catch(doNothing),
    mutateAsync: (...args: MutateArgs) => run('send', args),
    reset() {
      // What is sent next is another change, though this one is still in the air.
      inFlight.current = undefined;
      mutation.reset();
    },
  }));
  return {
    ...mutation,
    ...bound,
    verify: onVerify && verify,
    wasVerified: wasVerified && mutation.isSuccess,
    note,
  } as UseImmMutationResult<Data, Variables>;
}

// Sent afterwards, a double click whose values differ by a time or an id would make two of one.
function refuseOthers(): Promise<never> {
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      '[imm-error-kit] The mutation of a useImmMutation was called with other values while it is in the air. They are not sent, and mutateAsync rejects, so that nobody takes the first answer for theirs. Disable the button while isPending, or use one useImmMutation for each change that is made at the same time.',
  );
  const message = 'Not sent: the same mutation is in the air with other values.';
  return Promise.reject(new ImmError({ code: 'AbortError', message, outcome: 'not-applied' }));
}

async function showAtOnce<Variables>(
  { queryKey, update }: OptimisticUpdate<Variables>,
  variables: Variables,
  client: QueryClient,
  last: Snapshot | undefined,
): Promise<Snapshot> {
  // A fetch that is under way would bring the old data back.
  await client.cancelQueries({ queryKey });
  const change = keyOf(variables);
  const data: unknown = client.getQueryData(queryKey);
  // The same change once more: what it has added is there already.
  const isThere = last && last.change === change && last.query === findQuery() && last.since === data;
  const before = isThere ? last.before : data;
  client.setQueryData(queryKey, update(before, variables));
  return { change, query: findQuery(), before, since: client.getQueryData(queryKey) };

  function findQuery(): Query | undefined {
    return client.getQueryCache().find({ queryKey });
  }
}

function takeBack(client: QueryClient, snapshot: Snapshot | undefined): void {
  const { query, before, since } = snapshot ?? {};
  // What somebody else has put there meanwhile, the service or another change, is newer.
  if (query && query.state.data === since) client.setQueryData(query.queryKey, before);
}

function noteOf(thrown: unknown, isTakenBack: boolean): string | undefined {
  if (wasCheckRefused(thrown)) return 'form.check-failed';
  return isTakenBack ? 'form.rolled-back' : undefined;
}
