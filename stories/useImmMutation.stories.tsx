import { onlineManager, useQuery } from '@tanstack/react-query';
import { ErrorBanner, useImmBatch, useImmMutation } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { expect, mocked, spyOn, waitFor, within } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrors } from './rawErrors.ts';
import { wordsOf } from './support.tsx';

const answerAfter = 200;

interface RenameProps {
  /** What the service makes of it. */
  send: (name: string) => Promise<string>;
  /** What a check finds. */
  find?: ((name: string) => Promise<string | null>) | undefined;
}

const names: readonly string[] = ['films', 'press-photos'];

/** A list that can be renamed, shown before the service has done it. */
function Rename({ send, find }: RenameProps): ReactNode {
  const list = useQuery({ queryKey: ['names'], queryFn: () => names });
  const rename = useImmMutation({
    mutationFn: send,
    onVerify: find,
    optimistic: {
      queryKey: ['names'],
      // What the query above has put there.
      update: (data, name) => [name, ...(data as string[]).slice(1)],
    },
  });
  return (
    <div className="story-stack">
      <ul aria-label="Projects">
        {list.data?.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <button type="button" className="story-button" onClick={() => rename.mutate('movies')}>
        Rename films to movies
      </button>
      <ErrorBanner source={rename} />
      <p role="status">{rename.isSuccess && (rename.wasVerified ? 'It had been renamed.' : 'It was renamed.')}</p>
    </div>
  );
}

async function after<Value>(make: () => Value): Promise<Value> {
  await new Promise((resolve) => setTimeout(resolve, answerAfter));
  return make();
}

function failAfter(make: () => unknown): () => Promise<never> {
  return () =>
    after(() => {
      throw make();
    });
}

const lost = (): Error => new TypeError('Failed to fetch');

const meta = preview.meta({
  title: 'Forms/useImmMutation',
  component: Rename,
  args: { send: (name) => after(() => name) },
  argTypes: { send: { control: false }, find: { control: false } },
  parameters: {
    docs: {
      description: {
        component: `TanStack Query's \`useMutation\`, safe to repeat: one submit at a time, a check after a lost answer, and
changes that are taken back where they weren't made.

    const rename = useImmMutation({ mutationFn: api.rename, onVerify: api.findByName });
    <ErrorBanner source={rename} />`,
      },
    },
  },
});

/** The change shows at once, and stays. Two presses are one submit. */
export const Default = meta.story({
  play: async ({ canvas, userEvent }) => {
    await canvas.findByText('films');
    await userEvent.dblClick(canvas.getByRole('button'));
    await canvas.findByText('movies');
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('It was renamed.'));
  },
});

/** The change wasn’t made: what is on screen goes back, and the banner says so. */
export const TakenBack = meta.story({
  args: { send: failAfter(() => rawErrors.forbidden()) },
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    await canvas.findByText('films');
    await userEvent.click(canvas.getByRole('button'));
    await canvas.findByText('movies');
    const banner = await canvas.findByRole('group', { name: bannerName });
    await expect(banner).toHaveTextContent(say('form.rolled-back'));
    await expect(await canvas.findByText('films')).toBeVisible();
  },
});

/** The answer was lost, and the check finds that the change was made. */
export const SavedAfterAll = meta.story({
  args: { send: failAfter(lost), find: (name) => after(() => name) },
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    await userEvent.click(await canvas.findByRole('button', { name: /Rename/ }));
    const banner = await canvas.findByRole('group', { name: bannerName });
    await userEvent.click(within(banner).getByRole('button', { name: say('action.check-outcome') }));
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('It had been renamed.'));
    await expect(canvas.queryByRole('group', { name: bannerName })).toBeNull();
  },
});

/** The answer was lost, and the check finds that nothing was changed: it is safe to try again. */
export const NotSaved = meta.story({
  args: { send: failAfter(lost), find: () => after(() => null) },
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    await userEvent.click(await canvas.findByRole('button', { name: /Rename/ }));
    const banner = await canvas.findByRole('group', { name: bannerName });
    await userEvent.click(within(banner).getByRole('button', { name: say('action.check-outcome') }));
    await waitFor(() =>
      expect(canvas.getByRole('group', { name: bannerName })).toHaveTextContent(say('outcome.not-applied')),
    );
    await expect(canvas.getByRole('button', { name: say('action.retry') })).toBeVisible();
  },
});

/** Submitted without a network: it says that it waits, and goes on by itself. */
export const Offline = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    const online = spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    onlineManager.setOnline(false);
    try {
      await canvas.findByRole('button');
      await userEvent.click(canvas.getByRole('button', { name: /Rename/ }));
      const banner = await canvas.findByRole('group', { name: bannerName });
      await expect(banner).toHaveTextContent(say('form.paused'));
      await expect(banner).toHaveTextContent(say('countdown.offline'));
    } finally {
      mocked(online).mockRestore();
      onlineManager.setOnline(true);
    }
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('It was renamed.'));
    await expect(canvas.queryByRole('group', { name: bannerName })).toBeNull();
  },
});

interface StoryFile {
  URI: string;
}

const files: readonly StoryFile[] = ['cat', 'dog', 'owl'].map((name) => ({ URI: `oss://media/${name}.jpg` }));

/** The service takes one file fewer the first time. */
function AddFiles(): ReactNode {
  const add = useImmMutation({
    mutationFn: (wanted: readonly StoryFile[]) =>
      after(() => ({
        Files: wanted.map(({ URI }) => ({
          URI,
          ...(wanted.length > 1 &&
            URI.includes('owl') && {
              ErrorCode: 'ResourceNotFound',
              ErrorMessage: 'The specified resource file is not found.',
            }),
        })),
      })),
  });
  const batch = useImmBatch<StoryFile>(add, { onRetry: (failed) => add.mutate(failed.map(({ URI }) => ({ URI }))) });
  return (
    <div className="story-stack">
      <button type="button" className="story-button" onClick={() => add.mutate(files)}>
        Add three files
      </button>
      <ErrorBanner source={batch} />
      <p role="status">{add.isSuccess && batch.status === 'idle' && 'All files were added.'}</p>
    </div>
  );
}

/** An answer that is a success, with a failed item inside: one message, and a button that sends only that again. */
export const Batch = meta.story({
  render: () => <AddFiles />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    await userEvent.click(canvas.getByRole('button'));
    const banner = await canvas.findByRole('group', { name: bannerName });
    await expect(banner).toHaveTextContent(say('form.batch-title', { count: 1, total: 3 }));
    await expect(banner).toHaveTextContent(say('form.batch-rest'));
    await userEvent.click(within(banner).getByRole('button', { name: say('form.retry-failed') }));
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('All files were added.'));
  },
});
