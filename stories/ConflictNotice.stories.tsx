import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ConflictChange, ConflictNotice } from 'imm-error-kit';
import { type ReactNode, useState } from 'react';
import { expect, fn, waitFor, within } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrorArg, rawErrors } from './rawErrors.ts';
import { expectShown, wordsOf } from './support.tsx';

const changes: readonly ConflictChange[] = [
  { label: 'Description', mine: 'Films of the nineteen thirties', theirs: 'Films 1930–1939, restored' },
  { label: 'Service role', mine: 'AliyunIMMDefaultRole', theirs: '' },
  { label: 'Datasets per project', mine: 1000, theirs: 500 },
];

const meta = preview.meta({
  title: 'Components/ConflictNotice',
  component: ConflictNotice,
  argTypes: { source: rawErrorArg, state: { control: false }, slots: { control: false } },
  args: { source: 'changedMeanwhile' },
  parameters: {
    docs: {
      description: {
        component: `Somebody else was faster. Stands in the place of an ErrorBanner and adds the ways out that your app
allows; any other failure is shown as a banner.

    <ConflictNotice
      source={saveProject}
      changes={changesBetween(form, current)}
      onOverwrite={() => saveProject.mutate({ ...form, version: current.version })}
    />

“Reload” fetches the queries of the page again, so that what was entered stays; with \`onReload\` your app does it.`,
      },
    },
  },
});

/** What was changed, and what the person wanted; overwriting is offered because the app allows it. */
export const Default = meta.story({
  args: { changes, onReload: fn(), onOverwrite: fn() },
  play: async ({ canvas, userEvent, loaded, args }) => {
    const { say } = wordsOf(loaded);
    await expectShown(canvas.getByRole('table'));
    await userEvent.click(canvas.getByRole('button', { name: say('conflict.overwrite') }));
    await expect(args.onOverwrite).toHaveBeenCalledOnce();
  },
});

/** Choose what was thrown. What is no conflict is a plain banner. */
export const Playground = meta.story({ args: { changes, onReload: fn(), onOverwrite: fn(), onCompare: fn() } });

/** A form that saves over a version. Reload shows the current one, and what was entered stays. */
export const ReloadKeepsEntries = meta.story({
  render: () => <VersionedForm />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    const input = await canvas.findByLabelText('Description');
    await userEvent.type(input, 'My text');
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    const notice = await canvas.findByRole('group', { name: bannerName });
    await expectShown(within(notice).getByText('Written by Li Na'));

    await userEvent.click(within(notice).getByRole('button', { name: say('action.reload') }));
    await waitFor(() => expect(canvas.queryByRole('group', { name: bannerName })).toBeNull());
    await expect(canvas.getByText('Stored: Written by Li Na')).toBeVisible();
    await expect(input).toHaveValue('My text');

    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(canvas.getByText('Stored: My text')).toBeVisible());
  },
});

interface Stored {
  text: string;
  version: number;
}

function VersionedForm(): ReactNode {
  // Li Na writes between the first look and the first save.
  const [server] = useState<{ stored: Stored }>(() => ({ stored: { text: 'The old text', version: 1 } }));
  const client = useQueryClient();
  const [mine, setMine] = useState('');
  const [theirs, setTheirs] = useState<string>();
  const project = useQuery({ queryKey: ['project'], queryFn: async () => server.stored });
  const save = useMutation({
    mutationFn: async (version: number) => {
      if (server.stored.version === 1) server.stored = { text: 'Written by Li Na', version: 2 };
      if (server.stored.version !== version) {
        setTheirs(server.stored.text);
        throw rawErrors.changedMeanwhile();
      }
      server.stored = { text: mine, version: version + 1 };
      await client.invalidateQueries({ queryKey: ['project'] });
    },
  });
  if (!project.data) return <p>Loading…</p>;
  return (
    <div className="story-form">
      <p>Stored: {project.data.text}</p>
      <div className="story-field">
        <label htmlFor="description">Description</label>
        <input id="description" value={mine} onChange={(event) => setMine(event.target.value)} />
      </div>
      <button type="button" className="story-button" onClick={() => save.mutate(project.data.version)}>
        Save
      </button>
      <ConflictNotice source={save} changes={theirs ? [{ label: 'Description', mine, theirs }] : []} />
    </div>
  );
}

/** The name is taken: the app can open the one that has it. */
export const AlreadyExists = meta.story({
  args: { source: 'duplicate', onOpenExisting: fn() },
  play: async ({ canvas, userEvent, loaded, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: wordsOf(loaded).say('action.open-existing') }));
    await expect(args.onOpenExisting).toHaveBeenCalledOnce();
  },
});

/** Its state doesn't allow the operation: nothing to compare, so there is only the reload. */
export const WrongState = meta.story({ args: { source: 'statusConflict', onReload: fn() } });

/** While the current version is fetched, no button can be pressed twice. */
export const Reloading = meta.story({
  args: { onReload: () => new Promise(() => {}), onOverwrite: fn() },
  play: async ({ canvas, userEvent, loaded, args }) => {
    const { say } = wordsOf(loaded);
    await userEvent.click(canvas.getByRole('button', { name: say('action.reload') }));
    const overwrite = canvas.getByRole('button', { name: say('conflict.overwrite') });
    await expect(overwrite).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(overwrite);
    await expect(args.onOverwrite).not.toHaveBeenCalled();
  },
});

/** Long values and a narrow page. */
export const LongText = meta.story({
  args: {
    changes: [{ label: 'Description', mine: 'a-very-long-name-'.repeat(20), theirs: '<b>bold</b> '.repeat(30) }],
    onOverwrite: fn(),
  },
  play: async () => {
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  },
});
