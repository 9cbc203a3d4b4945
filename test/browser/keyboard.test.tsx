import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { ErrorBanner, ImmErrorBoundary, ImmErrorProvider } from 'imm-error-kit';
import { createThrottleGate, immQueryDefaults, withGate } from 'imm-error-kit/core';
import { type ReactNode, useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { answer, bannerName, implicitDeny } from '../react/answers.ts';
import 'imm-error-kit/styles.css';

beforeEach(() => page.viewport(1280, 800));

function show(content: ReactNode): void {
  const client = new QueryClient({ defaultOptions: immQueryDefaults() });
  render(
    <QueryClientProvider client={client}>
      <ImmErrorProvider actions={{ 'edit-fields': () => {} }}>{content}</ImmErrorProvider>
    </QueryClientProvider>,
  );
}

function focused(): string {
  const element = document.activeElement;
  return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
}

function focusedElement(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement ? document.activeElement : null;
}

/** Goes on with Tab until the focus leaves the page, and tells all stops. */
async function walk(): Promise<string[]> {
  const stops: string[] = [];
  for (let presses = 0; presses < 20; presses += 1) {
    await userEvent.keyboard('{Tab}');
    if (document.activeElement === document.body) break;
    stops.push(focused());
  }
  return stops;
}

/** Whether the focus can be seen: the outline of the focused element, not the browser's own guess. */
function hasRing(): boolean {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element);
  return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
}

function CreateProject({ failure }: { failure: unknown }): ReactNode {
  const create = useMutation({
    mutationFn: async () => {
      throw failure;
    },
  });
  return (
    <>
      <button type="button" onClick={() => create.mutate()}>
        Create
      </button>
      <ErrorBanner source={create} onVerify={() => {}} />
    </>
  );
}

