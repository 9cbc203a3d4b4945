import { render } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import { describeImmError } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { type ReactNode, StrictMode, Suspense, startTransition, use, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { answer, bannerName, implicitDeny } from '../react/answers.ts';

// What React has to say about a mistake it says on the console, where test/setup/console.ts makes it a failure.

const throttled = describeImmError(answer('Throttling.User'), { messages });
const kinds: readonly (() => ReactNode)[] = [
  () => <ErrorBanner source={answer('InternalError')} operation="mutation" onRetry={() => {}} />,
  () => <ErrorBanner source={answer('AccessDenied', '', { AccessDeniedDetail: implicitDeny })} />,
  () => <ErrorBanner state={{ ...throttled, retry: { kind: 'automatic', at: Date.now() + 60_000 } }} />,
  () => <ErrorBanner source={answer('ResourceNotFound')} density="compact" />,
];

/** Mounts and unmounts a page of a hundred banners. */
function mountHundred(container: HTMLElement): void {
  const root = createRoot(container);
  flushSync(() =>
    root.render(
      <StrictMode>
        <ImmErrorProvider>
          {Array.from({ length: 100 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the page is never drawn again
            <div key={index}>{kinds[index % kinds.length]?.()}</div>
          ))}
        </ImmErrorProvider>
      </StrictMode>,
    ),
  );
  expect(container.querySelectorAll('.imm-banner')).toHaveLength(100);
  flushSync(() => root.unmount());
}

interface Usage {
  heap: number;
  nodes: number;
  listeners: number;
}

async function measure(): Promise<Usage> {
  // Timers of a few milliseconds are let fire; what they hold is not the banners'.
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (let round = 0; round < 3; round += 1) await cdp().send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp().send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp().send('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

// A hundred banners each: a fifth of them in `npm test`, all ten thousand in `npm run test:deep`.
const rounds = Number(import.meta.env['VITE_IMM_ROUNDS'] ?? 20);

describe('ten thousand banners', () => {
  it('leave the heap, the nodes and the listeners where they were', { timeout: 600_000 }, async () => {
    const container = document.createElement('div');
    document.body.append(container);
    // Ten rounds for what is made once: compiled code, React's own listeners, the formats of times.
    for (let round = 0; round < 10; round += 1) mountHundred(container);
    const before = await measure();
    for (let round = 0; round < rounds; round += 1) {
      mountHundred(container);
      // A page that never pauses gives the browser no time to let go of what was removed.
      if (round % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 0));
    }
    const after = await measure();
    container.remove();
    console.info(`Heap after ${rounds * 100} banners: ${after.heap - before.heap} bytes more`);

    // What a banner may hold: nothing. The engine's own caches grow by some 100 kB meanwhile, whatever runs.
    expect(after.heap - before.heap).toBeLessThan(1_000_000);
    expect(after.nodes - before.nodes).toBeLessThan(100);
    expect(after.listeners - before.listeners).toBeLessThan(20);
  });
});

describe('a rendering that React throws away', () => {
  afterEach(() => vi.restoreAllMocks());

  it('speaks nothing, counts nothing and leaves nothing behind', async () => {
    const never = new Promise<never>(() => {});
    let show: (page: 'none' | 'failing' | 'fine') => void = () => {};
    function Hang(): ReactNode {
      return use(never);
    }
    function App(): ReactNode {
      const [page, setPage] = useState<'none' | 'failing' | 'fine'>('none');
      show = setPage;
      return (
        <ImmErrorProvider>
          <Suspense fallback={<p>Loading</p>}>
            <p>{page}</p>
            {page === 'failing' && (
              <>
                {kinds.map((kind, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
                  <div key={index}>{kind()}</div>
                ))}
                <Hang />
              </>
            )}
          </Suspense>
        </ImmErrorProvider>
      );
    }
    const { container, findByText, queryByRole } = render(<App />, { reactStrictMode: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const ticks = vi.spyOn(globalThis, 'setTimeout');

    startTransition(() => show('failing'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(container).toHaveTextContent('none');
    startTransition(() => show('fine'));
    await findByText('fine');
    ticks.mockClear();
    await new Promise((resolve) => setTimeout(resolve, 1500));

    expect(queryByRole('group', { name: bannerName })).toBeNull();
    expect([...container.querySelectorAll('[aria-live]')].map((region) => region.textContent)).toEqual(['', '']);
    // One is this test's own wait.
    expect(ticks.mock.calls).toHaveLength(1);
  });
});
