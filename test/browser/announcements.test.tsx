import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, IncidentCenter, IncidentProvider } from 'imm-error-kit';
import { describeImmError } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import 'imm-error-kit/styles.css';
import { type ImmFakeClock, installFakeClock } from 'imm-error-kit/testing';
import { type ReactNode, useRef } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answer, bannerName } from '../react/answers.ts';

interface Spoken {
  politeness: string | null;
  text: string | null;
}

let clock: ImmFakeClock;
let spoken: Spoken[];
let observer: MutationObserver;

beforeEach(() => {
  clock = installFakeClock();
  spoken = [];
});

afterEach(() => {
  observer.disconnect();
  clock.uninstall();
});

/** Renders a page, and writes down each text that is put into a live region from then on. */
async function open(page: ReactNode): Promise<{ rerender(page: ReactNode): void }> {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const { container, rerender } = render(page, {
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>
        <ImmErrorProvider>{children}</ImmErrorProvider>
      </QueryClientProvider>
    ),
  });
  observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      // Chromium tells of the old text's removal apart.
      const region = addedNodes.length > 0 && target instanceof Element && target.closest('[aria-live]');
      if (region) spoken.push({ politeness: region.getAttribute('aria-live'), text: region.textContent });
    }
  });
  observer.observe(container, { subtree: true, childList: true });
  // The regions have to be there for a moment before they can speak.
  await clock.advance(200);
  return { rerender };
}

const taken = answer('ResourceAlreadyExists', 'The specified resource project already exists.');
const gone = answer('ResourceNotFound', 'The specified resource dataset is not found.');
const unavailable = answer('ServiceUnavailable', 'The service is unavailable.');
const expired = answer('InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');

function CreateButton({ failures }: { failures: unknown[] }): ReactNode {
  const create = useMutation({
    mutationFn: async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      throw failures.shift();
    },
  });
  return (
    <>
      <button type="button" onClick={() => create.mutate()}>
        Create
      </button>
      <ErrorBanner source={create} />
    </>
  );
}

interface ListProps {
  name: string;
  failure: unknown;
}

function List({ name, failure }: ListProps): ReactNode {
  const list = useQuery({
    queryKey: [name],
    queryFn: async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      throw failure;
    },
  });
  return <ErrorBanner source={list} />;
}

function throttledUntil(at: number, attempt = 1): Parameters<typeof ErrorBanner>[0]['state'] {
  const throttled = answer('Throttling.User', 'Request was denied due to user flow control.');
  return {
    ...describeImmError(throttled, { messages }),
    severity: 'info',
    retry: { kind: 'automatic', at, attempt, maxAttempts: 3 },
  };
}

