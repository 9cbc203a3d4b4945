import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, useImmMutation } from 'imm-error-kit';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer, bannerName } from '../answers.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T08:00:00Z') });
  heard.length = 0;
  regions.observe(document.body, { childList: true, subtree: true, characterData: true });
});
afterEach(() => {
  regions.disconnect();
  cleanup();
  vi.useRealTimers();
});

/** What was spoken, one entry for each time. */
const heard: string[] = [];
const regions = new MutationObserver((records) => {
  const changed = new Set(records.map(({ target }) => target));
  for (const { parentElement, textContent } of changed) {
    if (parentElement?.closest('[data-part="announcer"]') && textContent) heard.push(textContent.trim());
  }
});

/** Lets time pass in steps: effects run only at the end of an `act`. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 20) await act(async () => void (await vi.advanceTimersByTimeAsync(20)));
}

function show(page: ReactNode): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ImmErrorProvider>{page}</ImmErrorProvider>
    </QueryClientProvider>,
  );
  return client;
}

/** Fails or answers after a while, as the test says. */
function createService(): { failure: unknown; latencyMs: number; call: () => Promise<string> } {
  const service = {
    failure: answer('ServiceUnavailable') as unknown,
    latencyMs: 20,
    call: async (): Promise<string> => {
      const { failure } = service;
      await new Promise((resolve) => setTimeout(resolve, service.latencyMs));
      if (failure) throw failure;
      return 'answer';
    },
  };
  return service;
}

type Service = ReturnType<typeof createService>;

const press = (name: string): void => act(() => screen.getByRole('button', { name }).click());
const banner = (): HTMLElement | null => screen.queryByRole('group', { name: bannerName });
const isBusy = (name: string): boolean => screen.getByRole('button', { name }).getAttribute('aria-disabled') === 'true';

function Save({ service }: { service: Service }): ReactNode {
  const save = useMutation({ mutationFn: service.call });
  return (
    <>
      <button type="button" onClick={() => save.mutate()}>
        Save
      </button>
      <ErrorBanner source={save} />
    </>
  );
}

function Checked({ service }: { service: Service }): ReactNode {
  const save = useImmMutation({ mutationFn: service.call, onVerify: () => new Promise<null>(() => {}) });
  return (
    <>
      <button type="button" onClick={() => save.mutate()}>
        Save
      </button>
      <ErrorBanner source={save} />
    </>
  );
}

function Project({ loads }: { loads: Readonly<Record<string, () => Promise<string>>> }): ReactNode {
  const [name, setName] = useState('films');
  const query = useQuery({ queryKey: [name], queryFn: loads[name] ?? (async () => name), enabled: name !== 'none' });
  return (
    <>
      {['music', 'none'].map((other) => (
        <button key={other} type="button" onClick={() => setName(other)}>
          {other}
        </button>
      ))}
      {query.data}
      <ErrorBanner source={query} />
    </>
  );
}

describe('“It worked this time”', () => {
  it.each([
    ['a mutation', (service: Service) => <Save service={service} />],
    ['a query', (service: Service) => <Project loads={{ films: service.call }} />],
  ])('is said where the repeat of %s has worked', async (_, page) => {
    const service = createService();
    service.failure = answer('StatusConflict');
    show(page(service));
    act(() => screen.queryByRole('button', { name: 'Save' })?.click());
    await pass(1000);
    service.failure = undefined;
    const retry = screen.queryByRole('button', { name: 'Try again' }) ?? screen.getByRole('button', { name: 'Reload' });
    act(() => retry.click());
    await pass(1000);

    expect(heard.at(-1)).toBe('It worked this time');
  });

  it.each([
    { label: 'a repeat', code: 'PreconditionFailed', page: Save, button: 'Try again' },
    { label: 'a check', code: 'InternalError', page: Checked, button: 'Check first' },
  ])('is not said of $label that was dismissed while it was in the air', async ({ code, page: Page, button }) => {
    const service = createService();
    service.failure = answer(code);
    show(<Page service={service} />);
    press('Save');
    await pass(1000);
    service.latencyMs = 60_000;
    press(button);
    await pass(1000);
    heard.length = 0;
    press('Dismiss');
    await pass(1000);

    expect(heard).toEqual([]);
  });

  it('is not said of a query that was disabled and reset before the repeat was answered', async () => {
    const service = createService();
    function Page(): ReactNode {
      const [enabled, setEnabled] = useState(true);
      const query = useQuery({ queryKey: ['films'], queryFn: service.call, enabled });
      return (
        <>
          <button type="button" onClick={() => setEnabled(false)}>
            Disable
          </button>
          <ErrorBanner source={query} />
        </>
      );
    }
    const client = show(<Page />);
    await pass(1000);
    service.latencyMs = 60_000;
    press('Try again');
    await pass(1000);
    heard.length = 0;
    press('Disable');
    await act(() => client.resetQueries());
    await pass(1000);

    expect(banner()).toBeNull();
    expect(heard).toEqual([]);
  });

  it.each(['music', 'none'])(
    'is not said, nor the failure shown, of a key in whose place there is now: %s',
    async (other) => {
      const films = createService();
      const music = { ...createService(), call: () => new Promise<string>((done) => setTimeout(done, 500, 'songs')) };
      show(<Project loads={{ films: films.call, music: music.call }} />);
      await pass(1000);
      films.latencyMs = 60_000;
      press('Try again');
      await pass(200);
      expect(banner()).toBeTruthy();
      heard.length = 0;
      press(other);
      await pass(100);
      expect(banner()).toBeNull();
      await pass(1000);

      expect(heard).toEqual([]);
    },
  );
});

describe('“Try again” of a query', () => {
  it.each([
    { label: 'that has data', hasData: true },
    { label: 'without data', hasData: false },
  ])('$label is busy meanwhile, and a second failure is spoken, too', async ({ hasData }) => {
    const service = createService();
    if (hasData) service.failure = undefined;
    const client = show(<Project loads={{ films: service.call }} />);
    await pass(100);
    service.failure = answer('ServiceUnavailable');
    service.latencyMs = 300;
    if (hasData) await act(async () => void client.invalidateQueries());
    await pass(2000);
    expect(isBusy('Try again')).toBe(false);
    heard.length = 0;
    press('Try again');
    await pass(100);
    expect(isBusy('Try again')).toBe(true);
    await pass(2000);

    expect(isBusy('Try again')).toBe(false);
    expect(heard).toEqual(['Warning: IMM is temporarily unavailable in cn-hangzhou']);
  });
});
