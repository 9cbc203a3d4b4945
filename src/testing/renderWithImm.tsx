import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type RenderOptions, type RenderResult, render } from '@testing-library/react';
import { Fragment, type ReactNode } from 'react';
import { immQueryDefaults } from '../core/retry/immQueryDefaults.js';
import { ImmErrorProvider, type ImmErrorProviderProps } from '../react/ImmErrorProvider.js';

/** What Testing Library's `render` takes, and what stands around the UI. */
export interface RenderWithImmOptions extends Omit<RenderOptions, 'queries'> {
  /** Props of the `ImmErrorProvider` around the UI, such as `messages` or `actions`. */
  provider?: Omit<ImmErrorProviderProps, 'children'> | undefined;
  /** @default a new one with `immQueryDefaults()`, which keeps what it has loaded for as long as the test runs */
  queryClient?: QueryClient | undefined;
}

/** What Testing Library's `render` gives, and the client that the UI's queries live in. */
export interface RenderWithImmResult extends RenderResult {
  /** The client that the UI's queries live in. */
  queryClient: QueryClient;
}

/**
 * Renders UI as it stands in an app: below an `ImmErrorProvider` and a `QueryClient` that retries as the catalogue says.
 *
 * A `wrapper` of your own goes between them and the UI.
 *
 * @example const { queryClient } = renderWithImm(<Projects />, { provider: { messages } });
 */
export function renderWithImm(ui: ReactNode, options: RenderWithImmOptions = {}): RenderWithImmResult {
  const { provider, queryClient = createClient(), wrapper: Wrapper = Fragment, ...renderOptions } = options;
  const result = render(ui, {
    ...renderOptions,
    wrapper: ({ children }) => (
      <QueryClientProvider client={queryClient}>
        <ImmErrorProvider {...provider}>
          <Wrapper>{children}</Wrapper>
        </ImmErrorProvider>
      </QueryClientProvider>
    ),
  });
  return { ...result, queryClient };
}

function createClient(): QueryClient {
  const { queries, mutations } = immQueryDefaults();
  // A collection scheduled in five minutes would keep a test run alive that long.
  const gcTime = Number.POSITIVE_INFINITY;
  return new QueryClient({ defaultOptions: { queries: { ...queries, gcTime }, mutations: { ...mutations, gcTime } } });
}
