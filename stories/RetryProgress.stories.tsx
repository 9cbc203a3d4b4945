import { type ImmQuerySource, RetryCountdown, RetryProgress } from 'imm-error-kit';
import { describeImmError, type ImmErrorState, type ImmMessages } from 'imm-error-kit/core';
import { type ReactNode, useState } from 'react';
import { expect, waitFor } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrors } from './rawErrors.ts';
import { expectShown, wordsOf } from './support.tsx';

const meta = preview.meta({
  title: 'Components/RetryProgress',
  component: RetryProgress,
  argTypes: { source: { control: false }, state: { control: false } },
  parameters: {
    docs: {
      description: {
        component: `How much of the wait is over, as a bar. It starts when it is first seen, and moves once a second with the
countdowns: nothing is animated. Screen readers don't hear it, so put it beside the words that say the same:

    <RetryCountdown source={projectsQuery} />
    <RetryProgress source={projectsQuery} />

It renders nothing where no retry is scheduled.`,
      },
    },
  },
});

interface WaitingProps {
  /** How far the retry is away; below 0, its time is over. */
  seconds: number;
  inLine?: boolean | undefined;
  messages: ImmMessages;
}

/** A retry that is so far away, in words and as a bar. */
function Waiting({ seconds, inLine, messages }: WaitingProps): ReactNode {
  const [state] = useState((): ImmErrorState => {
    const described = describeImmError(rawErrors.userThrottled(), { messages });
    return { ...described, retry: { kind: 'automatic', at: Date.now() + seconds * 1000, inLine } };
  });
  return (
    <div className="story-stack">
      <RetryCountdown state={state} />
      <RetryProgress state={state} />
    </div>
  );
}

function barIn(canvasElement: HTMLElement): HTMLProgressElement {
  return canvasElement.querySelector('progress') as HTMLProgressElement;
}

/** A bar beside the words. It moves once a second; nothing is animated. */
export const Default = meta.story({
  render: (_, { loaded }) => <Waiting seconds={20} messages={loaded['words'].messages} />,
  play: async ({ canvas, canvasElement }) => {
    await expectShown(canvas.getByRole('timer'));
    const bar = barIn(canvasElement);
    await waitFor(() => expect(bar.value).toBeGreaterThan(0.01), { timeout: 10_000 });
    await expect(bar.value).toBeLessThan(0.5);
  },
});

/** Choose how far the retry is away. */
export const Playground = meta.story({
  args: { source: 12 },
  argTypes: {
    source: { control: { type: 'range', min: 1, max: 300 }, description: 'In this story: seconds until the retry' },
  },
  render: ({ source }, { loaded }) => (
    <Waiting key={Number(source)} seconds={Number(source)} messages={loaded['words'].messages} />
  ),
});

/** Half of a short wait is over after two seconds. */
export const HalfWay = meta.story({
  render: (_, { loaded }) => <Waiting seconds={4} messages={loaded['words'].messages} />,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(barIn(canvasElement).value).toBeGreaterThanOrEqual(0.5), { timeout: 10_000 });
  },
});

/** The time is over, and the request is in the air. */
export const Full = meta.story({
  render: (_, { loaded }) => <Waiting seconds={-1} messages={loaded['words'].messages} />,
  play: async ({ canvas, canvasElement, loaded }) => {
    await expectShown(canvas.getByText(wordsOf(loaded).say('countdown.now')));
    await expect(barIn(canvasElement).value).toBe(1);
  },
});

/** The time is over, but others at the gate go first. The words say so; the bar has nothing more to count. */
export const InLine = meta.story({
  render: (_, { loaded }) => <Waiting seconds={-1} inLine messages={loaded['words'].messages} />,
  play: async ({ canvas, canvasElement, loaded }) => {
    await expectShown(canvas.getByText(wordsOf(loaded).say('countdown.in-line')));
    await expect(barIn(canvasElement).value).toBe(1);
  },
});

/** The retry waits for the tab or the network, so there is no deadline, and no bar. */
export const Paused = meta.story({
  render: () => <PausedQuery />,
  play: async ({ canvas, canvasElement, loaded }) => {
    await expectShown(canvas.getByText(wordsOf(loaded).say('countdown.paused')));
    await expect(barIn(canvasElement)).toBeNull();
  },
});

function PausedQuery(): ReactNode {
  const [query] = useState(
    (): ImmQuerySource => ({
      status: 'pending',
      fetchStatus: 'paused',
      error: null,
      failureCount: 1,
      failureReason: rawErrors.userThrottled(),
      errorUpdatedAt: 0,
      refetch() {},
    }),
  );
  return (
    <div className="story-stack">
      <RetryCountdown source={query} />
      <RetryProgress source={query} />
    </div>
  );
}
