import { onlineManager, QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConflictNotice, type ConflictNoticeProps, ImmErrorProvider } from 'imm-error-kit';
import { type ReactNode, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { answer, bannerName } from '../answers.ts';

const taken = answer('ResourceAlreadyExists', 'The specified resource project already exists.');
const changed = answer('PreconditionFailed', 'The resource to be modified has been changed.');

function Page({ children }: { children: ReactNode }): ReactNode {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <ImmErrorProvider>{children}</ImmErrorProvider>
    </QueryClientProvider>
  );
}

/** A form that shows what is stored, and fails to save what was entered. */
function Form({
  load,
  send = () => Promise.reject(changed),
  ...notice
}: { load: () => Promise<string>; send?: () => Promise<unknown> } & ConflictNoticeProps): ReactNode {
  const project = useQuery({ queryKey: ['project'], queryFn: load });
  const save = useMutation({ mutationFn: send });
  return (
    <>
      <p>Stored: {project.data}</p>
      <input aria-label="Description" />
      <button type="button" onClick={() => save.mutate()}>
        Save
      </button>
      <ConflictNotice {...notice} source={save} />
    </>
  );
}

function deferred<T>(): { promise: Promise<T>; resolve(value: T): void; reject(reason: unknown): void } {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((...ends) => {
    [resolve, reject] = ends;
  });
  return { promise, resolve, reject };
}

function button(name: string): HTMLElement {
  return screen.getByRole('button', { name });
}

