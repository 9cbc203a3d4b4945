import { PermissionsHint } from 'imm-error-kit';
import { expect, waitFor } from 'storybook/test';
import preview from '../.storybook/preview';
import { explicitDeny, immBody, implicitDeny, rawErrorArg } from './rawErrors.ts';
import { expectShown, watchClipboard, wordsOf } from './support.tsx';

const meta = preview.meta({
  title: 'Components/PermissionsHint',
  component: PermissionsHint,
  argTypes: { source: rawErrorArg, state: { control: false } },
  args: { source: 'forbidden' },
  parameters: {
    docs: {
      description: {
        component: `Turns a refusal of RAM into something a person can send on: the action, the resource, who was refused,
and which policy decided. A policy to copy is there only where a grant can help. It renders nothing where the answer
did not say why it was refused.

    <PermissionsHint source={projectsQuery} />

ErrorBanner holds one already. Use it alone on a page of your own for people without access.`,
      },
    },
  },
});

/** No policy allows the action yet, so the least policy that would is ready to copy. */
export const Default = meta.story({
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    await expectShown(canvas.getByRole('group', { name: say('permission.heading') }));
    await expectShown(canvas.getByText('imm:CreateProject'));
  },
});

/** Choose what was thrown. Only refusals that say why show anything. */
export const Playground = meta.story({});

/** A request to send to an administrator, and the message that only they can decode. */
export const CopyRequest = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    const clipboard = watchClipboard();
    await userEvent.click(canvas.getByRole('button', { name: say('permission.copy-request') }));
    await waitFor(() => expect(clipboard.texts).toHaveLength(1));
    await expect(clipboard.texts[0]).toContain('imm:CreateProject');
    await expect(clipboard.texts[0]).toContain('lin.wei');

    await userEvent.click(canvas.getByRole('button', { name: say('permission.copy-diagnostic') }));
    await waitFor(() => expect(clipboard.texts[1]).toBe(implicitDeny.EncodedDiagnosticMessage));
  },
});

/** A control policy of the resource directory denies it. */
export const ExplicitDeny = meta.story({
  args: { source: 'explicitDeny' },
  play: async ({ canvas, loaded }) => {
    await expect(canvas.queryByRole('button', { name: wordsOf(loaded).say('permission.copy-policy') })).toBeNull();
  },
});

/** The session's own policy leaves the action out: only whoever issued the session can change that. */
export const SessionPolicy = meta.story({
  args: {
    source: immBody('AccessDenied', 'You are not authorized to do this operation.', {
      AccessDeniedDetail: { ...implicitDeny, PolicyType: 'SessionPolicy', AuthPrincipalType: 'AssumedRoleUser' },
    }),
  },
});

/** The policy that trusts the role lacks the caller. */
export const TrustPolicy = meta.story({
  args: {
    source: immBody('AccessDenied', 'You are not authorized to do this operation.', {
      AccessDeniedDetail: { ...explicitDeny, PolicyType: 'AssumeRolePolicy' },
    }),
  },
});

/** Some answers carry the detail as a JSON text. */
export const DetailAsText = meta.story({
  args: {
    source: {
      ...immBody('NoPermission', 'You are not authorized to do this operation.'),
      AccessDeniedDetail: JSON.stringify(implicitDeny),
    },
  },
});

/** Only the action is known. */
export const LittleKnown = meta.story({
  args: {
    source: immBody('AccessDenied', 'You are not authorized to do this operation.', {
      AccessDeniedDetail: { AuthAction: 'imm:ListProjects' },
    }),
  },
});

/** The answer did not say why: there is nothing to show. */
export const NothingKnown = meta.story({
  args: { source: immBody('Forbidden', 'User not authorized to operate on the specified APIs.') },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole('group')).toBeNull();
  },
});

/** Names as long as RAM allows. */
export const LongText = meta.story({
  args: { source: 'long' },
  play: async () => {
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  },
});
