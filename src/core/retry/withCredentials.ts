import type { ImmOperation } from '../types.js';
import type { CredentialRefresh } from './createCredentialRefresh.js';
import { operationOf, signalOf } from './queryInput.js';

/** What is known of the function. */
export interface WithCredentialsOptions {
  /** A mutation is repeated only if it was not applied. @default 'query' where the input is a query's context, else 'mutation' */
  operation?: ImmOperation | undefined;
  /** Whether carrying a mutation out twice does no harm. @default false */
  idempotent?: boolean | undefined;
}

/**
 * Makes a `queryFn` or `mutationFn` of TanStack Query renew refused credentials, once for all, and repeat once.
 *
 * The function is called again, so it has to read the credentials when it is called. Nobody is told of the first
 * refusal: `mutateAsync` waits for the second answer. With a gate, give `credentials` to `withGate` instead.
 *
 * @example
 * useMutation({ mutationFn: withCredentials(createProject, credentials) });
 */
export function withCredentials<Args extends readonly unknown[], Data>(
  fn: (...args: Args) => Data | PromiseLike<Data>,
  credentials: Pick<CredentialRefresh, 'run'>,
  { operation, idempotent }: WithCredentialsOptions = {},
): (...args: Args) => Promise<Data> {
  return (...args) =>
    credentials.run(() => fn(...args), {
      operation: operation ?? operationOf(args),
      idempotent,
      get signal() {
        return signalOf(args[0]);
      },
    });
}
