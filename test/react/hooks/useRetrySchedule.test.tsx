import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { ErrorBanner } from 'imm-error-kit';
import { createThrottleGate, immQueryDefaults, withGate } from 'imm-error-kit/core';
import { type ReactNode, useRef } from 'react';
import { describe, expect, it } from 'vitest';
import { answer } from '../answers.ts';

describe('a gate where many requests wait', () => {
  it('renders each banner a few times, not once for each of the others', async () => {
    const count = 30;
    const { renders, calls } = await workOf(count);
    expect(renders / count).toBeLessThan(8);
    // Half of the others on average, if each that joins were news to all that wait.
    expect(calls / count).toBeLessThan(8);
  }, 30_000);
});

/** How often a page of throttled widgets is rendered, and called back by the gate, until all of them wait. */
async function workOf(count: number): Promise<{ renders: number; calls: number }> {
  const gate = createThrottleGate();
  const { subscribe } = gate;
  let calls = 0;
  gate.subscribe = (listener, lane) =>
    subscribe(() => {
      calls++;
      listener();
    }, lane);
  const client = new QueryClient({ defaultOptions: immQueryDefaults() });
  let renders = 0;
  function Counted({ children }: { children: ReactNode }): ReactNode {
    renders++;
    return children;
  }
  function Widget({ index }: { index: number }): ReactNode {
    const queryFn = useRef(withGate(() => Promise.reject(answer('Throttling.User')), gate)).current;
    const query = useQuery({ queryKey: ['widget', index], queryFn });
    return <ErrorBanner source={query} slots={{ message: () => <Counted>waits</Counted> }} />;
  }
  const { unmount } = render(
    <QueryClientProvider client={client}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: there is nothing else to tell them by
        <Widget key={index} index={index} />
      ))}
    </QueryClientProvider>,
  );
  await waitFor(() => expect(screen.getAllByText('waits')).toHaveLength(count));
  await waitFor(() => expect(gate.getSnapshot().waiting).toBe(count));
  unmount();
  client.clear();
  gate.dispose();
  return { renders, calls };
}
