import type { Mutation, Query, QueryClient } from '@tanstack/react-query';
import { doNothing } from '../core/doNothing.js';
import type { CredentialRefresh } from '../core/retry/createCredentialRefresh.js';
import { refusedCredential } from '../core/retry/refusedCredential.js';
import { longestMutationWait } from '../core/retry/retryDecision.js';

const watched = new WeakMap<CredentialRefresh, Map<QueryClient, { users: number; end: () => void }>>();

/**
 * Has the refused credentials of a client's queries and mutations renewed, and repeats each once: those whose functions
 * know nothing of it, and all that failed once the person has signed in again. Returns what ends it.
 */
export function watchCredentials(client: QueryClient, credentials: CredentialRefresh): () => void {
  const clients = watched.get(credentials) ?? new Map();
  watched.set(credentials, clients);
  // Two providers over one client must not repeat a mutation twice.
  const entry = clients.get(client) ?? { users: 0, end: watch(client, credentials) };
  clients.set(client, entry);
  entry.users++;
  return () => {
    entry.users--;
    if (entry.users > 0) return;
    entry.end();
    clients.delete(client);
  };
}

function watch(client: QueryClient, credentials: CredentialRefresh): () => void {
  const queries = client.getQueryCache();
  const mutations = client.getMutationCache();
  // With which credentials a request was sent, and with which it was repeated here.
  const generations = new WeakMap<object, number>();
  const repeats = new WeakMap<object, number>();
  // Those that the person has dismissed or sent anew, with other values perhaps.
  const givenUp = new WeakSet<Mutation>();
  let generation = credentials.getSnapshot().generation;
  // React runs the effects of children first: what they have sent already was sent with what there was at the start.
  const first = generation;
  let isEnded = false;

  const note = (request: Query | Mutation, action: string, repeat: () => void): void => {
    if (action === 'fetch' || action === 'pending') generations.set(request, credentials.getSnapshot().generation);
    const sentWith = generations.get(request) ?? first;
    if (action === 'success') credentials.noteAnswer(sentWith);
    if (action === 'error') {
      void credentials
        .repair(request.state.error, sentWith, repeats.get(request) === sentWith)
        .then((canHelp) => canHelp && !isEnded && repeat());
    }
  };
  const repeatQuery = (query: Query): void => {
    // One that nobody looks at is asked again when it is looked at.
    if (!hasFailed(query) || query.state.fetchStatus !== 'idle' || !query.isActive()) return;
    repeats.set(query, credentials.getSnapshot().generation);
    const { fetchMeta } = query.state;
    // Of many pages, the one that failed.
    query.fetch(undefined, fetchMeta ? { meta: fetchMeta } : {}).catch(doNothing);
  };
  const repeatMutation = (mutation: Mutation): void => {
    const { outcome } = hasFailed(mutation) ?? {};
    // Later, the person may have gone on to something that contradicts it.
    if (
      givenUp.has(mutation) ||
      outcome !== 'not-applied' ||
      Date.now() - mutation.state.submittedAt > longestMutationWait
    )
      return;
    repeats.set(mutation, credentials.getSnapshot().generation);
    mutation.execute(mutation.state.variables).catch(doNothing);
  };
  const ends = [
    queries.subscribe((event) => {
      // Data that the app has set itself says nothing about the service.
      if (event.type !== 'updated' || ('manual' in event.action && event.action.manual)) return;
      note(event.query, event.action.type, () => repeatQuery(event.query));
    }),
    mutations.subscribe((event) => {
      // Without listeners its component is gone: to leave a page takes nothing back.
      if (event.type === 'observerRemoved' && event.observer.hasListeners()) givenUp.add(event.mutation);
      if (event.type === 'updated') note(event.mutation, event.action.type, () => repeatMutation(event.mutation));
    }),
    credentials.subscribe(() => {
      const now = credentials.getSnapshot().generation;
      if (now === generation) return;
      generation = now;
      queries.getAll().forEach(repeatQuery);
      mutations.getAll().forEach(repeatMutation);
    }),
  ];
  return () => {
    isEnded = true;
    for (const end of ends) end();
  };
}

function hasFailed({ state }: Query | Mutation): ReturnType<typeof refusedCredential> {
  return state.status === 'error' ? refusedCredential(state.error) : undefined;
}
