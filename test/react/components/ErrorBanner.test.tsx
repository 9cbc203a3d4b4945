import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorBanner, ImmErrorProvider, useImmError } from 'imm-error-kit';
import { createThrottleGate, describeImmError, immQueryDefaults, withGate } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import { type ReactNode, StrictMode, useEffect, useRef } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { answer, bannerName } from '../answers.ts';

function Page({ children }: { children: ReactNode }): ReactNode {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  return (
    <QueryClientProvider client={client}>
      <ImmErrorProvider>{children}</ImmErrorProvider>
    </QueryClientProvider>
  );
}

describe('ErrorBanner', () => {
  it('keeps the focus that the app gives it when it appears, in StrictMode, too', async () => {
    function Focused(): ReactNode {
      const banner = useRef<HTMLDivElement>(null);
      const isGiven = useRef(false);
      useEffect(() => {
        if (!isGiven.current) banner.current?.focus();
        isGiven.current = true;
      }, []);
      return <ErrorBanner ref={banner} source={answer('AccessDenied')} />;
    }
    const { rerender } = render(<button type="button">Save</button>, { wrapper: StrictMode });
    screen.getByRole('button', { name: 'Save' }).focus();

    rerender(
      <>
        <button type="button">Save</button>
        <Focused />
      </>,
    );
    await act(async () => {});

    expect(document.activeElement).toBe(screen.getByRole('group', { name: bannerName }));
  });

  it('renders nothing where nothing failed', () => {
    const { container } = render(<ErrorBanner source={null} />);

    expect(container.textContent).toBe('');
  });

  it('names the thing concerned, without a provider', () => {
    render(<ErrorBanner source={answer('MissingProjectName', 'ProjectName is mandatory for this action.')} />);

    expect(screen.getByRole('group', { name: /^Error: Project name/ })).toBeTruthy();
  });

  it('is a group and not an alert, so that only the announcer speaks', () => {
    render(<ErrorBanner source={answer('InternalError')} />);

    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('speaks the provider’s language', () => {
    render(
      <ImmErrorProvider messages={chinese}>
        <ErrorBanner source={answer('ResourceAlreadyExists', 'The specified resource project already exists.')} />
      </ImmErrorProvider>,
    );

    expect(screen.getByRole('group', { name: /项目/ })).toBeTruthy();
  });

  it('shows a given state as it is', () => {
    const state = describeImmError(answer('StatusConflict'), { messages: english });
    render(<ErrorBanner state={state} />);

    expect(screen.getByRole('group', { name: new RegExp(state.title) })).toBeTruthy();
  });

  it('ends a ref by what it returned, as React 19 does', () => {
    const end = vi.fn();
    const ref = vi.fn(() => end);
    const { unmount } = render(<ErrorBanner ref={ref} source={answer('InternalError')} />);
    unmount();

    expect(ref).toHaveBeenCalledOnce();
    expect(end).toHaveBeenCalledOnce();
  });

  it('passes className, rest props and ref to the root', () => {
    const ref = vi.fn();
    render(<ErrorBanner ref={ref} className="mine" data-testid="banner" source={answer('InternalError')} />);

    const banner = screen.getByTestId('banner');
    expect(banner.className).toBe('imm-banner mine');
    expect(ref).toHaveBeenCalledWith(banner);
  });

  it('makes the title a heading of the level asked for', () => {
    render(<ErrorBanner headingLevel={2} source={answer('InternalError')} />);

    expect(screen.getByRole('heading', { level: 2 })).toBeTruthy();
  });

  it('puts an app’s own part in place of the kit’s, and leaves out a part that is null', () => {
    render(
      <ErrorBanner
        source={answer('InternalError')}
        slots={{ message: (state) => <em>Category {state.category}</em>, details: null }}
      />,
    );

    expect(screen.getByText('Category unavailable')).toBeTruthy();
    expect(screen.queryByText('Details')).toBeNull();
  });

  it('never renders a server’s text as HTML', () => {
    render(<ErrorBanner source={answer('ORDER.OPENED', '<img src=x onerror=alert(1)>', { Code: '<b>bold</b>' })} />);

    expect(document.querySelector('img, b')).toBeNull();
  });

  describe('with a query', () => {
    it('fetches again on "Try again", stays while it does, and goes when it worked', async () => {
      const user = userEvent.setup();
      let succeed: (value: string) => void = () => {};
      const fetchProjects = vi
        .fn()
        .mockRejectedValueOnce(answer('InternalError'))
        .mockImplementationOnce(() => new Promise<string>((resolve) => (succeed = resolve)));
      function Projects(): ReactNode {
        const query = useQuery({ queryKey: ['projects'], queryFn: fetchProjects });
        return query.data ? <p>{query.data}</p> : <ErrorBanner source={query} />;
      }
      render(<Projects />, { wrapper: Page });

      const button = await screen.findByRole('button', { name: 'Try again' });
      await user.click(button);
      expect(screen.getByRole('button', { name: 'Try again' })).toBe(document.activeElement);
      expect(button.getAttribute('aria-disabled')).toBe('true');

      await act(async () => succeed('films'));
      expect(await screen.findByText('films')).toBeTruthy();
      expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
    });
  });

  it('keeps the focus when the button that has it goes', async () => {
    const user = userEvent.setup();
    const gate = createThrottleGate();
    const list = withGate(() => Promise.reject(answer('Throttling.User')), gate);
    function Projects(): ReactNode {
      return (
        <ErrorBanner source={useQuery({ queryKey: ['throttled'], queryFn: list, ...immQueryDefaults().queries })} />
      );
    }
    render(<Projects />, { wrapper: Page });

    await user.click(await screen.findByRole('button', { name: 'Stop retrying' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Stop retrying' })).toBeNull());
    expect(document.activeElement).toBe(screen.getByRole('group', { name: bannerName }));
  });

  describe('with a mutation', () => {
    function Form({ send, onVerify }: { send: () => Promise<string>; onVerify?: () => void }): ReactNode {
      const mutation = useMutation({ mutationFn: send });
      return (
        <>
          <button type="button" onClick={() => mutation.mutate()}>
            Save
          </button>
          <ErrorBanner source={mutation} onVerify={onVerify} />
        </>
      );
    }

    it('says that nothing was changed where the service says so', async () => {
      render(<Form send={() => Promise.reject(answer('StatusConflict'))} />, { wrapper: Page });
      fireEvent.click(screen.getByRole('button', { name: 'Save' }));

      expect((await screen.findByRole('group', { name: bannerName })).textContent).toContain(
        'Your request changed nothing.',
      );
    });

    it('offers to check first where nobody knows what was done, and the repeat only second', async () => {
      const onVerify = vi.fn();
      render(<Form send={() => Promise.reject(answer('InternalError'))} onVerify={onVerify} />, { wrapper: Page });
      fireEvent.click(screen.getByRole('button', { name: 'Save' }));

      const banner = await screen.findByRole('group', { name: bannerName });
      const [first, second] = within(banner).getAllByRole('button');
      expect(first?.textContent).toBe('Check first');
      expect(second?.textContent).toBe('Send again anyway');
      fireEvent.click(first as HTMLElement);
      expect(onVerify).toHaveBeenCalledOnce();
    });

    it('goes on dismiss, and gives the focus back to where it came from', async () => {
      const user = userEvent.setup();
      render(<Form send={() => Promise.reject(answer('StatusConflict'))} />, { wrapper: Page });
      const save = screen.getByRole('button', { name: 'Save' });
      await user.click(save);
      await screen.findByRole('group', { name: bannerName });

      await user.tab();
      while (document.activeElement?.getAttribute('data-part') !== 'dismiss') await user.tab();
      await user.keyboard('{Enter}');

      await waitFor(() => expect(screen.queryByRole('group', { name: bannerName })).toBeNull());
      expect(document.activeElement).toBe(save);
    });

    it('is sent once by a double click on “Try again”', async () => {
      const send = vi.fn(() => Promise.reject(answer('StatusConflict')));
      render(<Form send={send} />, { wrapper: Page });
      fireEvent.click(screen.getByRole('button', { name: 'Save' }));
      const again = await screen.findByRole('button', { name: 'Try again' });
      fireEvent.click(again);
      fireEvent.click(again);
      await waitFor(() => expect(again.getAttribute('aria-disabled')).toBeNull());

      expect(send).toHaveBeenCalledTimes(2);
    });

    it('is announced assertively, as the person’s own action failed', async () => {
      const { container } = render(<Form send={() => Promise.reject(answer('StatusConflict'))} />, { wrapper: Page });
      await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
      fireEvent.click(screen.getByRole('button', { name: 'Save' }));
      await screen.findByRole('group', { name: bannerName });

      const region = container.querySelector('[aria-live="assertive"]');
      await waitFor(() => expect(region?.textContent).toMatch(/^Warning: /));
    });
  });

  it('says where to send what “Contact support” has copied', async () => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} }, configurable: true });
    render(<ErrorBanner source={answer('Forbidden.RiskControl')} />, { wrapper: Page });
    fireEvent.click(screen.getByRole('button', { name: 'Contact support' }));

    expect(await screen.findByRole('button', { name: 'Copied. Send it to DingTalk group 31690030817' })).toBeTruthy();
  });

  it('announces nothing that is there when the page loads', async () => {
    render(<ErrorBanner source={answer('InternalError')} />, { wrapper: Page });
    await act(() => new Promise((resolve) => setTimeout(resolve, 200)));

    for (const region of document.querySelectorAll('[aria-live]')) expect(region.textContent).toBe('');
  });

  it('shows what failed worst of several sources', () => {
    render(<ErrorBanner source={[null, answer('Throttling.User'), undefined]} />);

    expect(screen.getAllByRole('group', { name: bannerName })).toHaveLength(1);
  });

  it('shows an aborted request where nothing would be a hole', () => {
    const onRetry = vi.fn();
    const aborted = new DOMException('Aborted', 'AbortError');
    function InPlaceOfAPage(): ReactNode {
      return <ErrorBanner source={useImmError(aborted, { showAborted: true, onRetry })} />;
    }
    render(<InPlaceOfAPage />);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(screen.getByText('The request was canceled')).toBeTruthy();
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it('shows an aborted request to nobody', () => {
    const { container } = render(<ErrorBanner source={new DOMException('Aborted', 'AbortError')} />);

    expect(container.textContent).toBe('');
  });

  it('offers an action that the app handles, and calls it with the state', () => {
    const signIn = vi.fn();
    render(
      <ImmErrorProvider actions={{ 'refresh-credentials': signIn }}>
        <ErrorBanner source={answer('InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.')} />
      </ImmErrorProvider>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Sign in again' }));

    expect(signIn).toHaveBeenCalledWith(expect.objectContaining({ category: 'credentials' }));
  });

  it('puts no quiet action forward when the row’s own can’t work here', () => {
    render(<ErrorBanner source={answer('MissingProjectName')} />);

    for (const button of screen.queryAllByRole('button')) expect(button.dataset['primary']).not.toBe('true');
  });

  it('shows its own part in place of a slot that throws', () => {
    const broken = (): never => {
      throw new Error('slot down');
    };
    render(<ErrorBanner source={answer('MissingProjectName')} slots={{ message: broken, details: broken }} />);

    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();
    expect(screen.getByText('Details')).toBeTruthy();
  });

  it('leaves out an action that nobody handles here', () => {
    render(<ErrorBanner source={answer('InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.')} />);

    expect(screen.queryByRole('button', { name: 'Sign in again' })).toBeNull();
  });

  it('opens an allow-listed page in a new tab, and says so', () => {
    render(<ErrorBanner source={answer('Forbidden.AccountInDebt')} />);

    const link = screen.getByRole('link', { name: /Open billing.*new tab/ });
    expect(link.getAttribute('href')).toMatch(/^https:\/\/usercenter2\.aliyun\.com\//);
    expect(link.getAttribute('rel')).toContain('noopener');
  });

  it('opens a page of the app’s own where its other links open', () => {
    render(
      <ImmErrorProvider links={{ 'open-billing': '/billing' }}>
        <ErrorBanner source={answer('Forbidden.AccountInDebt')} />
      </ImmErrorProvider>,
    );

    expect(screen.getByRole('link', { name: 'Open billing' }).hasAttribute('target')).toBe(false);
  });

  it('reports each error once, redacted', () => {
    const onReport = vi.fn();
    const error = answer('SignatureNotMatch', 'AccessKeyId=LTAI5tSecretKeyId1234 is wrong');
    const { rerender } = render(
      <ImmErrorProvider onReport={onReport}>
        <ErrorBanner source={error} />
      </ImmErrorProvider>,
    );
    rerender(
      <ImmErrorProvider onReport={onReport}>
        <ErrorBanner source={error} />
      </ImmErrorProvider>,
    );

    expect(onReport).toHaveBeenCalledOnce();
    expect(JSON.stringify(onReport.mock.calls)).not.toContain('LTAI5tSecretKeyId1234');
  });

  it('reports a text that was thrown once, however often the page renders', () => {
    const onReport = vi.fn();
    const page = (locale: string): ReactNode => (
      <ImmErrorProvider onReport={onReport} locale={locale}>
        <ErrorBanner source="boom" />
      </ImmErrorProvider>
    );
    const { rerender } = render(page('en'));
    rerender(page('en-GB'));
    rerender(page('en'));

    expect(onReport).toHaveBeenCalledOnce();
  });

  it.each([
    {
      label: 'throws',
      onReport: (): never => {
        throw new Error('reporter down');
      },
    },
    { label: 'rejects', onReport: () => Promise.reject(new Error('reporter down')) },
  ])('survives a reporter that $label', async ({ onReport }) => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    render(
      <ImmErrorProvider onReport={onReport}>
        <ErrorBanner source={answer('InternalError')} />
      </ImmErrorProvider>,
    );
    await new Promise((resolve) => setTimeout(resolve, 0));
    process.off('unhandledRejection', unhandled);

    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();
    expect(unhandled).not.toHaveBeenCalled();
  });
});
