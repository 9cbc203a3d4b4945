import { join } from 'node:path';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render } from '@testing-library/react';
import { createImmSimulator } from 'imm-error-kit/simulator';
import type { ComponentType } from 'react';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readExamples, withChecks, writeExamples } from './examples.ts';

const simulator = createImmSimulator();
let folder: string;

beforeAll(() => {
  folder = writeExamples('run', withChecks);
  vi.stubGlobal('expect', expect);
  // The reader's back end, with its keys: here it is the simulator.
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(new URL(String(input), 'https://imm.cn-hangzhou.aliyuncs.com'), init);
    request.headers.set('x-imm-role', 'owner');
    return simulator.fetch(request);
  });
});
afterAll(() => vi.unstubAllGlobals());

// A configuration is for another program than a page, and a test for one that runs tests.
const runnable = readExamples().filter(({ code }) => !/\.config\.ts$|from 'vitest'/m.test(code));

describe('the examples of the documentation', () => {
  it.each(runnable)(
    'run: $title',
    async ({ file }) => {
      const exports: Record<string, unknown> = await import(/* @vite-ignore */ join(folder, file));
      const { App } = { App: exports['default'], ...exports } as { App?: ComponentType };
      if (!App) return;
      const client = new QueryClient();
      const { unmount } = render(<App />, {
        // What a boundary has caught was thrown on purpose.
        onCaughtError: () => {},
        wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
      });
      await act(async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
      });

      expect(document.body.textContent).not.toBe('');
      unmount();
      client.clear();
      // The first that imports Ant Design waits for all of it.
    },
    60_000,
  );
});