describe('ConflictNotice', () => {
  it('renders nothing where nothing failed, and any other failure as a banner', () => {
    const { container, rerender } = render(<ConflictNotice source={null} onOverwrite={() => {}} />);
    expect(container.textContent).toBe('');

    rerender(<ConflictNotice source={answer('InternalError')} onOverwrite={() => {}} onCompare={() => {}} />);
    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Overwrite with my changes' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Compare' })).toBeNull();
  });

  it.each([
    { label: 'Overwrite with my changes', prop: 'onOverwrite', source: changed },
    { label: 'Compare', prop: 'onCompare', source: changed },
    { label: 'Open the existing one', prop: 'onOpenExisting', source: taken },
  ] as const)('offers "$label" only where the app allows it', async ({ label, prop, source }) => {
    const run = vi.fn();
    const { rerender } = render(<ConflictNotice source={source} />);
    expect(screen.queryByRole('button', { name: label })).toBeNull();

    rerender(<ConflictNotice source={source} {...{ [prop]: run }} />);
    await userEvent.click(button(label));
    expect(run).toHaveBeenCalledOnce();
  });

  it('offers the app’s ways out where there is no other', () => {
    render(<ConflictNotice source={answer('ResourceAlreadyExists')} onOpenExisting={() => {}} />);

    expect(button('Open the existing one')).toBeTruthy();
  });

  it('offers to overwrite in the place of trying again, which would be refused again', () => {
    const { rerender } = render(<ConflictNotice source={changed} onRetry={() => {}} />);
    expect(button('Try again')).toBeTruthy();

    rerender(<ConflictNotice source={changed} onRetry={() => {}} onOverwrite={() => {}} />);
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('reloads what is stored, keeps what was entered, and closes', async () => {
    const load = vi.fn().mockResolvedValueOnce('old').mockResolvedValueOnce('new');
    const { container } = render(
      <Page>
        <Form load={load} />
      </Page>,
    );
    await screen.findByText('Stored: old');
    await userEvent.type(screen.getByLabelText('Description'), 'my text');
    await userEvent.click(button('Save'));
    await userEvent.click(await screen.findByRole('button', { name: 'Reload' }));

    expect(await screen.findByText('Stored: new')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('group')).toBeNull());
    expect(screen.getByLabelText<HTMLInputElement>('Description').value).toBe('my text');
    await waitFor(() =>
      expect(container.querySelector('[aria-live="polite"]')?.textContent).toBe(
        'Reloaded. What you entered is still here.',
      ),
    );
  });

  it.each([
    { label: 'what is stored can’t be fetched', isOnline: true },
    { label: 'there is no network', isOnline: false },
  ])('stays, and claims nothing, where $label', async ({ isOnline }) => {
    const load = vi.fn().mockResolvedValueOnce('old').mockRejectedValue(answer('InternalError'));
    const { container } = render(
      <Page>
        <Form load={load} />
      </Page>,
    );
    await screen.findByText('Stored: old');
    await userEvent.click(button('Save'));
    const reload = await screen.findByRole('button', { name: 'Reload' });
    onlineManager.setOnline(isOnline);
    await userEvent.click(reload);
    await waitFor(() => expect(button('Reload').getAttribute('aria-disabled')).toBeNull());
    await new Promise((resolve) => setTimeout(resolve, 200));
    onlineManager.setOnline(true);

    expect(load).toHaveBeenCalledTimes(isOnline ? 2 : 1);
    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();
    expect(container.querySelector('[aria-live="polite"]')?.textContent).not.toContain('Reloaded');
  });

  it.each([
    { label: 'was sent', before: 'Reload', after: 'Save' },
    { label: 'was tried again', before: 'Try again', after: 'Reload' },
  ])('says how a save went that $label while the page was fetched again', async ({ before, after }) => {
    const fetched = deferred<string>();
    const saved = deferred<never>();
    const load = vi.fn().mockResolvedValueOnce('old').mockReturnValueOnce(fetched.promise);
    const send = vi.fn().mockRejectedValueOnce(changed).mockReturnValueOnce(saved.promise);
    render(
      <Page>
        <Form load={load} send={send} />
      </Page>,
    );
    await screen.findByText('Stored: old');
    await userEvent.click(button('Save'));
    await userEvent.click(await screen.findByRole('button', { name: before }));
    await userEvent.click(button(after));
    expect(send).toHaveBeenCalledTimes(2);

    fetched.resolve('new');
    expect(await screen.findByText('Stored: new')).toBeTruthy();
    saved.reject(answer('EntityTooLarge'));
    await waitFor(() => expect(screen.getByRole('group', { name: bannerName }).dataset['category']).toBe('validation'));
  });

  it('reloads as the app does it, and waits for that', async () => {
    let finish = (): void => {};
    const onReload = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    render(<ConflictNotice source={changed} onReload={onReload} onOverwrite={() => {}} />);
    await userEvent.click(button('Reload'));

    expect(button('Reload').getAttribute('aria-disabled')).toBe('true');
    expect(button('Overwrite with my changes').getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(button('Reload'));
    expect(onReload).toHaveBeenCalledOnce();

    finish();
    await waitFor(() => expect(button('Reload').getAttribute('aria-disabled')).toBeNull());
    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();
  });

  it('reloads as the provider decides, where it decides', async () => {
    const reload = vi.fn();
    render(
      <ImmErrorProvider actions={{ byCategory: { conflict: { reload } } }}>
        <ConflictNotice source={changed} />
      </ImmErrorProvider>,
    );
    fireEvent.click(button('Reload'));

    await waitFor(() => expect(reload).toHaveBeenCalledWith(expect.objectContaining({ category: 'conflict' })));
  });

  it('shows what changed, the person’s version beside the current one', () => {
    render(
      <ConflictNotice
        source={changed}
        changes={[
          { label: 'Description', mine: 'Films of 1930', theirs: 'Films of the thirties' },
          { label: 'Service role', mine: '', theirs: <b>Role</b> },
        ]}
      />,
    );
    const rows = within(screen.getByRole('table'))
      .getAllByRole('row')
      .map((row) => [...row.children].map((cell) => cell.textContent));

    expect(rows).toEqual([
      ['Field', 'Your version', 'Current version'],
      ['Description', 'Films of 1930', 'Films of the thirties'],
      ['Service role', 'Empty', 'Role'],
    ]);
  });

  it('passes className, rest props and ref to the root, and fills its slots', () => {
    const ref = vi.fn();
    render(
      <ConflictNotice
        ref={ref}
        className="mine"
        data-testid="notice"
        source={changed}
        changes={[{ label: 'Description', mine: 'a', theirs: 'b' }]}
        slots={{ message: ({ category }) => <em>A {category}</em>, actions: <p>Ask Li Na</p> }}
      />,
    );
    const root = screen.getByTestId('notice');

    expect(root.className).toBe('imm-banner mine');
    expect(ref).toHaveBeenCalledWith(root);
    expect(screen.getByText('A conflict').tagName).toBe('EM');
    expect(screen.getByRole('table')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Reload' })).toBeNull();
    expect(screen.getByText('Ask Li Na')).toBeTruthy();
  });
});
