import { useMutation } from '@tanstack/react-query';
import { ErrorSummary, type ErrorSummaryProps, FieldError, useErrorSummary, useImmFieldErrors } from 'imm-error-kit';
import { type ReactNode, useId, useRef, useState } from 'react';
import { expect, waitFor, within } from 'storybook/test';
import preview from '../.storybook/preview';
import { immBody, rawErrorArg, rawErrors } from './rawErrors.ts';
import { expectShown, type StoryWords, wordsOf } from './support.tsx';

const wrongRow = (): unknown => immBody('InvalidSources.40.URI', 'Specified parameter Sources.40.URI is not valid.');
const unmapped = (): unknown => immBody('InvalidServiceRole', 'Specified parameter ServiceRole is not valid.');
const several = (): unknown => [rawErrors.missingName(), rawErrors.invalidSource(), unmapped()];

interface FormProps extends ErrorSummaryProps {
  fields?: ReactNode;
}

/** A form that is refused with `source` each time that it is sent. */
function RefusedForm({ source, fields, ...summary }: FormProps): ReactNode {
  const create = useMutation({
    mutationFn: async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      throw source;
    },
  });
  const refused = create.isError ? source : null;
  return (
    <form
      className="story-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <ErrorSummary
        {...summary}
        // Several failures, as an app has them that sends several calls, are one array; one is the mutation itself.
        source={Array.isArray(source) ? refused : create}
        submitCount={create.submittedAt}
      />
      {fields ?? (
        <>
          <Field source={refused} path="projectName" label="Project name" />
          <Field source={refused} path="sources[0].uri" label="Address of the first file" />
        </>
      )}
      <button type="submit" className="story-button">
        Create
      </button>
    </form>
  );
}

function Field({ source, path, label }: { source: unknown; path: string; label: string }): ReactNode {
  const id = useId();
  const errors = useImmFieldErrors(source);
  return (
    <div className="story-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={path} aria-invalid={path in errors || undefined} aria-describedby={`${id}-error`} />
      <FieldError source={source} path={path} id={`${id}-error`} />
    </div>
  );
}

const meta = preview.meta({
  title: 'Components/ErrorSummary',
  component: ErrorSummary,
  argTypes: {
    source: rawErrorArg,
    state: { control: false },
    headingLevel: { control: 'inline-radio', options: [2, 3, 4] },
  },
  args: { source: rawErrors.missingName() },
  render: (args) => <RefusedForm {...args} />,
  parameters: {
    docs: {
      description: {
        component: `Lists what is wrong with a form's fields. After each failed submit the focus moves there, so that a
screen reader reads how much there is to do; each line is a link that brings the field's label on screen and gives the
field the focus.

    <form onSubmit={…}>
      <ErrorSummary source={createProject} />
      <input name="projectName" aria-describedby="name-error" />
      <FieldError source={createProject} path="projectName" id="name-error" />

Fields are found by their \`name\` or \`id\`, within the form; \`fieldId\` names others. \`onReveal\` opens what hides a
field: a tab, a dialog, a row of a virtual list. What has no field on the page is listed as text, never dropped.

Without the look: \`useErrorSummary\`.`,
      },
    },
  },
});

async function submit(canvas: ReturnType<typeof within>, { say }: StoryWords, count: number): Promise<HTMLElement> {
  canvas.getByRole('button', { name: 'Create' }).click();
  const title = say('summary.title', { count });
  // Asked for anew each time: a second submit takes the first summary away.
  const find = (): HTMLElement => canvas.getByRole('group', { name: new RegExp(title) });
  await waitFor(() => expect(find()).toHaveFocus());
  return find();
}

/** One field is concerned. The summary takes the focus, its link leads to the field. */
export const Default = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    const words = wordsOf(loaded);
    const summary = await submit(canvas, words, 1);
    await userEvent.tab();
    await expect(within(summary).getByRole('link')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect(canvas.getByLabelText('Project name')).toHaveFocus();
  },
});

/** Choose what is refused. Nothing is shown where no field is concerned. */
export const Playground = meta.story({});

/** A second failed submit brings the focus back. */
export const SubmittedAgain = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    const words = wordsOf(loaded);
    await submit(canvas, words, 1);
    await userEvent.type(canvas.getByLabelText('Project name'), 'films');
    await submit(canvas, words, 1);
  },
});

/** Three problems, one of which has no field on the page: it is listed, but is no link. */
export const Several = meta.story({
  args: { source: several() },
  play: async ({ canvas, loaded }) => {
    const summary = await submit(canvas, wordsOf(loaded), 3);
    await expect(within(summary).getAllByRole('listitem')).toHaveLength(3);
    await expect(within(summary).getAllByRole('link')).toHaveLength(2);
  },
});

/** The field is in another tab: `onReveal` opens it. */
export const InTabs = meta.story({
  render: (args) => <TabbedForm {...args} />,
  args: { source: rawErrors.invalidSource() },
  play: async ({ canvas, userEvent, loaded }) => {
    const summary = await submit(canvas, wordsOf(loaded), 1);
    await userEvent.click(within(summary).getByRole('link'));
    await waitFor(() => expect(canvas.getByLabelText('Address of the first file')).toHaveFocus());
  },
});