describe('by keyboard alone, a person', () => {
  it('reaches every action in the order in which it is read, sees where they are, and goes back to where they came from', async () => {
    show(<CreateProject failure={answer('InternalError', 'The request has been failed.')} />);
    await userEvent.keyboard('{Tab}{Enter}');
    await screen.findByRole('group', { name: bannerName });
    expect(focused()).toBe('Create');

    const rings: boolean[] = [];
    const stops: string[] = [];
    for (const _ of Array(4)) {
      await userEvent.keyboard('{Tab}');
      stops.push(focused());
      rings.push(hasRing());
    }
    expect(stops).toEqual(['Check first', 'Send again anyway', 'Details', 'Dismiss']);
    expect(rings).toEqual([true, true, true, true]);

    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
    expect(focused()).toBe('Create');
  });

  it('opens the details and copies them', async () => {
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    show(<CreateProject failure={answer('InternalError', 'The request has been failed.')} />);
    await userEvent.keyboard('{Tab}{Enter}');
    await screen.findByRole('group', { name: bannerName });
    await userEvent.keyboard('{Tab}{Tab}{Tab}{Enter}');
    expect(screen.getByText('D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E')).toBeVisible();

    await userEvent.keyboard('{Tab}');
    expect(focused()).toBe('Copy diagnostics');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(focused()).toBe('Copied'));
    expect(copied).toHaveBeenCalledOnce();
  });

  it('reads a long policy, copies what an administrator needs, and asks', async () => {
    const denied = answer('AccessDenied', 'You are not authorized.', { AccessDeniedDetail: implicitDeny });
    show(<ErrorBanner source={denied} />);
    await userEvent.keyboard('{Tab}{Enter}');
    expect(document.querySelector('details')?.open).toBe(true);

    const stops = await walk();
    expect(stops[0]).toContain('"imm:CreateProject"');
    expect(stops.slice(1).map((stop) => stop.replace(' (opens in a new tab)', ''))).toEqual([
      'Copy policy',
      'Copy diagnostic message',
      'Open the RAM console',
      'Request permission',
      'Details',
      'Dismiss',
    ]);
  });

  it('starts at the message when a page has failed, and gets the page back', async () => {
    // React tells the console of every error that a boundary catches.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    function Page(): ReactNode {
      const [isBroken, setBroken] = useState(false);
      if (isBroken && !isMended) throw answer('InternalError', 'The request has been failed.');
      return (
        <button type="button" onClick={() => setBroken(true)}>
          Break
        </button>
      );
    }
    let isMended = false;
    show(
      <ImmErrorBoundary level="page">
        <Page />
      </ImmErrorBoundary>,
    );
    await userEvent.keyboard('{Tab}{Enter}');
    await waitFor(() => expect(document.activeElement).toHaveAccessibleName(bannerName));

    isMended = true;
    await userEvent.keyboard('{Tab}');
    expect(focused()).toBe('Try again');
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('button', { name: 'Break' })).toBeVisible();
  });

  it.each([
    { button: 'Try now', tabs: '{Tab}', gets: 'films' },
    { button: 'Stop retrying', tabs: '{Tab}{Tab}', gets: 'Try again' },
  ])('presses “$button” in a countdown and gets “$gets”, without losing the focus', async ({ button, tabs, gets }) => {
    let calls = 0;
    const gated = withGate(async () => {
      calls += 1;
      if (calls > 1) return ['films'];
      throw Object.assign(new Error('denied'), answer('Throttling.User'), { retryAfter: 60_000 });
    }, createThrottleGate());
    function List(): ReactNode {
      const list = useQuery({ queryKey: ['list'], queryFn: gated });
      return (
        <>
          <ErrorBanner source={list} />
          <button type="button">{list.data ?? 'nothing yet'}</button>
        </>
      );
    }
    show(<List />);
    await screen.findByRole('timer');
    await userEvent.keyboard(tabs);
    expect(focused()).toBe(button);

    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('button', { name: gets })).toBeVisible();
    expect(screen.queryByRole('timer')).toBeNull();
    // A banner that has gone gives the focus back to where it came from, which here was nowhere.
    if (gets === 'Try again')
      expect(screen.getByRole('group', { name: bannerName })).toContainElement(focusedElement());
  });

  describe('keeps the focus when a banner goes', () => {
    const dismiss = async (): Promise<void> => {
      // As a screen reader's own cursor goes there, from nowhere.
      screen.getByRole('button', { name: 'Dismiss' }).focus();
      await userEvent.keyboard('{Enter}');
      await waitFor(() => expect(screen.queryByRole('group', { name: bannerName })).toBeNull());
    };

    interface FailingProps {
      disables?: boolean;
      goes?: boolean;
    }

    /** Fails, and its button is disabled meanwhile, or gone then. */
    function Failing({ disables = false, goes = false }: FailingProps): ReactNode {
      const save = useMutation({
        mutationFn: async () => {
          // Until the browser has taken the focus from the button.
          await waitFor(() => expect(!disables || document.activeElement === document.body).toBe(true));
          throw answer('PreconditionFailed');
        },
      });
      return (
        <>
          {goes && save.isError ? null : (
            <button type="button" disabled={disables && save.isPending} onClick={() => save.mutate()}>
              Save
            </button>
          )}
          <ErrorBanner source={save} />
        </>
      );
    }

    it.each([
      {
        label: 'to the button that was disabled while it was sent',
        content: (
          <main>
            <Failing disables />
          </main>
        ),
        gets: 'Save',
      },
      {
        label: 'to what stands before, where the button has gone, past what is hidden or disabled',
        content: (
          <main>
            <h1>Projects</h1>
            <button type="button">Other</button>
            <button type="button" hidden>
              Hidden
            </button>
            <button type="button" disabled>
              Disabled
            </button>
            <Failing goes />
            <button type="button">After</button>
          </main>
        ),
        gets: 'Other',
      },
      {
        label: 'to the heading, where nothing stands before in its part of the page',
        content: (
          <>
            <a href="#menu">Menu</a>
            <main>
              <h1>Projects</h1>
              <Failing goes />
            </main>
          </>
        ),
        gets: 'Projects',
      },
    ])('$label', async ({ content, gets }) => {
      show(content);
      screen.getByRole('button', { name: 'Save' }).focus();
      await userEvent.keyboard('{Enter}');
      await screen.findByRole('group', { name: bannerName });
      await dismiss();

      await waitFor(() => expect(document.activeElement).toBe(screen.getByText(gets)));
    });

    it('before the children that a boundary brings back', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => {});
      let isBroken = false;
      function Child(): ReactNode {
        const [, render] = useState({});
        if (isBroken) throw answer('InternalError');
        const fail = (): void => {
          isBroken = true;
          render({});
        };
        return (
          <button type="button" onClick={fail}>
            Child
          </button>
        );
      }
      show(
        <main>
          <button type="button">Other</button>
          <ImmErrorBoundary>
            <Child />
          </ImmErrorBoundary>
        </main>,
      );
      screen.getByRole('button', { name: 'Child' }).focus();
      await userEvent.keyboard('{Enter}');
      await screen.findByRole('group', { name: bannerName });
      isBroken = false;
      for (let presses = 0; presses < 5 && focused() !== 'Try again'; presses += 1) await userEvent.keyboard('{Tab}');
      await userEvent.keyboard('{Enter}');

      await screen.findByRole('button', { name: 'Child' });
      await waitFor(() => expect(document.activeElement).toBe(screen.getByText('Other')));
    });
  });

  it('gives the focus back to a button that was disabled until the very moment at which it works', async () => {
    const send = vi.fn().mockRejectedValueOnce(answer('StatusConflict')).mockResolvedValue('saved');
    function Save(): ReactNode {
      const save = useMutation({
        mutationFn: async () => {
          // Long enough for the button to be seen disabled.
          await new Promise((resolve) => setTimeout(resolve, 50));
          return send() as Promise<string>;
        },
      });
      return (
        <>
          <ErrorBanner source={save} />
          <button type="button" disabled={save.isPending} onClick={() => save.mutate()}>
            {save.data ?? 'Save'}
          </button>
        </>
      );
    }
    show(<Save />);
    await userEvent.keyboard('{Tab}{Enter}');
    await screen.findByRole('group', { name: bannerName });
    screen.getByRole('button', { name: 'Save' }).focus();
    screen.getByRole('button', { name: 'Try again' }).focus();
    await userEvent.keyboard('{Enter}');

    await waitFor(() => expect(screen.queryByRole('group', { name: bannerName })).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'saved' })));
  });
});
