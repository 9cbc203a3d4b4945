import { useMutation, useQuery } from '@tanstack/react-query';
import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import { createImmFetch, createThrottleGate, withGate } from 'imm-error-kit/core';
import { type ReactNode, useRef, useState } from 'react';
import { expect, fn, screen, waitFor, within } from 'storybook/test';
import preview from '../.storybook/preview';
import { immBody, immResponse, rawErrorArg, rawErrors } from './rawErrors.ts';
import {
  expectShown,
  failing,
  failingFirst,
  focusedName,
  ProjectList,
  projectNames,
  watchClipboard,
  wordsOf,
} from './support.tsx';

const meta = preview.meta({
  title: 'Components/ErrorBanner',
  component: ErrorBanner,
  argTypes: {
    source: rawErrorArg,
    operation: { control: 'inline-radio', options: ['query', 'mutation'] },
    density: { control: 'inline-radio', options: ['compact', 'regular', 'page'] },
    headingLevel: { control: 'inline-radio', options: [undefined, 1, 2, 3, 4, 5, 6] },
    state: { control: false },
    slots: { control: false },
    actions: { control: false },
    ref: { table: { disable: true } },
  },
  render: ({ density, ...args }, { globals }) => (
    <ErrorBanner density={density ?? (globals['density'] as 'compact' | 'regular' | 'page')} {...args} />
  ),
  parameters: {
    docs: {
      description: {
        component: `Give it what failed: a query, a mutation, or anything that was thrown. It says what happened,
whether anything was lost and what to do next, offers only buttons that work, and goes away by itself when the
repeat succeeds. Where nothing failed it renders nothing, so it can always stand in your page.

    <ErrorBanner source={projectsQuery} />

Put it where the missing thing would be. For a whole part of a page that can't render, use ImmErrorBoundary;
for messages beside form fields, useImmError.`,
      },
    },
  },
});

/** A list that could not be loaded. “Try again” loads it again; the message stays until the answer is there. */
export const Default = meta.story({
  render: () => <DefaultList />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    const retry = await canvas.findByRole('button', { name: say('action.retry') });
    await userEvent.click(retry);

    // Still there, and still focused, while the request is in the air.
    await expect(canvas.getByRole('button', { name: say('action.retry') })).toHaveFocus();
    await expectShown(await canvas.findByRole('list', { name: 'Projects' }));
    await expect(canvas.queryByRole('group', { name: bannerName })).toBeNull();
  },
});

function DefaultList(): ReactNode {
  const [load] = useState(() => failingFirst([rawErrors.internalError], projectNames));
  return <ProjectList load={load} retry={false} />;
}

/** Choose what was thrown and how it is shown. */
export const Playground = meta.story({
  args: { source: 'forbidden', operation: 'mutation', density: 'regular', onRetry: fn() },
});

/** A call over `fetch` that the service refuses twice, in memory: several stories of a page of documentation share one worker. */
function throttledListProjects(): () => Promise<readonly string[]> {
  let refusals = 2;
  const immFetch = createImmFetch({
    fetch: async () => {
      if (refusals-- <= 0) return Response.json({ Projects: projectNames.map((ProjectName) => ({ ProjectName })) });
      const body = immBody('Throttling.User', 'Request was denied due to user flow control.');
      return immResponse(400, body, { 'x-acs-retry-after': '2500' });
    },
  });
  return async () => {
    const response = await immFetch('https://imm.cn-hangzhou.aliyuncs.com/?Action=ListProjects');
    const body = (await response.json()) as { Projects: { ProjectName: string }[] };
    return body.Projects.map((project) => project.ProjectName);
  };
}

/**
 * The service refuses twice and says how long to wait. The number on screen is the deadline at which the gate really
 * sends the next request. Wait, and it succeeds by itself; or start it now, or stop it.
 */
export const RateLimited = meta.story({
  render: () => <RefusedTwice />,
  play: async ({ canvas, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    const timer = await canvas.findByRole('timer', {}, { timeout: 10_000 });
    const atFirst = timer.textContent;
    await expect(atFirst).toMatch(/\d/);
    await expectShown(canvas.getByRole('button', { name: say('action.stop') }));
    await waitFor(() => expect(timer.textContent).not.toBe(atFirst), { timeout: 10_000 });

    await expectShown(await canvas.findByRole('list', { name: 'Projects' }, { timeout: 20_000 }));
    await expect(canvas.queryByRole('group', { name: bannerName })).toBeNull();
  },
});

function RefusedTwice(): ReactNode {
  const [load] = useState(throttledListProjects);
  return <GatedList load={load} />;
}

function GatedList({ load }: { load: () => Promise<readonly string[]> }): ReactNode {
  const [gated] = useState(() => withGate(load, createThrottleGate(), { action: 'ListProjects' }));
  return <ProjectList load={gated} />;
}

/** A person may stop the automatic repeats. Then the button says “Try again”, and nothing happens without it. */
export const RetryStopped = meta.story({
  render: () => <ThrottledOnce />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    await canvas.findByRole('timer', {}, { timeout: 10_000 });
    await userEvent.click(canvas.getByRole('button', { name: say('action.stop') }));
    await waitFor(() => expect(canvas.queryByRole('timer')).toBeNull());

    await userEvent.click(await canvas.findByRole('button', { name: say('action.retry') }));
    await expectShown(await canvas.findByRole('list', { name: 'Projects' }, { timeout: 20_000 }));
  },
});