function TabbedForm(args: ErrorSummaryProps): ReactNode {
  const [tab, setTab] = useState<'project' | 'files'>('project');
  return (
    <RefusedForm
      {...args}
      onReveal={(path) => setTab(path.startsWith('sources') ? 'files' : 'project')}
      fields={
        <>
          <div role="tablist" aria-label="Parts of the form" className="story-tabs">
            {(['project', 'files'] as const).map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                className="story-button"
                aria-selected={tab === name}
                onClick={() => setTab(name)}
              >
                {name === 'project' ? 'Project' : 'Files'}
              </button>
            ))}
          </div>
          {tab === 'project' ? (
            <Field source={null} path="projectName" label="Project name" />
          ) : (
            <Field source={args.source} path="sources[0].uri" label="Address of the first file" />
          )}
        </>
      }
    />
  );
}

/** The field is in a dialog, which `onReveal` opens. */
export const InDialog = meta.story({
  render: (args) => <FormWithDialog {...args} />,
  args: { source: rawErrors.invalidSource() },
  play: async ({ canvas, userEvent, loaded }) => {
    const summary = await submit(canvas, wordsOf(loaded), 1);
    await userEvent.click(within(summary).getByRole('link'));
    await waitFor(() => expect(canvas.getByLabelText('Address of the first file')).toHaveFocus());
    await expectShown(canvas.getByRole('dialog', { name: 'Files' }));
  },
});

function FormWithDialog(args: ErrorSummaryProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <RefusedForm
      {...args}
      onReveal={() => dialog.current?.showModal()}
      fields={
        <>
          <Field source={null} path="projectName" label="Project name" />
          <dialog ref={dialog} className="story-dialog" aria-label="Files">
            <Field source={args.source} path="sources[0].uri" label="Address of the first file" />
            <button type="button" className="story-button" onClick={() => dialog.current?.close()}>
              Done
            </button>
          </dialog>
        </>
      }
    />
  );
}

const rowHeight = 96;
const rowCount = 100;

/** A virtual list holds only the rows that are on screen: `onReveal` scrolls to the fortieth, which is then drawn. */
export const InVirtualList = meta.story({
  render: (args) => <FormWithRows {...args} />,
  args: { source: wrongRow() },
  play: async ({ canvas, userEvent, loaded }) => {
    const summary = await submit(canvas, wordsOf(loaded), 1);
    await expect(canvas.queryByLabelText('Address of file 40')).toBeNull();
    await userEvent.click(within(summary).getByRole('link'));
    await waitFor(() => expect(canvas.getByLabelText('Address of file 40')).toHaveFocus());
  },
});

function FormWithRows(args: ErrorSummaryProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const first = Math.max(0, Math.floor(top / rowHeight) - 1);
  const reveal = (path: string): void => {
    const index = Number(/\d+/.exec(path)?.[0] ?? 0);
    if (list.current) list.current.scrollTop = index * rowHeight;
  };
  return (
    <RefusedForm
      {...args}
      onReveal={reveal}
      fields={
        <div
          ref={list}
          role="group"
          aria-label="Files"
          className="story-rows"
          onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        >
          <div style={{ blockSize: first * rowHeight }} />
          {Array.from({ length: Math.min(5, rowCount - first) }, (_, row) => first + row).map((index) => (
            <div key={index} style={{ minBlockSize: rowHeight }}>
              <Field source={args.source} path={`sources[${index}].uri`} label={`Address of file ${index + 1}`} />
            </div>
          ))}
          <div style={{ blockSize: Math.max(0, rowCount - first - 5) * rowHeight }} />
        </div>
      }
    />
  );
}

/** What the form found itself, listed with the words that stand beside the fields. */
export const OwnErrors = meta.story({
  args: {
    source: undefined,
    errors: [
      { path: 'projectName', message: 'Enter a project name' },
      { path: 'sources[0].uri', message: 'Enter an address that starts with oss://' },
    ],
  },
});

/** Your own parts. */
export const Slots = meta.story({
  args: {
    source: several(),
    slots: { icon: null, item: ({ label, path, message }) => <span title={path}>{label ?? message}</span> },
  },
});

/** Your own look, over the hook. */
export const Headless = meta.story({
  render: ({ source }) => <OwnSummary source={source} />,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: /.+/ }));
    await expect(canvas.getByLabelText('Project name')).toHaveFocus();
  },
});

function OwnSummary({ source }: { source: unknown }): ReactNode {
  const { title, items, ref } = useErrorSummary(source, { autoFocus: false });
  return (
    <form className="story-form">
      <section ref={ref} tabIndex={-1} aria-label={title}>
        {items.map((item) => (
          <button key={item.path} type="button" className="story-button" onClick={() => void item.focus()}>
            {item.message}
          </button>
        ))}
      </section>
      <Field source={null} path="projectName" label="Project name" />
    </form>
  );
}

/** A parameter's name without end, as only a hostile server would send it. */
export const LongText = meta.story({
  args: { source: rawErrors.longName() },
  render: ({ source }) => <ErrorSummary source={source} />,
  play: async () => {
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  },
});
