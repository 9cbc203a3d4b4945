import { useSuspenseQuery } from '@tanstack/react-query';
import {
  ImmErrorBoundary,
  type ImmErrorBoundaryLevel,
  type ImmErrorBoundaryProps,
  type ImmErrorFallbackProps,
} from 'imm-error-kit';
import { type ReactNode, Suspense, useState } from 'react';
import { expect, fn, spyOn } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrors } from './rawErrors.ts';
import { expectShown, failingFirst, projectNames, wordsOf } from './support.tsx';

const meta = preview.meta({
  title: 'Components/ImmErrorBoundary',
  component: ImmErrorBoundary,
  argTypes: {
    level: { control: 'inline-radio', options: ['page', 'section', 'widget'] },
    children: {
      control: 'select',
      options: Object.keys(rawErrors),
      mapping: Object.fromEntries(
        Object.entries(rawErrors).map(([name, raw]) => [name, <Throws key={name} raw={raw} />]),
      ),
      description: 'What may fail. In these stories: what it throws.',
    },
    fallback: { control: false },
    resetKeys: { control: false },
  },
  args: { level: 'section', children: 'internalError', onError: fn(), onReset: fn() },
  beforeEach() {
    // React tells the console of every error that a boundary catches, which is what these stories are about.
    spyOn(console, 'error').mockImplementation(() => {});
    spyOn(console, 'warn').mockImplementation(() => {});
  },
  render: (args) => <FixedByRetry {...args} />,
  parameters: {
    docs: {
      description: {
        component: `Wrap a page, a section or a widget. When something inside throws, the boundary shows what failed in
its place; “Try again” renders the children again and starts their failed queries fresh.

    <ImmErrorBoundary level="page">
      <ProjectsPage />
    </ImmErrorBoundary>

Anything that is thrown counts, \`null\` too. Boundaries catch what is thrown while rendering; a button that failed is
the mutation's business, so give the mutation to an ErrorBanner.`,
      },
    },
  },
});

/** Children that throw until the person tries again, as if the cause had gone meanwhile. */
function FixedByRetry({ children, onReset, ...boundary }: ImmErrorBoundaryProps): ReactNode {
  const [isFixed, setFixed] = useState(false);
  const reset = (): void => {
    setFixed(true);
    onReset?.();
  };
  return (
    <ImmErrorBoundary {...boundary} onReset={reset}>
      {isFixed ? <p>3 projects</p> : children}
    </ImmErrorBoundary>
  );
}

function Throws({ raw }: { raw: () => unknown }): ReactNode {
  throw raw();
}

/** A section that failed. “Try again” renders it again. */
export const Default = meta.story({
  play: async ({ canvas, userEvent, loaded, args }) => {
    const { say } = wordsOf(loaded);
    const retry = await canvas.findByRole('button', { name: say('action.retry') });
    await userEvent.click(retry);

    await expectShown(await canvas.findByText('3 projects'));
    await expect(args.onReset).toHaveBeenCalledOnce();
    await expect(args.onError).toHaveBeenCalledWith(
      expect.objectContaining({ code: 'InternalError' }),
      expect.anything(),
    );
  },
});

/** Choose what the children throw. */
export const Playground = meta.story({});

/** The whole page: a heading of the first level, and the focus, which the page that is gone had. */
export const Page = meta.story({
  args: { level: 'page', children: 'forbidden' },
  play: async ({ canvas }) => {
    await expectShown(await canvas.findByRole('heading', { level: 1 }));
  },
});

/** A card among others: one line. */
export const Widget = meta.story({
  args: { level: 'widget', children: 'notReady' },
});

/** The three levels beside each other. */
export const Levels = meta.story({
  render: () => (
    <div className="story-stack">
      {(['widget', 'section', 'page'] satisfies ImmErrorBoundaryLevel[]).map((level) => (
        <FixedByRetry key={level} level={level}>
          <Throws raw={rawErrors.internalError} />
        </FixedByRetry>
      ))}
    </div>
  ),
});

/** A bug of the app itself: it says so, and blames neither the person nor IMM. */
export const AppBug = meta.story({
  args: { children: 'appBug' },
  play: async ({ canvas, loaded }) => {
    await expectShown(await canvas.findByText(wordsOf(loaded).say('AppBug.title')));
  },
});

