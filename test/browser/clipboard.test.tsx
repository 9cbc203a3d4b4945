import { render, screen, waitFor } from '@testing-library/react';
import { ErrorDetails } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answer } from '../react/answers.ts';
import 'imm-error-kit/styles.css';

const requestId = 'D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E';

function Page(): ReactNode {
  return (
    <>
      <ErrorDetails defaultOpen source={answer('InternalError', 'The request has been failed.')} />
      <textarea aria-label="Ticket" />
    </>
  );
}

function inDialog(content: ReactNode): ReactNode {
  return <dialog ref={(dialog) => dialog?.showModal()}>{content}</dialog>;
}

/** As on a page over plain http, where browsers have no `navigator.clipboard`. */
function takeClipboardAway(): void {
  Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
}

const button = (): HTMLElement => screen.getByRole('button', { name: 'Copy diagnostics' });

/** What a person gets who pastes into the ticket. */
async function pasted(): Promise<string> {
  const ticket = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Ticket' });
  ticket.focus();
  await userEvent.keyboard('{Control>}v{/Control}');
  return ticket.value;
}

beforeEach(async () => {
  // What an earlier test copied must not be taken for this one's.
  render(<input aria-label="Before" defaultValue="before" />);
  screen.getByRole<HTMLInputElement>('textbox', { name: 'Before' }).select();
  await userEvent.keyboard('{Control>}c{/Control}');
});

afterEach(() => {
  // The browser's own is on the prototype.
  Reflect.deleteProperty(navigator, 'clipboard');
});

describe('without a clipboard', () => {
  it.each([
    { label: 'in a page', page: <Page /> },
    { label: 'in a modal dialog', page: inDialog(<Page />) },
  ])('copies $label by mouse, and says so on the button', async ({ page }) => {
    takeClipboardAway();
    render(page);
    await userEvent.click(button());

    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await pasted()).toContain(requestId);
  });

  it('copies by keyboard, and leaves the focus and no selection', async () => {
    takeClipboardAway();
    render(inDialog(<Page />));
    button().focus();
    await userEvent.keyboard('{Enter}');

    await waitFor(() => expect(document.activeElement).toHaveTextContent('Copied'));
    expect(String(getSelection())).toBe('');
    expect(await pasted()).toContain(requestId);
  });

  it('copies though the page has a selection, a copy listener of its own', async () => {
    takeClipboardAway();
    const ownCopy = vi.fn((event: ClipboardEvent) => event.clipboardData?.setData('text/plain', 'the page’s own'));
    document.addEventListener('copy', ownCopy);
    render(
      <>
        <p>Selected before</p>
        <Page />
      </>,
    );
    getSelection()?.selectAllChildren(screen.getByText('Selected before'));
    button().focus();
    await userEvent.keyboard('{Enter}');

    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible();
    expect(String(getSelection())).toBe('Selected before');
    document.removeEventListener('copy', ownCopy);
    expect(ownCopy).not.toHaveBeenCalled();
    expect(await pasted()).toContain(requestId);
  });

  it('copies where the clipboard refuses', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('denied', 'NotAllowedError'));
    render(<Page />);
    await userEvent.click(button());

    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await pasted()).toContain(requestId);
  });

  it('says that nothing was copied where no way works', async () => {
    takeClipboardAway();
    vi.spyOn(document, 'execCommand').mockReturnValue(false);
    render(<Page />);
    await userEvent.click(button());

    expect(await screen.findByRole('button', { name: 'Not copied' })).toBeVisible();
    expect(await pasted()).toBe('before');
  });
});