/** “Try now” sends the waiting request at once. */
export const RetriedNow = meta.story({
  render: () => <ThrottledOnce />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    await canvas.findByRole('timer', {}, { timeout: 10_000 });
    await userEvent.click(canvas.getByRole('button', { name: say('action.retry-now') }));
    await expectShown(await canvas.findByRole('list', { name: 'Projects' }));
  },
});

function ThrottledOnce(): ReactNode {
  const [load] = useState(() => failingFirst([rawErrors.userThrottled], projectNames));
  return <GatedList load={load} />;
}

/** RAM refused, and the answer says why: the banner names what to ask for, and a grant that would help. */
export const Forbidden = meta.story({
  args: { source: 'forbidden', operation: 'mutation' },
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    const clipboard = watchClipboard();
    const hint = canvas.getByRole('group', { name: say('permission.heading') });
    await expectShown(within(hint).getByText('imm:CreateProject'));

    await userEvent.click(within(hint).getByRole('button', { name: say('permission.copy-policy') }));
    await waitFor(() => expect(clipboard.texts).toHaveLength(1));
    await expect(JSON.parse(clipboard.texts[0] ?? '')).toMatchObject({ Statement: [{ Action: 'imm:CreateProject' }] });
  },
});

/** A control policy denies the action. No grant outweighs it, so none is offered: it says who owns the policy. */
export const ExplicitDeny = meta.story({
  args: { source: 'explicitDeny', operation: 'mutation' },
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    await expectShown(canvas.getByText(new RegExp(say('permission.owner', { type: 'ControlPolicy' }))));
    await expect(canvas.queryByRole('button', { name: say('permission.copy-policy') })).toBeNull();
  },
});

/** IMM's service role may not read the bucket. The person's own permissions aren't the cause, and it says so. */
export const ServiceRole = meta.story({ args: { source: 'serviceRole' } });

/** The request never left the computer, so nothing was changed. */
export const Offline = meta.story({ args: { source: 'offline', operation: 'mutation', onRetry: fn() } });

/** The request left, and the answer never came: nobody knows what was done. */
export const ConnectionLost = meta.story({
  args: { source: 'connectionLost', operation: 'mutation', onRetry: fn(), onVerify: fn() },
});

/** One value was refused. The title names it in the person's words; useImmError shows it beside the field. */
export const ValidationFailed = meta.story({
  args: { source: 'missingName', operation: 'mutation' },
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    const field = say('parameter.label', { name: 'ProjectName' });
    await expectShown(canvas.getByText(say('Missing.title', { field })));
    await expectShown(canvas.getByText(new RegExp(say('outcome.not-applied'))));
  },
});

/** The quota leaves no room. An administrator can ask for more; the button copies what they need. */
export const QuotaReached = meta.story({ args: { source: 'quotaReached', operation: 'mutation' } });

/**
 * A mutation ended in a failure of the service, so it may or may not have been carried out. The kit never repeats it by
 * itself: “Check first” comes first.
 */
export const OutcomeUnknown = meta.story({
  args: { onVerify: fn() },
  render: ({ onVerify }) => <SaveButton fail={rawErrors.internalError} onVerify={onVerify} />,
  play: async ({ canvas, userEvent, loaded, args }) => {
    const { say, bannerName } = wordsOf(loaded);
    await userEvent.click(canvas.getByRole('button', { name: 'Create project' }));
    const banner = await canvas.findByRole('group', { name: bannerName });
    const [first, second] = within(banner).getAllByRole('button');

    await expect(first).toHaveAccessibleName(say('action.check-outcome'));
    await expect(second).toHaveAccessibleName(say('action.send-again'));
    await userEvent.click(within(banner).getByRole('button', { name: say('action.check-outcome') }));
    await expect(args.onVerify).toHaveBeenCalledOnce();
  },
});

interface SaveButtonProps {
  fail: () => unknown;
  onVerify?: (() => void | Promise<void>) | undefined;
}

