import { ErrorDetails } from 'imm-error-kit';
import { expect, waitFor } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrorArg } from './rawErrors.ts';
import { expectShown, watchClipboard, wordsOf } from './support.tsx';

const meta = preview.meta({
  title: 'Components/ErrorDetails',
  component: ErrorDetails,
  argTypes: { source: rawErrorArg, state: { control: false } },
  args: { source: 'internalError', defaultOpen: true },
  parameters: {
    docs: {
      description: {
        component: `What support asks for: code, status, request ID, host and region, a button that copies them as one
redacted text, the troubleshooting page, and the DingTalk group. It is a native \`<details>\`, closed at first.

    <ErrorDetails source={projectsQuery} />

ErrorBanner holds one already. Use it alone under an error page of your own.`,
      },
    },
  },
});

/** Closed at first; a click opens it. */
export const Default = meta.story({
  args: { defaultOpen: false },
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    await userEvent.click(canvas.getByText(say('details.toggle')));
    await expectShown(canvas.getByText('D18E94DF-1D00-0B75-811E-3A4F5B6C7D8E'));
  },
});

/** Choose what was thrown. */
export const Playground = meta.story({});

/** Copies one text that is ready to paste into a ticket, and says so. */
export const Copy = meta.story({
  args: { source: 'apiThrottled' },
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    const clipboard = watchClipboard();
    await userEvent.click(canvas.getByRole('button', { name: say('action.copy-diagnostics') }));
    await waitFor(() => expect(clipboard.texts).toHaveLength(1));
    await expect(clipboard.texts[0]).toContain('Throttling.Api');
    await expect(clipboard.texts[0]).not.toMatch(/LTAI|Signature=/);
    await expectShown(canvas.getByRole('button', { name: say('details.copied') }));
  },
});

/** The troubleshooting page that the answer recommends. Only https pages of Alibaba Cloud become links. */
export const Troubleshooting = meta.story({
  play: async ({ canvas, loaded }) => {
    const link = canvas.getByRole('link', { name: new RegExp(wordsOf(loaded).say('action.troubleshoot')) });
    await expect(link).toHaveAttribute('href', expect.stringContaining('https://api.aliyun.com/troubleshoot?'));
  },
});

/** A link that the service should never have sent is left out. */
export const UnsafeLink = meta.story({
  args: { source: 'hostile' },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('a[href^="javascript:"], img, script')).toBeNull();
  },
});

/** The request never reached IMM, so there is little to tell. */
export const NoAnswer = meta.story({ args: { source: 'offline' } });

/** Ids without an end wrap. */
export const LongText = meta.story({
  args: { source: 'long' },
  play: async () => {
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  },
});
