import {
  onlineManager,
  QueryClient,
  QueryClientProvider,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, IncidentCenter, IncidentProvider } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answer, bannerName } from '../answers.ts';

afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
  vi.useRealTimers();
});

/** Lets time pass in steps: effects run only at the end of an `act`. */
async function pass(ms: number, each: () => void = () => {}): Promise<void> {
  for (let left = ms; left > 0; left -= 50) {
    await act(async () => void (await vi.advanceTimersByTimeAsync(50)));
    each();
  }
}

function show(page: ReactNode): void {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ImmErrorProvider>
        <IncidentProvider>
          <IncidentCenter aria-label="incidents" />
          <main>{page}</main>
        </IncidentProvider>
      </ImmErrorProvider>
    </QueryClientProvider>,
  );
}

const banner = (): HTMLElement | null => screen.queryByRole('group', { name: bannerName });

function Polled({ code }: { code: string }): ReactNode {
  const query = useQuery({
    queryKey: ['tasks'],
    refetchInterval: 1000,
    queryFn: () => new Promise<string>((_, reject) => setTimeout(() => reject(answer(code)), 300)),
  });
  return <ErrorBanner source={query} />;
}

describe('a query that never had data', () => {
  it('keeps its banner, the focus in it and its open details while it is polled', async () => {
    vi.useFakeTimers();
    show(<Polled code="ServiceUnavailable" />);
    await pass(1000);
    const shown = banner();
    const details = screen.getByText('Details').closest('details') as HTMLDetailsElement;
    details.open = true;
    screen.getByRole('button', { name: 'Try again' }).focus();
    const focused = document.activeElement;

    await pass(5000, () => expect(banner()).toBe(shown));
    expect(document.activeElement).toBe(focused);
    expect(details.open).toBe(true);
  });

  it('leaves an incident dismissed that its polls fail with again', async () => {
    vi.useFakeTimers();
    show(<Polled code="Forbidden.AccountInDebt" />);
    await pass(1000);
    act(() => screen.getByRole('button', { name: 'Dismiss' }).click());

    await pass(5000, () => expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull());
  });
});

describe('a list of pages', () => {
  it.each(['next', 'previous'])('is asked again for the %s page where that has failed', async (direction) => {
    const asked: number[] = [];
    let isBroken = true;
    function Pages(): ReactNode {
      const pages = useInfiniteQuery({
        queryKey: ['pages'],
        initialPageParam: 5,
        queryFn: async ({ pageParam }) => {
          asked.push(pageParam);
          if (pageParam !== 5 && isBroken) throw answer('ServiceUnavailable');
          return pageParam;
        },
        getNextPageParam: (page) => page + 1,
        getPreviousPageParam: (page) => page - 1,
      });
      const more = (): unknown => (direction === 'next' ? pages.fetchNextPage() : pages.fetchPreviousPage());
      return (
        <>
          <button type="button" onClick={() => void more()}>
            More
          </button>
          <output>{pages.data?.pages.length}</output>
          <ErrorBanner source={pages} />
        </>
      );
    }
    show(<Pages />);
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('1'));
    act(() => screen.getByRole('button', { name: 'More' }).click());
    const retry = await screen.findByRole('button', { name: 'Try again' });
    isBroken = false;
    asked.length = 0;
    act(() => retry.click());

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('2'));
    expect(asked).toEqual([direction === 'next' ? 6 : 4]);
  });
});

describe('a mutation that waits for another of its scope', () => {
  it.each([
    { label: 'says nothing', isOnline: true, count: 0 },
    { label: 'says that it waits for the network where that is away', isOnline: false, count: 1 },
  ])('$label', async ({ isOnline, count }) => {
    function Page(): ReactNode {
      const scope = { id: 'project' };
      const first = useMutation({ scope, mutationFn: () => new Promise<void>(() => {}) });
      const second = useMutation({ scope, mutationFn: async () => {} });
      return (
        <>
          <button
            type="button"
            onClick={() => {
              first.mutate();
              second.mutate();
            }}
          >
            Save
          </button>
          <output>{String(second.isPaused)}</output>
          <ErrorBanner source={second} />
        </>
      );
    }
    onlineManager.setOnline(isOnline);
    show(<Page />);
    act(() => screen.getByRole('button', { name: 'Save' }).click());

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('true'));
    expect(screen.queryAllByRole('group', { name: bannerName })).toHaveLength(count);
  });
});