/** A new release took the old page's scripts away. Reloading the page is what helps. */
export const StalePage = meta.story({
  args: { children: 'stalePage' },
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    await expectShown(await canvas.findByRole('button', { name: say('action.reload') }));
    await expect(canvas.queryByRole('button', { name: say('action.retry') })).toBeNull();
  },
});

/** A cancelled request is shown to nobody elsewhere. In place of a page it would leave a hole. */
export const Cancelled = meta.story({
  args: { level: 'page', children: 'aborted' },
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    await expectShown(await canvas.findByText(say('Aborted.title')));
    await userEvent.click(canvas.getByRole('button', { name: say('action.retry') }));
    await expectShown(await canvas.findByText('3 projects'));
  },
});

/** `throw null` is an error, too, and can be recovered from. */
export const ThrownNull = meta.story({
  args: { children: 'thrownNull' },
  play: async ({ canvas, userEvent, loaded }) => {
    const retry = await canvas.findByRole('button', { name: wordsOf(loaded).say('action.retry') });
    await userEvent.click(retry);
    await expectShown(await canvas.findByText('3 projects'));
  },
});

/** A suspended query that failed is fetched again, not thrown again from the cache. */
export const SuspendedQuery = meta.story({
  render: (args) => <SuspendedSection level={args.level} />,
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.click(await canvas.findByRole('button', { name: wordsOf(loaded).say('action.retry') }));
    await expectShown(await canvas.findByText('3 projects'));
  },
});

function SuspendedSection({ level }: { level?: ImmErrorBoundaryLevel | undefined }): ReactNode {
  const [load] = useState(() => failingFirst([rawErrors.notFound], projectNames));
  return (
    <ImmErrorBoundary level={level}>
      <Suspense fallback={<p>Loading…</p>}>
        <SuspendedProjects load={load} />
      </Suspense>
    </ImmErrorBoundary>
  );
}

function SuspendedProjects({ load }: { load: () => Promise<readonly string[]> }): ReactNode {
  const { data } = useSuspenseQuery({ queryKey: ['projects'], queryFn: load, retry: false });
  return <p>{data.length} projects</p>;
}

/** When one of `resetKeys` changes, here the chosen project, the children are rendered again. */
export const ResetByKey = meta.story({
  render: () => <ChosenProject />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { bannerName } = wordsOf(loaded);
    await expectShown(await canvas.findByRole('group', { name: bannerName }));
    await userEvent.click(canvas.getByRole('button', { name: 'Open press-photos' }));
    await expectShown(await canvas.findByText('Files of press-photos'));
  },
});

function ChosenProject(): ReactNode {
  const [project, setProject] = useState('films');
  return (
    <div className="story-stack">
      <button type="button" className="story-button" onClick={() => setProject('press-photos')}>
        Open press-photos
      </button>
      <ImmErrorBoundary resetKeys={[project]}>
        <Files project={project} />
      </ImmErrorBoundary>
    </div>
  );
}

function Files({ project }: { project: string }): ReactNode {
  if (project === 'films') throw rawErrors.notFound();
  return <p>Files of {project}</p>;
}

/** Your own fallback gets what useImmError gives, and `reset`. */
export const OwnFallback = meta.story({
  args: {
    fallback: ({ state, reset }: ImmErrorFallbackProps) => (
      <section aria-label="Projects">
        <h2>{state?.title}</h2>
        <button type="button" className="story-button" onClick={reset}>
          Load the projects again
        </button>
      </section>
    ),
  },
  play: async ({ canvas, userEvent }) => {
    const again = await canvas.findByRole('button', { name: 'Load the projects again' });
    await userEvent.click(again);
    await expectShown(await canvas.findByText('3 projects'));
  },
});

/** A fallback that fails itself is replaced by one plain line; the page around it stands. */
export const FailingFallback = meta.story({
  args: {
    fallback: () => {
      throw new Error('The fallback has a bug, too');
    },
  },
  play: async ({ canvas }) => {
    await expectShown(await canvas.findByText(/D18E94DF/));
  },
});
