import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ErrorDetails, ImmErrorProvider } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../answers.ts';

describe('ErrorDetails', () => {
  it('shows the code, the request id and the host, left to right in every language', () => {
    render(<ErrorDetails defaultOpen source={answer('InternalError')} />);

    const id = screen.getByText('D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E');
    expect(id.getAttribute('dir')).toBe('ltr');
    expect(screen.getByText('InternalError')).toBeTruthy();
    expect(screen.getByText('imm.cn-hangzhou.aliyuncs.com')).toBeTruthy();
  });

  it.each([
    {
      label: 'by the service’s clock where the answer names it',
      error: () => new Response(null, { status: 503, headers: { date: 'Mon, 23 Nov 2026 08:30:00 GMT' } }),
      moment: Date.UTC(2026, 10, 23, 8, 30),
    },
    {
      label: 'as it was first shown, else',
      error: () => answer('InternalError'),
      moment: Date.UTC(2026, 10, 25, 9, 0),
    },
  ])('says when it failed, $label', ({ error, moment }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 25, 9, 0) });
    try {
      render(<ErrorDetails source={error()} />);
      // Opened a minute later.
      vi.setSystemTime(Date.now() + 60_000);
      fireEvent.click(screen.getByText('Details'));
    } finally {
      vi.useRealTimers();
    }
    const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'long' }).format(moment);
    expect(screen.getByText('Time').nextElementSibling?.textContent).toBe(time);
  });

  it('draws what is in it when it is clicked', () => {
    const { container } = render(<ErrorDetails source={answer('InternalError')} />);
    expect(container.querySelector('dl')).toBeNull();
    fireEvent.click(screen.getByText('Details'));
    expect(screen.getByText('InternalError')).toBeTruthy();
  });

  it('draws what is in it when a browser’s search opens it', async () => {
    const onToggle = vi.fn();
    const { container } = render(<ErrorDetails source={answer('InternalError')} onToggle={onToggle} />);
    const details = container.querySelector('details') as HTMLDetailsElement;
    details.open = true;
    fireEvent(details, new Event('toggle'));

    expect(await screen.findByText('InternalError')).toBeTruthy();
    expect(onToggle).toHaveBeenCalled();
  });

  it('copies redacted diagnostics and says so on the button', async () => {
    const writeText = vi.fn(() => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    render(<ErrorDetails defaultOpen source={answer('InternalError', 'token LTAI5tSecretKeyId1234')} />);
    fireEvent.click(screen.getByRole('button', { name: 'Copy diagnostics' }));

    expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
    await waitFor(() => expect(writeText).toHaveBeenCalledWith(expect.stringContaining('D18E94DF')));
    expect(String(writeText.mock.calls)).not.toContain('LTAI5tSecretKeyId1234');
  });

  it('does not claim to have copied the next failure', async () => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} }, configurable: true });
    const { rerender } = render(<ErrorDetails defaultOpen source={answer('InternalError')} />);
    fireEvent.click(screen.getByRole('button', { name: 'Copy diagnostics' }));
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
    rerender(<ErrorDetails defaultOpen source={answer('InternalError', '', { RequestId: 'R-2' })} />);

    expect(screen.getByRole('button', { name: 'Copy diagnostics' })).toBeTruthy();
  });

  it('says that nothing was copied where the clipboard refuses, and no other way works', async () => {
    const writeText = vi.fn(() => Promise.reject(new Error('denied')));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    render(
      <ImmErrorProvider>
        <ErrorDetails defaultOpen source={answer('InternalError')} />
      </ImmErrorProvider>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Copy diagnostics' }));

    expect(await screen.findByRole('button', { name: 'Not copied' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Copied' })).toBeNull();
    await waitFor(() =>
      expect(document.querySelector('[data-part="announcer"] [aria-live="polite"]')?.textContent).toBe('Not copied'),
    );
  });

  describe('without a clipboard', () => {
    const given: string[] = [];

    /** The browser's old command; `hasToSelect` as in Safari, where it refuses unless something is selected. */
    function oldCommand(hasToSelect: boolean): () => boolean {
      return () => {
        if (hasToSelect && String(getSelection()) === '') return false;
        const event = Object.assign(new Event('copy', { bubbles: true, cancelable: true }), {
          clipboardData: { setData: (_: string, text: string) => given.push(text) },
        });
        document.body.dispatchEvent(event);
        return true;
      };
    }

    function copyWith(execCommand: () => boolean, page: ReactNode = null): void {
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
      Object.defineProperty(document, 'execCommand', { value: execCommand, configurable: true });
      render(
        <>
          {page}
          <ErrorDetails defaultOpen source={answer('InternalError')} />
        </>,
      );
      const button = screen.getByRole('button', { name: 'Copy diagnostics' });
      button.focus();
      fireEvent.click(button);
    }

    beforeEach(() => {
      given.length = 0;
      getSelection()?.removeAllRanges();
    });
    afterEach(() => {
      Reflect.deleteProperty(document, 'execCommand');
    });

    it.each([
      { label: 'at once', hasToSelect: false },
      { label: 'only what is selected, as Safari', hasToSelect: true },
    ])('copies by the old command, which copies $label', async ({ hasToSelect }) => {
      copyWith(oldCommand(hasToSelect));

      expect(await screen.findByRole('button', { name: 'Copied' })).toBe(document.activeElement);
      expect(given).toEqual([expect.stringContaining('D18E94DF')]);
      expect(String(getSelection())).toBe('');
    });

    it('claims nothing where the command copies something else', async () => {
      copyWith(() => true);
      expect(await screen.findByRole('button', { name: 'Not copied' })).toBeTruthy();
    });

    it('leaves what the person has selected', async () => {
      const page = <p ref={(node) => void (node && getSelection()?.selectAllChildren(node))}>Selected before</p>;
      copyWith(() => false, page);

      expect(await screen.findByRole('button', { name: 'Not copied' })).toBeTruthy();
      expect(String(getSelection())).toBe('Selected before');
    });

    it('listens no longer than it copies', async () => {
      copyWith(oldCommand(false));
      await screen.findByRole('button', { name: 'Copied' });
      oldCommand(false)();

      expect(given).toHaveLength(1);
    });
  });

  it('names IMM’s DingTalk group, or the app’s own', () => {
    const { rerender } = render(<ErrorDetails defaultOpen source={answer('InternalError')} />);
    expect(document.body.textContent).toContain('31690030817');

    rerender(
      <ImmErrorProvider support={{ dingTalkGroup: '4711' }}>
        <ErrorDetails defaultOpen source={answer('InternalError')} />
      </ImmErrorProvider>,
    );
    expect(document.body.textContent).toContain('4711');
  });

  it('asks for a request id only where there is one', () => {
    render(<ErrorDetails defaultOpen source={new TypeError('Failed to fetch')} />);

    expect(screen.getByRole('button', { name: 'Copy diagnostics' })).toBeTruthy();
    expect(document.body.textContent).not.toContain('request ID');
  });

  it('shows what is recommended elsewhere as a text, and links it nowhere', () => {
    render(
      <ErrorDetails
        defaultOpen
        source={answer('InternalError', '', { Recommend: 'https://evil.example/aliyun.com' })}
      />,
    );

    expect(screen.getByText('https://evil.example/aliyun.com').closest('dd')).toBeTruthy();
    for (const link of screen.queryAllByRole('link')) expect(link.getAttribute('href')).not.toContain('evil');
  });
});
