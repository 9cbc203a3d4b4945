import { onlineManager, QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ImmErrorProvider, useImmError } from 'imm-error-kit';
import { createThrottleGate, describeImmError, immQueryDefaults, withGate } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hearWarnings } from '../../setup/hearWarnings.ts';
import { answer } from '../answers.ts';

function wrapperWith(client: QueryClient): (props: { children: ReactNode }) => ReactNode {
  return ({ children }) => (
    <QueryClientProvider client={client}>
      <ImmErrorProvider>{children}</ImmErrorProvider>
    </QueryClientProvider>
  );
}

function clientWith(options: object = {}): QueryClient {
  return new QueryClient({ defaultOptions: immQueryDefaults(options) });
}

const throttled = (): object => answer('Throttling.User', 'Request was denied due to user flow control.');

afterEach(() => onlineManager.setOnline(true));

describe('useImmError', () => {
  it.each([
    { label: 'null', source: null },
    { label: 'undefined', source: undefined },
    { label: 'an empty array', source: [] },
  ])('is idle for $label', ({ source }) => {
    const { result } = renderHook(() => useImmError(source));

    expect(result.current).toMatchObject({ status: 'idle', error: null, state: null, states: [], fieldErrors: {} });
  });

  it('is idle while a query is well', async () => {
    const { result } = renderHook(() => useImmError(useQuery({ queryKey: ['a'], queryFn: () => Promise.resolve(1) })), {
      wrapper: wrapperWith(clientWith()),
    });

    await waitFor(() => expect(result.current.status).toBe('idle'));
    expect(result.current.state).toBeNull();
  });

  it('gives field errors by form path', () => {
    const { result } = renderHook(() => useImmError(answer('InvalidSources.1.URI', '', {})));

    expect(Object.keys(result.current.fieldErrors)).toEqual(['sources[0].uri']);
  });

  it('reads its own result, so that a banner and a form share one reading', () => {
    const first = renderHook(() => useImmError(answer('MissingProjectName'))).result.current;
    const { result } = renderHook(() => useImmError(first));

    expect(result.current).toBe(first);
  });

  it('offers fewer ways out of a result where the banner says so', () => {
    const retry = vi.fn();
    const first = renderHook(() => useImmError(answer('InternalError'), { onRetry: retry })).result.current;
    expect(first.actions.map(({ kind }) => kind)).toContain('retry');
    const options = { actions: { retry: null }, dismissible: false };
    const { result } = renderHook(() => useImmError(first, options));

    const kinds = result.current.actions.map(({ kind }) => kind);
    expect(kinds).not.toContain('retry');
    expect(kinds).not.toContain('dismiss');
    expect(result.current.actions.map(({ primary }) => primary)).toEqual([
      true,
      ...Array(kinds.length - 1).fill(false),
    ]);
  });

  it('tells every failure of several sources, the worst first in state', () => {
    const { result } = renderHook(() => useImmError([null, answer('InternalError'), answer('Throttling.User')]));

    expect(result.current.states.map((state) => state.category)).toEqual(['unavailable', 'throttling']);
    expect(result.current.state?.category).toBe('unavailable');
  });

  it('takes the gravest of several that have failed alike for the worst', () => {
    const sources = [answer('StatusConflict'), answer('AccessDenied')];
    const { result } = renderHook(() => useImmError(sources));

    expect(result.current.state?.category).toBe('permission');
  });

  it('leads nowhere that a state from elsewhere names, unless it is allowed', () => {
    const [state] = renderHook(() => useImmError(answer('Forbidden.AccountInDebt'))).result.current.states;
    const hrefs = ['http://evil.example/x', 'javascript:alert(1)', 'https://billing.example.com/pay'];
    const given = hrefs.map((href) => ({ ...state, actions: [{ kind: 'open-billing', label: 'Pay', href }] }));
    const links = given.map((each) => {
      const { result } = renderHook(() => useImmError(each), {
        wrapper: ({ children }) => <ImmErrorProvider allowedHosts={['example.com']}>{children}</ImmErrorProvider>,
      });
      return result.current.actions.map(({ href }) => href);
    });

    expect(links).toEqual([[], [], ['https://billing.example.com/pay']]);
  });

  it('knows a mutation’s error value by its option', () => {
    const { result } = renderHook(() => useImmError(answer('InternalError'), { operation: 'mutation' }));

    expect(result.current.state?.retry.kind).toBe('manual');
    expect(result.current.state?.actions[0]?.kind).toBe('check-outcome');
  });

  it('calls a repeat that nobody makes manual', () => {
    const { result } = renderHook(() => useImmError(throttled(), { onRetry: () => {} }));

    expect(result.current.state?.retry).toEqual({ kind: 'manual' });
    expect(result.current.actions.map((action) => action.kind)).not.toContain('stop');
  });

  it('shows the retry that TanStack Query has scheduled, but offers neither Stop nor Now, because it can’t', async () => {
    const queryFn = vi.fn().mockRejectedValueOnce(answer('InternalError')).mockResolvedValue('films');
    const { result } = renderHook(() => useImmError(useQuery({ queryKey: ['b'], queryFn })), {
      wrapper: wrapperWith(clientWith({ random: () => 0.5 })),
    });

    await waitFor(() => expect(result.current.status).toBe('retrying'));
    expect(result.current.state).toMatchObject({ severity: 'info', retry: { kind: 'automatic', attempt: 1 } });
    expect(result.current.state?.retry.at).toBeGreaterThan(Date.now());
    expect(result.current.actions.map((action) => action.kind)).not.toEqual(expect.arrayContaining(['retry']));
    expect(result.current.actions.map((action) => action.kind)).not.toEqual(expect.arrayContaining(['stop']));
    await waitFor(() => expect(result.current.status).toBe('idle'), { timeout: 3000 });
  });

  it('shows the gate’s deadline while a throttled query waits there, and can start it now', async () => {
    const gate = createThrottleGate();
    const fetchProjects = vi.fn().mockRejectedValueOnce(throttled()).mockResolvedValue('films');
    const queryFn = withGate(() => fetchProjects() as Promise<string>, gate);
    const { result } = renderHook(() => useImmError(useQuery({ queryKey: ['c'], queryFn })), {
      wrapper: wrapperWith(clientWith()),
    });

    await waitFor(() => expect(result.current.status).toBe('retrying'));
    await waitFor(() => expect(result.current.state?.retry.at).toBeGreaterThan(0));
    expect(result.current.actions.map((action) => action.kind)).toEqual(expect.arrayContaining(['retry', 'stop']));

    act(() => result.current.retry());
    await waitFor(() => expect(result.current.status).toBe('idle'));
    expect(fetchProjects).toHaveBeenCalledTimes(2);
  });

  it('leaves a throttled query to the person after Stop', async () => {
    const gate = createThrottleGate();
    const fetchProjects = vi.fn().mockRejectedValue(throttled());
    const queryFn = withGate(() => fetchProjects() as Promise<string>, gate);
    const { result } = renderHook(() => useImmError(useQuery({ queryKey: ['d'], queryFn })), {
      wrapper: wrapperWith(clientWith()),
    });
    await waitFor(() => expect(result.current.actions.map((action) => action.kind)).toContain('stop'));

    act(() => result.current.cancelRetry());
    await waitFor(() => expect(result.current.status).toBe('failed'));
    expect(result.current.state?.retry.kind).toBe('manual');
    expect(fetchProjects).toHaveBeenCalledOnce();
  });

  it('offers neither Stop nor Now while TanStack Query holds a throttled query back offline, as neither would work', async () => {
    const gate = createThrottleGate();
    const fetchProjects = vi.fn().mockImplementation(async () => {
      onlineManager.setOnline(false);
      throw throttled();
    });
    const queryFn = withGate(() => fetchProjects() as Promise<string>, gate);
    const { result } = renderHook(() => useImmError(useQuery({ queryKey: ['offline'], queryFn })), {
      wrapper: wrapperWith(clientWith()),
    });
    const kinds = (): string[] => result.current.actions.map((action) => action.kind);
    await waitFor(() => expect(result.current.status).toBe('paused'));
    expect(kinds()).not.toEqual(expect.arrayContaining(['retry']));
    expect(kinds()).not.toEqual(expect.arrayContaining(['stop']));
    act(() => result.current.cancelRetry());
    expect(result.current.status).toBe('paused');

    act(() => onlineManager.setOnline(true));
    await waitFor(() => expect(kinds()).toEqual(expect.arrayContaining(['retry', 'stop'])));
    act(() => result.current.cancelRetry());
    await waitFor(() => expect(result.current.status).toBe('failed'));
    expect(fetchProjects).toHaveBeenCalledOnce();
    gate.dispose();
  });

  it('repeats a throttled mutation by itself, as it was never started', async () => {
    const gate = createThrottleGate();
    const send = vi.fn().mockRejectedValueOnce(throttled()).mockResolvedValue('made');
    const { result } = renderHook(
      () => {
        const mutation = useMutation({ mutationFn: withGate((_: string) => send() as Promise<string>, gate) });
        return { mutation, imm: useImmError(mutation) };
      },
      { wrapper: wrapperWith(clientWith()) },
    );
    act(() => result.current.mutation.mutate('films'));

    await waitFor(() => expect(result.current.imm.status).toBe('retrying'));
    await waitFor(() => expect(result.current.mutation.data).toBe('made'), { timeout: 5000 });
    expect(send).toHaveBeenCalledTimes(2);
  });

  it.each([
    { label: 'a wait that IMM names', source: answer('Throttling.User', '', { retryAfter: 60_000 }) },
    { label: 'a maintenance', source: answer('ServiceUnavailable.RegionMaintaining') },
  ])('leaves a mutation to the person for $label of more than 30 s, and says how long', ({ source }) => {
    const options = { operation: 'mutation', onRetry: () => {} } as const;
    const { result } = renderHook(() => useImmError(source, options));

    expect(result.current.state?.retry).toEqual({ kind: 'manual' });
    expect(result.current.state?.message).toMatch(/Wait at least 60 seconds before you try again\.$/);
    expect(result.current.actions[0]).toMatchObject({ kind: 'retry', label: 'Try again', primary: true });
    expect(result.current.actions.map((action) => action.kind)).not.toContain('stop');
  });

  it('counts a long wait down once the person has a mutation stand in line for the rest of it', async () => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
    const gate = createThrottleGate();
    const refusal = answer('Throttling.User', '', { retryAfter: 40_000 });
    const send = vi.fn().mockRejectedValueOnce(refusal).mockResolvedValue('made');
    const { result } = renderHook(
      () => {
        const mutation = useMutation({ mutationFn: withGate((_: string) => send() as Promise<string>, gate) });
        return { mutation, imm: useImmError(mutation) };
      },
      { wrapper: wrapperWith(clientWith()) },
    );
    const pass = (ms: number): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
    act(() => result.current.mutation.mutate('films'));
    await pass(100);
    expect(result.current.imm).toMatchObject({ status: 'failed', state: { retry: { kind: 'manual' } } });
    expect(result.current.imm.state?.message).toContain('Wait at least 40 seconds');

    await pass(20_000);
    act(() => result.current.imm.retry());
    await pass(100);
    expect(result.current.imm.status).toBe('retrying');
    expect(result.current.imm.state?.retry).toMatchObject({ kind: 'automatic', at: gate.getSnapshot().until });
    expect(result.current.imm.state?.message).not.toContain('at least');
    expect(result.current.imm.actions.map((action) => action.kind)).toEqual(expect.arrayContaining(['retry', 'stop']));

    await pass(30_000);
    expect(result.current.mutation.data).toBe('made');
    gate.dispose();
    vi.useRealTimers();
  });

  it('never repeats a mutation by itself whose outcome is unknown', async () => {
    const send = vi.fn().mockRejectedValue(answer('InternalError'));
    const { result } = renderHook(
      () => {
        const mutation = useMutation({ mutationFn: () => send() as Promise<string> });
        return { mutation, imm: useImmError(mutation) };
      },
      { wrapper: wrapperWith(clientWith()) },
    );
    act(() => result.current.mutation.mutate());

    await waitFor(() => expect(result.current.imm.status).toBe('failed'));
    expect(send).toHaveBeenCalledOnce();
    expect(result.current.imm.state?.outcome).toBe('unknown');
  });

  it('sends a mutation’s own variables again on retry', async () => {
    const send = vi.fn().mockRejectedValueOnce(answer('StatusConflict')).mockResolvedValue('saved');
    const { result } = renderHook(
      () => {
        const mutation = useMutation({ mutationFn: (name: string) => send(name) as Promise<string> });
        return { mutation, imm: useImmError(mutation) };
      },
      { wrapper: wrapperWith(clientWith()) },
    );
    act(() => result.current.mutation.mutate('films'));
    await waitFor(() => expect(result.current.imm.status).toBe('failed'));
    act(() => result.current.imm.retry());

    await waitFor(() => expect(result.current.mutation.data).toBe('saved'));
    expect(send.mock.calls).toEqual([['films'], ['films']]);
  });

  it.each([
    { label: 'has no data', data: undefined },
    { label: 'has data', data: 'old' },
  ])(
    'says of a query that $label that it waits for the network, where it is asked for again without one',
    async ({ data }) => {
      const { result } = renderHook(
        () => {
          const queryFn = (): Promise<string> => Promise.reject(answer('ResourceNotFound'));
          return useImmError(useQuery({ queryKey: ['a'], queryFn, initialData: data }));
        },
        { wrapper: wrapperWith(clientWith()) },
      );
      await waitFor(() => expect(result.current.status).toBe('failed'));
      onlineManager.setOnline(false);
      try {
        act(() => result.current.retry());
        await waitFor(() => expect(result.current.state?.message).toContain('as soon as the network is back'));
      } finally {
        onlineManager.setOnline(true);
      }
      await waitFor(() => expect(result.current.state?.message).not.toContain('network'));
    },
  );

  it('is idle for what was cancelled, as that has failed nobody', () => {
    const { result } = renderHook(() => useImmError(new DOMException('The page went', 'AbortError')));

    expect(result.current).toMatchObject({ status: 'idle', error: null, state: null });
  });

  it('hides what was dismissed, and shows the next failure of the same kind', async () => {
    const send = vi.fn().mockRejectedValue(answer('StatusConflict'));
    const { result } = renderHook(
      () => {
        const mutation = useMutation({ mutationFn: () => send() as Promise<string> });
        return { mutation, imm: useImmError(mutation) };
      },
      { wrapper: wrapperWith(clientWith()) },
    );
    act(() => result.current.mutation.mutate());
    await waitFor(() => expect(result.current.imm.status).toBe('failed'));
    act(() => result.current.imm.dismiss());
    await waitFor(() => expect(result.current.imm.status).toBe('idle'));

    act(() => result.current.mutation.mutate());
    await waitFor(() => expect(result.current.imm.status).toBe('failed'));
  });

  describe('given another object in each render', () => {
    const thrown = answer('ServiceUnavailable');
    const kinds = [
      { label: 'copy of an error', source: () => ({ ...thrown }) },
      { label: 'description of an error', source: () => describeImmError(thrown, { messages }) },
    ];

    it.each(kinds)('reports a $label once, and keeps it dismissed', ({ source }) => {
      const onReport = vi.fn();
      const wrapper = ({ children }: { children: ReactNode }): ReactNode => (
        <ImmErrorProvider onReport={onReport}>{children}</ImmErrorProvider>
      );
      const { result, rerender } = renderHook(() => useImmError(source()), { wrapper });
      const { occurrence } = result.current;
      rerender();
      rerender();
      expect(onReport).toHaveBeenCalledOnce();
      expect(result.current.occurrence).toBe(occurrence);

      act(() => result.current.dismiss());
      rerender();
      expect(result.current.state).toBeNull();
    });

    it.each([
      { label: 'of another request', next: answer('ServiceUnavailable', '', { RequestId: 'another' }) },
      { label: 'of another kind', next: answer('InternalError') },
      {
        label: 'that nothing tells apart',
        next: new TypeError('Failed to fetch'),
        first: new TypeError('Failed to fetch'),
      },
    ])('shows the next failure $label', ({ first = thrown, next }) => {
      const { result, rerender } = renderHook(({ source }) => useImmError(source), { initialProps: { source: first } });
      act(() => result.current.dismiss());
      expect(result.current.state).toBeNull();

      rerender({ source: next });
      expect(result.current.state).not.toBeNull();
    });

    it('shows the same failure again once it was gone', () => {
      const { result, rerender } = renderHook(({ source }) => useImmError(source), {
        initialProps: { source: { ...thrown } as object | null },
      });
      act(() => result.current.dismiss());
      rerender({ source: null });
      rerender({ source: { ...thrown } });

      expect(result.current.state).not.toBeNull();
    });
  });

  describe('of several sources', () => {
    it('reads what useImmError returned as what that says', async () => {
      const onRetry = vi.fn();
      const { result, rerender } = renderHook(
        ({ error }: { error: unknown }) => {
          const imm = useImmError(error, { onRetry });
          return { imm, both: useImmError([imm, null]) };
        },
        { initialProps: { error: null as unknown } },
      );
      expect(result.current.both).toMatchObject({ status: 'idle', state: null });

      rerender({ error: answer('InternalError') });
      expect(result.current.both.state).toBe(result.current.imm.state);
      act(() => result.current.both.retry());
      expect(onRetry).toHaveBeenCalledOnce();

      act(() => result.current.both.dismiss());
      expect(result.current.imm.state).toBeNull();
      expect(result.current.both.state).toBeNull();
    });

    it('says nothing of a result whose failure is said elsewhere', () => {
      const { result } = renderHook(() => {
        const imm = useImmError(answer('InvalidArgument'));
        return useImmError([{ ...imm, state: null, actions: [] }, null]);
      });

      expect(result.current.state).toBeNull();
    });

    it('hides only the one that was dismissed, and shows what another fails with later', async () => {
      const { result } = renderHook(
        () => {
          const query = useQuery({ queryKey: ['a'], queryFn: () => Promise.reject(answer('ResourceNotFound')) });
          const mutation = useMutation({ mutationFn: () => Promise.reject(answer('StatusConflict')) });
          return { mutation, imm: useImmError([query, mutation]) };
        },
        { wrapper: wrapperWith(clientWith()) },
      );
      await waitFor(() => expect(result.current.imm.state?.category).toBe('not-found'));
      act(() => result.current.imm.dismiss());
      expect(result.current.imm).toMatchObject({ status: 'idle', state: null, states: [] });

      act(() => result.current.mutation.mutate());
      await waitFor(() => expect(result.current.imm.state?.category).toBe('conflict'));
      act(() => result.current.imm.dismiss());
      await waitFor(() => expect(result.current.imm.status).toBe('idle'));
    });

    it('shows the next when the worst is dismissed', () => {
      const sources = [answer('ResourceNotFound'), answer('AccessDenied')];
      const { result } = renderHook(() => useImmError(sources));
      act(() => result.current.dismiss());
      expect(result.current.states.map(({ category }) => category)).toEqual(['permission']);
      expect(result.current.state?.category).toBe('permission');

      act(() => result.current.dismiss());
      expect(result.current.state).toBeNull();
    });

    it('shows what failed behind one that was cancelled', () => {
      const sources = [new DOMException('The page went', 'AbortError'), answer('AccessDenied')];
      const { result } = renderHook(() => useImmError(sources));

      expect(result.current.state?.category).toBe('permission');
    });

    it('says of each value what its kind of call makes of it', () => {
      const sources = [answer('InternalError'), answer('InternalError')];
      const { result } = renderHook(() => useImmError(sources, { operation: 'mutation' }));

      const [first, second] = result.current.states;
      expect(first?.message).toContain('Check before you send it again');
      expect(second?.message).toBe(first?.message);
    });
  });
});

