import { QueryClientContext } from '@tanstack/react-query';
import { useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import {
  type CredentialRefresh,
  type CredentialSnapshot,
  createCredentialRefresh,
} from '../../core/retry/createCredentialRefresh.js';
import { defaultContext, type ImmErrorContextValue } from '../ImmErrorContext.js';
import { subscribeNothing } from '../subscribeNothing.js';
import { watchCredentials } from '../watchCredentials.js';

/**
 * The renewal that an app gave, one over the function that it gave, or the outer one, and where it stands; the nearest
 * QueryClient takes part.
 */
export function useCredentials(
  given: CredentialRefresh | undefined,
  onRefreshCredentials: (() => unknown) | undefined,
  outer: CredentialRefresh | undefined,
): Pick<ImmErrorContextValue, 'credentials' | 'renewal'> {
  const latest = useRef(onRefreshCredentials);
  const [own] = useState(() => createCredentialRefresh({ onRefreshCredentials: () => latest.current?.() }));
  const credentials = given ?? (onRefreshCredentials ? own : outer);
  const client = useContext(QueryClientContext);

  useEffect(() => {
    latest.current = onRefreshCredentials;
  }, [onRefreshCredentials]);
  useEffect(() => (client && credentials ? watchCredentials(client, credentials) : undefined), [client, credentials]);

  const read = (): CredentialSnapshot => credentials?.getSnapshot() ?? defaultContext.renewal;
  const renewal = useSyncExternalStore(credentials?.subscribe ?? subscribeNothing, read, read);
  return { credentials, renewal };
}
