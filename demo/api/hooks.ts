import { type Query, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { type UseImmMutationResult, useImmMutation } from 'imm-error-kit';
import { withGate } from 'imm-error-kit/core';
import { type CallOptions, immApi } from './immApi.ts';
import { gateOf, useScope } from './scope.ts';
import { credentials } from './session.ts';
import type { ProjectAnswer, ProjectsAnswer, Versioned } from './types.ts';

interface ImmQueryOptions<Data> {
  /** The API operation: what is throttled by operation closes only its own lane at the gate. */
  action: string;
  /** The project that it is about, if it is about one. */
  project?: string | undefined;
  /** What names the data, without role and region. */
  key: readonly unknown[];
  fetch: (options: CallOptions) => Promise<Data>;
  /** Whether a failure goes to the boundary around, where there is nothing to show yet. @default true */
  throws?: boolean | undefined;
  /** Whether it is asked at all. @default true */
  enabled?: boolean | undefined;
  /** How long until it is asked again, in ms. @default never */
  refetchInterval?: ((data: Data | undefined) => number | false) | undefined;
}

/** A query to IMM that waits at the gate, and outlives an expired session. */
export function useConsoleQuery<Data>(options: ImmQueryOptions<Data>): UseQueryResult<Data> {
  const { action, project, key, fetch, throws = true, enabled = true, refetchInterval } = options;
  const scope = useScope();
  return useQuery<Data>({
    queryKey: [scope, ...key],
    queryFn: withGate(({ signal }) => fetch({ scope, signal }), gateOf(scope), { action, project, credentials }),
    throwOnError: (_, query: Query<Data>) => throws && query.state.data === undefined,
    enabled: enabled && project !== '',
    ...(refetchInterval && { refetchInterval: (query: Query<Data>) => refetchInterval(query.state.data) }),
  });
}

/** The projects of the region. */
export function useProjects(
  options: Pick<ImmQueryOptions<ProjectsAnswer>, 'throws'> = {},
): UseQueryResult<ProjectsAnswer> {
  return useConsoleQuery({ ...options, action: 'ListProjects', key: ['projects'], fetch: immApi.listProjects });
}

/** One project. */
export function useProject(name: string): UseQueryResult<ProjectAnswer & Versioned> {
  return useConsoleQuery({
    action: 'GetProject',
    project: name,
    key: ['projects', name],
    fetch: (options) => immApi.getProject(name, options),
  });
}

interface ImmMutationOptions<Input, Data> {
  /** The API operation. */
  action: string;
  /** The project that it is about, if it is about one. */
  project?: string | undefined;
  send: (input: Input, options: CallOptions) => Promise<Data>;
  /** Finds what was asked for, if it was done since then; else `null`. Asked after a lost answer, before anything is sent again. */
  find?: ((input: Input, since: number, options: CallOptions) => Promise<Data | null>) | undefined;
  /** The data that is out of date afterwards. */
  refreshes?: readonly unknown[] | undefined;
  onSuccess?: ((data: Data, input: Input) => void) | undefined;
  onError?: (() => void) | undefined;
}

/** A mutation of IMM that waits at the gate, outlives an expired session, and is never carried out twice. */
export function useConsoleMutation<Input, Data>(
  options: ImmMutationOptions<Input, Data>,
): UseImmMutationResult<Data, Input> {
  const { action, project, send, find, refreshes, onSuccess, onError } = options;
  const scope = useScope();
  const client = useQueryClient();
  return useImmMutation<Data, Input>({
    mutationFn: withGate((input: Input) => send(input, { scope }), gateOf(scope), { action, project, credentials }),
    ...(find && { onVerify: (input, { startedAt }) => find(input, startedAt, { scope }) }),
    onError: () => onError?.(),
    onSuccess: (data, input) => {
      onSuccess?.(data, input);
      // Not awaited: the work is done, and a list that can't be loaded again is another failure.
      if (refreshes) void client.invalidateQueries({ queryKey: [scope, ...refreshes] });
    },
  });
}

/** Asks for data again: so a person sees whether a change was made whose outcome nobody knows. */
export function useRefresh(...key: readonly unknown[]): () => Promise<void> {
  const scope = useScope();
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [scope, ...key] });
}