describe('useImmError, given what is no source', () => {
  const refetch = (): void => {};
  const aPromise = Promise.resolve('later');
  const options = { queryKey: ['projects'], queryFn: () => 'projects' };

  // First, as each text is said once only.
  it.each([
    { label: 'a promise', thrown: aPromise },
    { label: 'a function', thrown: () => 1 },
    { label: 'query options', thrown: options },
  ])('says nothing of $label that a query failed with', async ({ thrown }) => {
    const queryFn = async (): Promise<string> => {
      throw thrown;
    };
    const wrapper = wrapperWith(clientWith());
    const { result } = renderHook(() => useImmError(useQuery({ queryKey: ['thrown'], queryFn, retry: false })), {
      wrapper,
    });

    await waitFor(() => expect(result.current.state?.title).toBe('This page ran into a problem of its own'));
  });

  it.each([
    { label: 'a promise', source: aPromise, kind: 'a promise' },
    { label: 'a function', source: refetch, kind: 'the function refetch' },
    { label: 'a function in an array', source: [null, () => 1], kind: 'a function' },
    { label: 'query options', source: options, kind: 'the options of a query' },
  ])('shows a failure of the page for $label, and says what to pass', ({ source, kind }) => {
    const heard = hearWarnings();
    const onRetry = vi.fn();
    const { result, rerender } = renderHook(() => useImmError(source, { onRetry }));
    rerender();

    expect(heard).toEqual([expect.stringContaining(`The source of an error is ${kind}.`)]);
    expect(heard[0]).toContain('Pass what useQuery or useMutation returned, or the error itself.');
    expect(result.current.state?.title).toBe('This page ran into a problem of its own');
    expect(result.current.actions.map(({ kind: action }) => action)).toContain('retry');
  });
});
