import { ErrorBanner, type ErrorBannerDensity, type ErrorBannerProps } from 'imm-error-kit';
import { describeImmError, type ImmErrorState, type ImmMessages } from 'imm-error-kit/core';
import type { ReactNode } from 'react';
import { expect, fn } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrors } from './rawErrors.ts';
import { wordsOf } from './support.tsx';

const densities: readonly ErrorBannerDensity[] = ['compact', 'regular', 'page'];
const minutes = 60_000;

interface SeveritiesProps {
  messages?: ImmMessages | undefined;
  onRetry: () => void;
}

/** Each state that a banner can be in, by severity and density. */
function Severities({ messages, onRetry }: SeveritiesProps): ReactNode {
  if (!messages) return null;
  return (
    <div className="story-stack">
      {densities.map((density) => (
        <section key={density} className="story-stack" aria-label={density}>
          {Object.entries(statesOf(messages)).map(([name, props]) => (
            <ErrorBanner key={name} {...props} density={density} onRetry={onRetry} />
          ))}
        </section>
      ))}
    </div>
  );
}

function statesOf(messages: ImmMessages): Record<string, ErrorBannerProps> {
  const throttled = describeImmError(rawErrors.userThrottled(), { messages });
  const counting: ImmErrorState = {
    ...throttled,
    severity: 'info',
    retry: { kind: 'automatic', at: Date.now() + 4 * minutes, attempt: 2, maxAttempts: 3 },
  };
  return {
    error: { source: rawErrors.tokenExpired(), actions: { 'refresh-credentials': fn() } },
    denied: { source: rawErrors.forbidden(), operation: 'mutation' },
    unknown: { source: rawErrors.internalError(), operation: 'mutation', onVerify: fn() },
    warning: { source: rawErrors.quotaReached(), operation: 'mutation' },
    counting: { state: counting },
    still: { source: rawErrors.notFound(), dismissible: false },
  };
}

const meta = preview.meta({
  title: 'Components/Severities and states',
  component: Severities,
  tags: ['!autodocs'],
  args: { onRetry: fn() },
  argTypes: { messages: { control: false } },
  render: (args, { loaded }) => <Severities {...args} messages={loaded['words'].messages} />,
});

/** Three silhouettes, so that severity survives greyscale and forced colours, in three densities. */
export const Default = meta.story({
  play: async ({ canvas, loaded, canvasElement }) => {
    const banners = canvas.getAllByRole('group', { name: wordsOf(loaded).bannerName });
    await expect(banners).toHaveLength(18);
    for (const severity of ['error', 'warning', 'info']) {
      await expect(canvasElement.querySelectorAll(`[data-severity="${severity}"]`).length).toBeGreaterThanOrEqual(3);
    }
    const shapes = new Set([...canvasElement.querySelectorAll('.imm-icon path')].map((path) => path.getAttribute('d')));
    await expect(shapes.size).toBe(3);
  },
});