function SaveButton({ fail, onVerify }: SaveButtonProps): ReactNode {
  const mutation = useMutation({ mutationFn: failing(fail) });
  return (
    <div className="story-stack">
      <button type="button" className="story-button" onClick={() => mutation.mutate()}>
        Create project
      </button>
      <ErrorBanner source={mutation} onVerify={onVerify} />
    </div>
  );
}

/** Somebody else changed it first. Reloading shows their version. */
export const Conflict = meta.story({
  args: { source: 'changedMeanwhile', operation: 'mutation', actions: { reload: fn() } },
  play: async ({ canvas, userEvent, loaded, args }) => {
    const { say } = wordsOf(loaded);
    await userEvent.click(canvas.getByRole('button', { name: say('action.reload') }));
    await expect(args.actions?.reload).toHaveBeenCalledWith(expect.objectContaining({ category: 'conflict' }));
  },
});

/** The name is taken. */
export const Duplicate = meta.story({ args: { source: 'duplicate', operation: 'mutation' } });

/** Signing in is the app's business: the button is there because the app handles `refresh-credentials`. */
export const TokenExpired = meta.story({
  args: { source: 'tokenExpired', actions: { 'refresh-credentials': fn() } },
  play: async ({ canvas, userEvent, loaded, args }) => {
    const { say } = wordsOf(loaded);
    await userEvent.click(canvas.getByRole('button', { name: say('action.refresh-credentials') }));
    await expect(args.actions?.['refresh-credentials']).toHaveBeenCalledOnce();
  },
});

/** Payments are overdue. The link opens billing of the site that the toolbar is set to. */
export const InDebt = meta.story({
  args: { source: 'inDebt' },
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    const link = canvas.getByRole('link', { name: new RegExp(say('action.open-billing')) });
    await expect(link).toHaveAttribute('href', expect.stringMatching(/^https:\/\/usercenter2(-intl)?\.aliyun\.com\//));
    await expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'));
  },
});

/** A whole region is under maintenance. The query repeats by itself; the deadline is TanStack Query's own timer, which
 * can be neither skipped nor stopped, so neither is offered. */
export const RegionMaintaining = meta.story({
  render: () => <ProjectList load={failing(rawErrors.regionMaintaining)} />,
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    await expectShown(await canvas.findByRole('timer'));
    await expect(canvas.queryByRole('button', { name: say('action.stop') })).toBeNull();
    await expect(canvas.queryByRole('button', { name: say('action.retry-now') })).toBeNull();
  },
});

/** In a modal dialog, beside the form that failed. Dismissing it gives the focus back to where it was. */
export const InsideDialog = meta.story({
  render: () => <CreateDialog />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    await userEvent.click(canvas.getByRole('button', { name: 'New project' }));
    const dialog = screen.getByRole('dialog', { name: 'New project' });
    const create = within(dialog).getByRole('button', { name: 'Create' });
    await userEvent.click(create);
    await expectShown(await within(dialog).findByRole('group', { name: bannerName }));

    await userEvent.click(within(dialog).getByRole('button', { name: say('action.dismiss') }));
    await waitFor(() => expect(within(dialog).queryByRole('group', { name: bannerName })).toBeNull());
    await expect(create).toHaveFocus();
  },
});

function CreateDialog(): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const mutation = useMutation({ mutationFn: failing(rawErrors.duplicate) });
  return (
    <>
      <button type="button" className="story-button" onClick={() => dialog.current?.showModal()}>
        New project
      </button>
      <dialog ref={dialog} className="story-dialog" aria-labelledby="new-project">
        <div className="story-stack">
          <h2 id="new-project">New project</h2>
          <ErrorBanner source={mutation} />
          <button type="button" className="story-button" onClick={() => mutation.mutate()}>
            Create
          </button>
          <button type="button" className="story-button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </div>
      </dialog>
    </>
  );
}

/** Long names and ids wrap inside the box; nothing pushes the page sideways. */
export const LongText = meta.story({
  args: { source: 'long', operation: 'mutation' },
  play: async ({ canvas, loaded }) => {
    const banner = canvas.getByRole('group', { name: wordsOf(loaded).bannerName });
    await expect(banner.scrollWidth).toBeLessThanOrEqual(banner.clientWidth);
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  },
});

/** A name of 5 kB is cut in the title. */
export const LongName = meta.story({
  args: { source: 'longName' },
  play: async ({ canvas, loaded }) => {
    const banner = canvas.getByRole('group', { name: wordsOf(loaded).bannerName });
    await expect(banner.scrollWidth).toBeLessThanOrEqual(banner.clientWidth);
  },
});

/** HTML, a script's address and characters that turn text around: text stays text, and an unsafe link is not a link. */
export const HostileText = meta.story({
  args: { source: 'hostile' },
  play: async ({ canvas, canvasElement, loaded }) => {
    const banner = canvas.getByRole('group', { name: wordsOf(loaded).bannerName });
    await expect(banner.querySelector('img, script')).toBeNull();
    await expect(canvasElement.querySelector('a[href^="javascript:"]')).toBeNull();
    await expect(banner.textContent).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  },
});

