import { QueryClientContext } from '@tanstack/react-query';
import { useContext, useEffect, useRef, useState } from 'react';
import { type CredentialRefresh, createCredentialRefresh } from '../../core/retry/createCredentialRefresh.js';
import { watchCredentials } from '../watchCredentials.js';

/** The renewal that an app gave, one over the function that it gave, or the outer one; the nearest QueryClient takes part. */
export function useCredentials(
  given: CredentialRefresh | undefined,
  onRefreshCredentials: (() => unknown) | undefined,
  outer: CredentialRefresh | undefined,
): CredentialRefresh | undefined {
  const latest = useRef(onRefreshCredentials);
  const [own] = useState(() => createCredentialRefresh({ onRefreshCredentials: () => latest.current?.() }));
  const credentials = given ?? (onRefreshCredentials ? own : outer);
  const client = useContext(QueryClientContext);

  useEffect(() => {
    latest.current = onRefreshCredentials;
  }, [onRefreshCredentials]);
  useEffect(() => (client && credentials ? watchCredentials(client, credentials) : undefined), [client, credentials]);

  return credentials;
}
