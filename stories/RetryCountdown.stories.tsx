import { useQuery } from '@tanstack/react-query';
import { RetryCountdown, useRetryCountdown } from 'imm-error-kit';
import {
  createThrottleGate,
  describeImmError,
  type ImmErrorState,
  type ImmMessages,
  withGate,
} from 'imm-error-kit/core';
import { type ReactNode, useState } from 'react';
import { expect, waitFor } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrors } from './rawErrors.ts';
import { expectShown, failing, failingFirst, projectNames, wordsOf } from './support.tsx';

const meta = preview.meta({
  title: 'Components/RetryCountdown',
  component: RetryCountdown,
  argTypes: { source: { control: false }, state: { control: false } },
  parameters: {
    docs: {
      description: {
        component: `Counts down to the retry that is really scheduled: the throttle gate's, else TanStack Query's. It
renders nothing where none is. ErrorBanner holds one already; use it alone beside a list that keeps its old rows.

    <RetryCountdown source={projectsQuery} />

Stop and “Try now” are there only for requests that wait at a gate (\`withGate\`): TanStack Query's own timer can be
neither stopped nor skipped. Screen readers hear the time at 60, 30, 10 and 0 seconds, not each second.`,
      },
    },
  },
});

/** The service throttled the list. It waits at the gate, counts down, and loads by itself. */
export const Default = meta.story({
  render: () => <ThrottledList refusals={1} />,
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    const timer = await canvas.findByRole('timer', {}, { timeout: 10_000 });
    await expect(timer.textContent).toMatch(/\d/);
    await expectShown(canvas.getByRole('button', { name: say('action.stop') }));
    await expectShown(await canvas.findByText('3 projects', {}, { timeout: 20_000 }));
    await expect(canvas.queryByRole('timer')).toBeNull();
  },
});

function ThrottledList({ refusals }: { refusals: number }): ReactNode {
  const [load] = useState(() => {
    const failures = Array.from({ length: refusals }, () => rawErrors.userThrottled);
    return withGate(failingFirst(failures, projectNames), createThrottleGate(), { action: 'ListProjects' });
  });
  const projects = useQuery({ queryKey: ['projects'], queryFn: load });
  return (
    <div className="story-stack">
      <p>{projects.data ? `${projects.data.length} projects` : 'No projects yet'}</p>
      <RetryCountdown source={projects} />
    </div>
  );
}

/** Choose how far the retry is away. Longer times are told in minutes. */
export const Playground = meta.story({
  args: { source: 12, bare: false },
  argTypes: {
    source: { control: { type: 'range', min: 1, max: 300 }, description: 'In this story: seconds until the retry' },
  },
  render: ({ source, bare }, { loaded }) => (
    <Scheduled key={Number(source)} seconds={Number(source)} bare={bare} messages={loaded['words'].messages} />
  ),
});

interface ScheduledProps {
  seconds: number;
  bare?: boolean | undefined;
  messages: ImmMessages;
}

/** A retry that is so far away. */
function Scheduled({ seconds, bare, messages }: ScheduledProps): ReactNode {
  const [state] = useState((): ImmErrorState => {
    const at = Date.now() + seconds * 1000;
    const described = describeImmError(rawErrors.userThrottled(), { messages });
    return { ...described, retry: { kind: 'automatic', at, attempt: 1, maxAttempts: 3 } };
  });
  return <RetryCountdown state={state} bare={bare} />;
}

/** The number changes once a second. */
export const Ticking = Playground.extend({
  args: { source: 40 },
  play: async ({ canvas }) => {
    const timer = canvas.getByRole('timer');
    const atFirst = timer.textContent;
    await waitFor(() => expect(timer.textContent).not.toBe(atFirst), { timeout: 10_000 });
  },
});

/** Two requests wait at one gate. The time of both is over, one was sent, and the other one says that it waits its turn. */
export const InLine = meta.story({
  render: () => <TwoLists />,
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    await expectShown(await canvas.findByText(say('countdown.in-line'), {}, { timeout: 20_000 }));
    await expect(canvas.getByText(say('countdown.now'))).toBeVisible();
  },
});

function TwoLists(): ReactNode {
  const [load] = useState(() => {
    let calls = 0;
    const call = async (): Promise<readonly string[]> => {
      // The first two are refused; the probe after them stays in the air.
      const isRefused = ++calls <= 2;
      await new Promise((resolve) => setTimeout(resolve, isRefused ? 200 : 60_000));
      if (isRefused) throw rawErrors.userThrottled();
      return projectNames;
    };
    return withGate(call, createThrottleGate(), { action: 'ListProjects' });
  });
  const first = useQuery({ queryKey: ['first'], queryFn: load });
  const second = useQuery({ queryKey: ['second'], queryFn: load });
  return (
    <div className="story-stack">
      <RetryCountdown source={first} />
      <RetryCountdown source={second} />
    </div>
  );
}

/** Several minutes, as after a project was blocked. */
export const Minutes = Playground.extend({ args: { source: 180 } });

/** Without a gate the deadline is TanStack Query's: it is shown with the attempt, and without buttons. */
export const WithoutGate = meta.story({
  render: () => <UngatedList />,
  play: async ({ canvas }) => {
    await expectShown(await canvas.findByRole('timer'));
    await expect(canvas.queryByRole('button')).toBeNull();
  },
});

function UngatedList(): ReactNode {
  const projects = useQuery({ queryKey: ['projects'], queryFn: failing(rawErrors.regionMaintaining) });
  return <RetryCountdown source={projects} />;
}

/** “Try now” sends the waiting request at once. */
export const TryNow = meta.story({
  render: () => <ThrottledList refusals={1} />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    await canvas.findByRole('timer', {}, { timeout: 10_000 });
    await userEvent.click(canvas.getByRole('button', { name: say('action.retry-now') }));
    await expectShown(await canvas.findByText('3 projects'));
  },
});

/** After Stop nothing is scheduled, so nothing counts. */
export const Stopped = meta.story({
  render: () => <ThrottledList refusals={1} />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    await canvas.findByRole('timer', {}, { timeout: 10_000 });
    await userEvent.click(canvas.getByRole('button', { name: say('action.stop') }));
    await waitFor(() => expect(canvas.queryByRole('timer')).toBeNull());
    await expectShown(canvas.getByText('No projects yet'));
  },
});

/** Your own look over `useRetryCountdown`. */
export const OwnLook = meta.story({
  render: () => <OwnCountdown />,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /^Skip the wait/ }, { timeout: 10_000 }));
    await expectShown(await canvas.findByText('3 projects'));
  },
});

function OwnCountdown(): ReactNode {
  const [load] = useState(() => withGate(failingFirst([rawErrors.userThrottled], projectNames), createThrottleGate()));
  const projects = useQuery({ queryKey: ['projects'], queryFn: load });
  const { isCounting, text, secondsLeft, retryNow } = useRetryCountdown(projects);
  if (projects.data) return <p>{projects.data.length} projects</p>;
  if (!isCounting) return <p>Loading…</p>;
  return (
    <p>
      <progress aria-label="Time left" max={3} value={secondsLeft} />{' '}
      <button type="button" className="story-button" onClick={retryNow}>
        Skip the wait ({text})
      </button>
    </p>
  );
}
