import { QueryClient, QueryClientProvider, useSuspenseQuery } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ImmErrorBoundary, ImmErrorProvider } from 'imm-error-kit';
import { Component, lazy, type ReactNode, Suspense, useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answer, bannerName } from '../answers.ts';

// React reports every caught error on the console too.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

let thrown: unknown;
let isBroken = true;

function Widget(): ReactNode {
  if (isBroken) throw thrown;
  return <p>All well</p>;
}

beforeEach(() => {
  isBroken = true;
  thrown = answer('InternalError');
});

describe('ImmErrorBoundary', () => {
  it.each([
    { label: 'an answer of IMM', value: answer('InternalError') },
    { label: 'an Error', value: new Error('boom') },
    { label: 'null', value: null },
    { label: 'undefined', value: undefined },
    { label: 'a string', value: 'boom' },
    { label: 'zero', value: 0 },
  ])('shows a message and recovers on "Try again" when $label is thrown', ({ value }) => {
    thrown = value;
    render(
      <ImmErrorBoundary>
        <Widget />
      </ImmErrorBoundary>,
    );
    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();

    isBroken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('All well')).toBeTruthy();
  });

  it('renders the children again when a reset key changes', () => {
    const { rerender } = render(
      <ImmErrorBoundary resetKeys={['films']}>
        <Widget />
      </ImmErrorBoundary>,
    );
    isBroken = false;
    rerender(
      <ImmErrorBoundary resetKeys={['music']}>
        <Widget />
      </ImmErrorBoundary>,
    );

    expect(screen.getByText('All well')).toBeTruthy();
  });

  it('fetches failed queries again on reset', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const fetchProjects = vi.fn().mockRejectedValueOnce(answer('InternalError')).mockResolvedValueOnce('films');
    function Projects(): ReactNode {
      const { data } = useSuspenseQuery<string>({ queryKey: ['projects'], queryFn: fetchProjects });
      return <p>{data}</p>;
    }
    render(
      <QueryClientProvider client={client}>
        <ImmErrorBoundary>
          <Suspense fallback="…">
            <Projects />
          </Suspense>
        </ImmErrorBoundary>
      </QueryClientProvider>,
    );

    const button = await screen.findByRole('button', { name: 'Try again' });
    await act(async () => fireEvent.click(button));
    expect(await screen.findByText('films')).toBeTruthy();
  });

  it('gives a page a heading, and moves the focus there where the page had it', () => {
    isBroken = false;
    const { rerender } = render(
      <ImmErrorBoundary level="page">
        <Widget />
      </ImmErrorBoundary>,
    );
    isBroken = true;
    rerender(
      <ImmErrorBoundary level="page">
        <Widget />
      </ImmErrorBoundary>,
    );

    expect(screen.getByRole('heading', { level: 1 })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('group', { name: bannerName }));
  });

  it('takes no focus from a page that failed while it loaded', () => {
    render(
      <ImmErrorBoundary level="page">
        <Widget />
      </ImmErrorBoundary>,
    );

    expect(document.activeElement).toBe(document.body);
  });

  it('leaves the focus where it is when it is elsewhere on the page', () => {
    render(
      <>
        <input aria-label="Search" />
        <ImmErrorBoundary resetKeys={[1]}>
          <p>Fine</p>
        </ImmErrorBoundary>
      </>,
    );
    screen.getByLabelText('Search').focus();
    render(
      <ImmErrorBoundary level="page">
        <Widget />
      </ImmErrorBoundary>,
    );

    expect(document.activeElement).toBe(screen.getByLabelText('Search'));
  });

  describe('beside other controls', () => {
    function Console({ children }: { children: ReactNode }): ReactNode {
      const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }));
      return (
        <QueryClientProvider client={client}>
          <main>
            <button type="button">Delete project</button>
            <ImmErrorBoundary>
              <Suspense fallback="Loading">{children}</Suspense>
            </ImmErrorBoundary>
          </main>
        </QueryClientProvider>
      );
    }

    function Projects(): ReactNode {
      const { data } = useSuspenseQuery<string>({
        queryKey: ['projects'],
        queryFn: () => new Promise((_, reject) => setTimeout(() => reject(thrown), 30)),
      });
      return <p>{data}</p>;
    }

    it.each([
      { label: 'at once', content: <Widget /> },
      { label: 'after a while', content: <Projects /> },
    ])('gives the focus back to the message when what was tried again fails again $label', async ({ content }) => {
      render(<Console>{content}</Console>);
      for (let round = 0; round < 2; round++) {
        const again = await screen.findByRole('button', { name: 'Try again' });
        again.focus();
        await userEvent.keyboard('{Enter}');
        await waitFor(() => expect(again.isConnected).toBe(false));

        await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('group', { name: bannerName })));
      }
    });

    it('leaves the focus with who types where it went meanwhile', async () => {
      render(
        <Console>
          <Projects />
        </Console>,
      );
      const again = await screen.findByRole('button', { name: 'Try again' });
      again.focus();
      await userEvent.keyboard('{Enter}');
      await waitFor(() => expect(document.activeElement?.textContent).toBe('Delete project'));
      await userEvent.keyboard('{Shift}');
      await screen.findByRole('group', { name: bannerName });
      await new Promise((resolve) => setTimeout(resolve, 20));

      expect(document.activeElement?.textContent).toBe('Delete project');
    });
  });

  it('can’t be dismissed, as that would leave a hole in the page', () => {
    render(
      <ImmErrorBoundary>
        <Widget />
      </ImmErrorBoundary>,
    );

    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull();
  });

  it('gives an app’s own fallback what failed and the reset', () => {
    render(
      <ImmErrorBoundary
        fallback={({ state, reset }) => (
          <button type="button" onClick={reset}>
            {state?.category}
          </button>
        )}
      >
        <Widget />
      </ImmErrorBoundary>,
    );
    isBroken = false;
    fireEvent.click(screen.getByRole('button', { name: 'unavailable' }));

    expect(screen.getByText('All well')).toBeTruthy();
  });

  it('takes an element for a fallback, too, and nothing at all', () => {
    const { container } = render(
      <>
        <ImmErrorBoundary fallback={<p>Out of order</p>}>
          <Widget />
        </ImmErrorBoundary>
        <ImmErrorBoundary fallback={null}>
          <Widget />
        </ImmErrorBoundary>
      </>,
    );

    expect(container.textContent).toBe('Out of order');
  });

  it('contains a fallback that throws itself, and still names the request', () => {
    render(
      <ImmErrorBoundary
        fallback={() => {
          throw new Error('fallback down');
        }}
      >
        <Widget />
      </ImmErrorBoundary>,
    );

    expect(document.body.textContent).toContain('D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E');
  });

  it('recovers from a fallback that throws, when a reset key changes', () => {
    const page = (key: number): ReactNode => (
      <ImmErrorBoundary
        resetKeys={[key]}
        fallback={() => {
          throw new Error('fallback down');
        }}
      >
        <Widget />
      </ImmErrorBoundary>
    );
    const { rerender } = render(page(1));
    isBroken = false;
    rerender(page(2));

    expect(screen.getByText('All well')).toBeTruthy();
  });

  it('takes down no more than the innermost boundary, and resets that alone', () => {
    const onOuterReset = vi.fn();
    render(
      <ImmErrorBoundary level="page" onReset={onOuterReset}>
        <p>Page</p>
        <ImmErrorBoundary level="widget">
          <Widget />
        </ImmErrorBoundary>
      </ImmErrorBoundary>,
    );
    expect(screen.getByText('Page')).toBeTruthy();
    expect(screen.queryByRole('heading', { level: 1 })).toBeNull();

    isBroken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('All well')).toBeTruthy();
    expect(onOuterReset).not.toHaveBeenCalled();
  });

  it('tells onError what was caught, as an ImmError', () => {
    const onError = vi.fn();
    render(
      <ImmErrorBoundary onError={onError}>
        <Widget />
      </ImmErrorBoundary>,
    );

    expect(onError.mock.calls[0]?.[0]).toMatchObject({ name: 'ImmError', code: 'InternalError' });
  });

  it('reports what was thrown once, though it is nothing at all', () => {
    thrown = null;
    const onReport = vi.fn();
    const page = (locale: string): ReactNode => (
      <ImmErrorProvider onReport={onReport} locale={locale}>
        <ImmErrorBoundary>
          <Widget />
        </ImmErrorBoundary>
      </ImmErrorProvider>
    );
    const { rerender } = render(page('en'));
    rerender(page('en-GB'));

    expect(onReport).toHaveBeenCalledOnce();
  });

  it('stands though the app’s own onError throws', () => {
    render(
      <>
        <p>Page</p>
        <ImmErrorBoundary
          onError={() => {
            throw new Error('reporter down');
          }}
        >
          <Widget />
        </ImmErrorBoundary>
      </>,
    );

    expect(screen.getByText('Page')).toBeTruthy();
    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();
  });

  it('renders the children again though the app’s own onReset throws', () => {
    render(
      <ImmErrorBoundary
        onReset={() => {
          throw new Error('reset down');
        }}
      >
        <Widget />
      </ImmErrorBoundary>,
    );
    isBroken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(screen.getByText('All well')).toBeTruthy();
  });

  it.each(['page', 'section', 'widget'] as const)('leaves no hole in place of a %s that was cancelled', (level) => {
    thrown = new DOMException('The user aborted a request.', 'AbortError');
    render(
      <ImmErrorBoundary level={level}>
        <Widget />
      </ImmErrorBoundary>,
    );
    const banner = screen.getByRole('group', { name: bannerName });
    expect(banner.dataset['severity']).toBe('info');
    expect(banner.textContent).toContain('The request was canceled');

    isBroken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('All well')).toBeTruthy();
  });

  it('gives an app’s own fallback what was cancelled', () => {
    thrown = new DOMException('The user aborted a request.', 'AbortError');
    render(
      <ImmErrorBoundary fallback={({ state }) => <p>{state?.title}</p>}>
        <Widget />
      </ImmErrorBoundary>,
    );

    expect(screen.getByText('The request was canceled')).toBeTruthy();
  });

  it('fetches a query again that was cancelled while the page waited for it', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const fetchProjects = vi
      .fn()
      .mockRejectedValueOnce(new DOMException('gone', 'AbortError'))
      .mockResolvedValueOnce('films');
    function Projects(): ReactNode {
      const { data } = useSuspenseQuery<string>({ queryKey: ['projects'], queryFn: fetchProjects });
      return <p>{data}</p>;
    }
    render(
      <QueryClientProvider client={client}>
        <ImmErrorBoundary level="page">
          <Suspense fallback="…">
            <Projects />
          </Suspense>
        </ImmErrorBoundary>
      </QueryClientProvider>,
    );

    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('films')).toBeTruthy();
  });

  describe('below a router', () => {
    /** As the boundary of a router, which shows what is thrown to it. */
    class RouterBoundary extends Component<{ children: ReactNode }, { taken?: unknown }> {
      override state: { taken?: unknown } = {};

      static getDerivedStateFromError(taken: unknown): { taken: unknown } {
        return { taken };
      }

      override render(): ReactNode {
        return this.state.taken === undefined ? this.props.children : <p>The router goes on</p>;
      }
    }

    const signals = [
      { label: 'redirect() of Next.js', value: nextSignal('NEXT_REDIRECT;replace;/login;307;') },
      { label: 'notFound() of Next.js', value: nextSignal('NEXT_HTTP_ERROR_FALLBACK;404') },
      { label: 'notFound() of Next.js before 15', value: nextSignal('NEXT_NOT_FOUND') },
      { label: 'notFound() of TanStack Router', value: { isNotFound: true, data: 'films' } },
    ];

    function nextSignal(digest: string): Error {
      return Object.assign(new Error(digest.split(';')[0]), { digest });
    }

    it.each(signals)(
      'lets a router’s redirect and not-found through to the router’s own boundary: $label',
      ({ value }) => {
        thrown = value;
        const onError = vi.fn();
        const onReport = vi.fn();
        render(
          <ImmErrorProvider onReport={onReport}>
            <RouterBoundary>
              <ImmErrorBoundary level="page">
                <ImmErrorBoundary onError={onError}>
                  <Widget />
                </ImmErrorBoundary>
              </ImmErrorBoundary>
            </RouterBoundary>
          </ImmErrorProvider>,
        );

        expect(screen.getByText('The router goes on')).toBeTruthy();
        expect(onError).not.toHaveBeenCalled();
        expect(onReport).not.toHaveBeenCalled();
      },
    );

    it.each(signals)('lets an app’s own fallback throw it, too: $label', ({ value }) => {
      render(
        <RouterBoundary>
          <ImmErrorBoundary
            fallback={() => {
              throw value;
            }}
          >
            <Widget />
          </ImmErrorBoundary>
        </RouterBoundary>,
      );

      expect(screen.getByText('The router goes on')).toBeTruthy();
    });

    it.each([
      {
        label: 'what Next.js has thrown on a server',
        value: Object.assign(new Error('boom'), { digest: '1234567890' }),
      },
      { label: 'a digest that is no text', value: { digest: 404 } },
      { label: 'an error of the app’s own', value: Object.assign(new Error('boom'), { isNotFound: true }) },
      { label: 'an answer that says nothing of the kind', value: { isNotFound: false } },
    ])('shows $label as any other', ({ value }) => {
      thrown = value;
      render(
        <RouterBoundary>
          <ImmErrorBoundary>
            <Widget />
          </ImmErrorBoundary>
        </RouterBoundary>,
      );

      expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();
    });
  });

  it('offers to reload, not to try again, after a failed dynamic import', async () => {
    const Page = lazy(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module: /a.js')));
    render(
      <ImmErrorBoundary>
        <Suspense fallback="…">
          <Page />
        </Suspense>
      </ImmErrorBoundary>,
    );

    expect(await screen.findByRole('button', { name: 'Reload' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});