/** One error in each density: a line in a table, a box in a page, and the page itself. */
export const Densities = meta.story({
  args: { source: 'internalError', onRetry: fn() },
  render: (args) => (
    <div className="story-stack">
      <table className="story-table">
        <thead>
          <tr>
            <th scope="col">Project</th>
            <th scope="col">Files</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>films</td>
            <td>
              <ErrorBanner {...args} density="compact" />
            </td>
          </tr>
        </tbody>
      </table>
      <ErrorBanner {...args} density="regular" />
      <ErrorBanner {...args} density="page" headingLevel={2} />
    </div>
  ),
});

/** Three queries of one page, one banner: it shows the worst and goes when all have recovered. */
export const SeveralSources = meta.story({
  render: () => <Dashboard />,
  play: async ({ canvas, loaded }) => {
    const { bannerName } = wordsOf(loaded);
    await expect(await canvas.findAllByRole('group', { name: bannerName })).toHaveLength(1);
  },
});

function Dashboard(): ReactNode {
  const projects = useQuery({ queryKey: ['a'], queryFn: async () => projectNames });
  const tasks = useQuery({ queryKey: ['b'], queryFn: failing(rawErrors.tokenExpired), retry: false });
  const usage = useQuery({ queryKey: ['c'], queryFn: failing(rawErrors.notReady), retry: false });
  return (
    <div className="story-stack">
      <ErrorBanner source={[projects, tasks, usage]} />
      <p>{projects.data ? `${projects.data.length} projects` : 'Loading projects…'}</p>
    </div>
  );
}

/** Each part can be replaced, or left out with `null`. */
export const CustomSlots = meta.story({
  args: {
    source: 'internalError',
    onRetry: fn(),
    slots: {
      icon: <span aria-hidden="true">🛠️</span>,
      message: (state) => <p>Our operators know about it. Severity: {state.severity}.</p>,
      details: null,
    },
  },
  play: async ({ canvas, loaded }) => {
    await expectShown(canvas.getByText(/Our operators know about it/));
    await expect(canvas.queryByText(wordsOf(loaded).say('details.toggle'))).toBeNull();
  },
});

/** Details are for support: they can be copied as one redacted text. */
export const CopyDiagnostics = meta.story({
  args: { source: 'apiThrottled', onRetry: fn() },
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    const clipboard = watchClipboard();
    await userEvent.click(canvas.getByText(say('details.toggle')));
    await userEvent.click(canvas.getByRole('button', { name: say('action.copy-diagnostics') }));

    await expect(await canvas.findByRole('button', { name: say('details.copied') })).toHaveFocus();
    await expect(clipboard.texts[0]).toContain('D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E');
    // The raw error carries a signed address; the copy must not.
    await expect(clipboard.texts[0]).not.toMatch(/LTAI|Signature=/);
  },
});

/** All of it works by keyboard alone, and dismissing gives the focus back to the button that failed. */
export const KeyboardOnly = meta.story({
  render: () => <SaveButton fail={rawErrors.statusConflict} />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    await userEvent.tab();
    await expect(focusedName()).toBe('Create project');
    await userEvent.keyboard('{Enter}');
    await canvas.findByRole('group', { name: bannerName });

    const walked: string[] = [];
    while (focusedName() !== say('action.dismiss') && walked.length < 10) {
      await userEvent.tab();
      walked.push(focusedName());
      // The simulated keyboard doesn't know that Enter opens details, nor that what is in closed ones has no focus.
      if (focusedName() === say('details.toggle')) (document.activeElement as HTMLElement).click();
    }
    await expect(walked[0]).toBe(say('action.reload'));
    await expect(walked).toContain(say('action.copy-diagnostics'));
    await expect(walked.at(-1)).toBe(say('action.dismiss'));
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.queryByRole('group', { name: bannerName })).toBeNull());
    await expect(focusedName()).toBe('Create project');
  },
});

/** The person's own action failed, so it is spoken at once, through the one announcer of the page. */
export const Announced = meta.story({
  render: () => (
    <ImmErrorProvider>
      <SaveButton fail={rawErrors.duplicate} />
    </ImmErrorProvider>
  ),
  play: async ({ canvas, userEvent, canvasElement, loaded }) => {
    const { bannerName } = wordsOf(loaded);
    const regions = canvasElement.querySelectorAll('[aria-live="assertive"]');
    await expect(regions).toHaveLength(1);
    await userEvent.click(canvas.getByRole('button', { name: 'Create project' }));
    await waitFor(() => expect(regions[0]?.textContent).toMatch(bannerName));
  },
});