describe('what a screen reader hears', () => {
  it('is a failure of the own action, at once and once', async () => {
    await open(<CreateButton failures={[taken]} />);
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    await clock.advance(5000);

    expect(spoken).toEqual([{ politeness: 'assertive', text: 'Warning: This project already exists' }]);
  });

  it('is a failed load when the person pauses', async () => {
    await open(<List name="tasks" failure={gone} />);
    await clock.advance(5000);

    expect(spoken).toEqual([{ politeness: 'polite', text: "Error: This dataset wasn't found" }]);
  });

  it('is nothing for what was there when the page loaded', async () => {
    await open(<ErrorBanner source={gone} />);
    await clock.advance(5000);

    expect(screen.getByRole('group', { name: bannerName })).toBeVisible();
    expect(spoken).toEqual([]);
  });

  it('is another failure when it takes the place of the first, and nothing when the same is drawn again', async () => {
    const { rerender } = await open(<ErrorBanner source={undefined} />);
    for (const source of [gone, { ...gone }, expired, expired]) {
      rerender(<ErrorBanner source={source} />);
      await clock.advance(2000);
    }

    expect(spoken.map(({ text }) => text)).toEqual([
      "Error: This dataset wasn't found",
      'Error: Your session has expired',
    ]);
  });

  it('is the same failure again when the same action failed again', async () => {
    await open(<CreateButton failures={[taken, taken]} />);
    for (let press = 0; press < 2; press += 1) {
      await userEvent.click(screen.getByRole('button', { name: 'Create' }));
      await clock.advance(3000);
    }
    // An equal text would be no change, so the second differs by a no-break space that nobody hears.
    expect(spoken.map(({ text }) => text?.trim())).toEqual(Array(2).fill('Warning: This project already exists'));
  });

  it('is the same failure again when “Try again” failed', async () => {
    await open(<List name="tasks" failure={gone} />);
    await clock.advance(3000);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await clock.advance(3000);

    expect(spoken.map(({ text }) => text?.trim())).toEqual(Array(2).fill("Error: This dataset wasn't found"));
  });

  it('is the wait at its start, at three marks and at its end, not each second', async () => {
    const { rerender } = await open(<ErrorBanner source={undefined} />);
    rerender(<ErrorBanner state={throttledUntil(clock.now() + 75_000)} />);
    const at: [number, string | null][] = [];
    for (let second = 0; second <= 80; second += 1) {
      spoken = [];
      await clock.advance(1000);
      for (const { text } of spoken) at.push([second, text]);
    }

    expect(at).toEqual([
      [0, 'Too many requests from this user. Trying again in 75 seconds.'],
      [15, 'Trying again in 60 seconds'],
      [45, 'Trying again in 30 seconds'],
      [65, 'Trying again in 10 seconds'],
      [75, 'Trying again now'],
    ]);
  });

  it('is nothing when a message is dismissed', async () => {
    await open(<CreateButton failures={[taken]} />);
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    await clock.advance(2000);
    spoken = [];
    await userEvent.click(screen.getByRole('button', { name: messages.format('action.dismiss', {}) }));
    await clock.advance(5000);

    expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
    expect(spoken).toEqual([]);
  });

  it('is one sentence for twelve widgets that fail of one cause', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `widget ${index}`);
    await open(names.map((name) => <List key={name} name={name} failure={expired} />));
    await clock.advance(5000);

    expect(screen.getAllByRole('group', { name: bannerName })).toHaveLength(12);
    expect(spoken).toEqual([{ politeness: 'polite', text: 'Error: Your session has expired' }]);
  });

  it('is one text for several causes that come together, so that none is lost', async () => {
    await open(
      <>
        <List name="projects" failure={taken} />
        <List name="datasets" failure={gone} />
        <List name="tasks" failure={expired} />
      </>,
    );
    await clock.advance(5000);

    expect(spoken).toHaveLength(1);
    for (const title of ['This project already exists', "This dataset wasn't found", 'Your session has expired']) {
      expect(spoken[0]?.text).toContain(title);
    }
  });

  describe('when “Try again” works', () => {
    const title = messages.format('announce.recovered', {});

    /** Fails at first, then answers after this long. */
    function Recovering({ name, takes }: { name: string; takes: number }): ReactNode {
      const sent = useRef(0);
      const list = useQuery({
        queryKey: [name],
        queryFn: async () => {
          sent.current += 1;
          if (sent.current === 1) throw unavailable;
          await new Promise((resolve) => setTimeout(resolve, takes));
          return [];
        },
      });
      return <ErrorBanner source={list} />;
    }

    function heard(): string[] {
      return spoken.map(({ text }) => text?.trim() ?? '').filter((text) => text === title);
    }

    it('is one answer to one press that repeats twelve widgets, which recover over 8 seconds', async () => {
      await open(
        <IncidentProvider>
          <IncidentCenter />
          {Array.from({ length: 12 }, (_, index) => `widget ${index}`).map((name, index) => (
            <Recovering key={name} name={name} takes={1000 + index * 700} />
          ))}
        </IncidentProvider>,
      );
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      await clock.advance(5000);
      expect(heard()).toEqual([title]);

      await clock.advance(15_000);
      expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
      expect(heard()).toEqual([title]);
    });

    it('is an answer to each press, however soon the next', async () => {
      await open(
        <>
          <Recovering name="projects" takes={3000} />
          <Recovering name="tasks" takes={3000} />
        </>,
      );
      for (const button of screen.getAllByRole('button', { name: 'Try again' })) {
        await userEvent.click(button);
        await clock.advance(2000);
      }
      await clock.advance(5000);

      expect(heard()).toEqual([title, title]);
    });
  });

  it('never is a countdown that has gone', async () => {
    const { rerender } = await open(<ErrorBanner state={throttledUntil(clock.now() + 40_000)} />);
    await clock.advance(3000);
    spoken = [];
    rerender(<ErrorBanner source={undefined} />);
    await act(async () => clock.advance(60_000));

    expect(spoken).toEqual([]);
  });
});
