import { useQuery } from '@tanstack/react-query';
import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import type { ImmMessages } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { type ReactNode, useState } from 'react';
import { expect, fn, waitFor } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrors } from './rawErrors.ts';
import { expectShown, failingFirst, projectNames, wordsOf } from './support.tsx';

const errors = {
  inDebt: rawErrors.inDebt(),
  tokenExpired: rawErrors.tokenExpired(),
  missingName: rawErrors.missingName(),
  internalError: rawErrors.internalError(),
};

const meta = preview.meta({
  title: 'Components/ImmErrorProvider',
  component: ImmErrorProvider,
  argTypes: {
    site: { control: 'inline-radio', options: ['cn', 'intl'] },
    messages: { control: false },
    children: { control: false },
  },
  render: (args) => (
    <ImmErrorProvider {...args}>
      <div className="story-stack">
        <ErrorBanner source={errors.inDebt} />
        <ErrorBanner source={errors.tokenExpired} />
        <ErrorBanner source={errors.missingName} operation="mutation" />
        <ErrorBanner source={errors.internalError} />
      </div>
    </ImmErrorProvider>
  ),
  parameters: {
    docs: {
      description: {
        component: `Decides once, for all errors below it: language, site, your own pages and handlers, your names of
fields, whom to turn to, and where to report. Everything has a default, so a component works without a provider, in
English.

    <ImmErrorProvider messages={messages} site="intl" onRefreshCredentials={renewSession}>
      <App />
    </ImmErrorProvider>

Providers nest: what an inner one leaves out comes from the outer one. Put one around the whole app, so that the
regions that screen readers listen to are there before the first error.`,
      },
    },
  },
});

/** Nothing set: the kit's own defaults, or what the toolbars say. */
export const Default = meta.story({});

/** Change a prop and see what it changes. */
export const Playground = meta.story({
  args: {
    site: 'intl',
    links: { 'open-billing': 'https://billing.example/top-up' },
    support: { dingTalkGroup: '12345678' },
    fieldLabels: { ProjectName: 'Name of the library' },
  },
});

/** Your own page behind an action. A relative address or a function of the state works, too. */
export const Links = meta.story({
  args: { links: { 'open-billing': (state) => `/billing?because=${state.category}` } },
  play: async ({ canvas, loaded }) => {
    const link = canvas.getByRole('link', { name: new RegExp(wordsOf(loaded).say('action.open-billing')) });
    await expect(link).toHaveAttribute('href', '/billing?because=account');
  },
});

/** What an action does in your app. An action that nobody handles, and that has no page, is not offered. */
export const Actions = meta.story({
  args: { actions: { 'refresh-credentials': fn() } },
  play: async ({ canvas, userEvent, loaded, args }) => {
    const { say } = wordsOf(loaded);
    await userEvent.click(canvas.getByRole('button', { name: say('action.refresh-credentials') }));
    await expect(args.actions?.['refresh-credentials']).toHaveBeenCalledWith(
      expect.objectContaining({ category: 'credentials' }),
    );
  },
});

/** Your own support group, in the details of every error. */
export const Support = meta.story({
  args: { support: { dingTalkGroup: '12345678' } },
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    const [toggle] = canvas.getAllByText(say('details.toggle'));
    await userEvent.click(toggle as HTMLElement);
    await expectShown(canvas.getAllByText(say('details.support', { group: '12345678' }))[0] as HTMLElement);
  },
});

/** Your own names of fields, as your form calls them. */
export const FieldLabels = meta.story({
  args: { fieldLabels: { ProjectName: 'Name of the library' } },
  play: async ({ canvas, loaded }) => {
    const title = wordsOf(loaded).say('Missing.title', { field: 'Name of the library' });
    await expectShown(canvas.getByText(title));
  },
});

/** Decided for a category or a code alone; a code comes before a category, a category before all. */
export const ByCode = meta.story({
  args: {
    links: {
      'open-billing': '/billing',
      byCode: { 'Forbidden.AccountInDebt': { 'open-billing': '/pay-what-is-due' } },
    },
    words: {
      byCategory: { credentials: { title: 'You were signed out', 'refresh-credentials': 'Scan your badge' } },
      byCode: { 'Missing{P}': { message: 'Every field with a star needs a value.' } },
    },
    actions: { byCategory: { credentials: { 'refresh-credentials': fn() } } },
  },
  play: async ({ canvas, userEvent, loaded, args }) => {
    const { say } = wordsOf(loaded);
    const link = canvas.getByRole('link', { name: new RegExp(say('action.open-billing')) });
    await expect(link).toHaveAttribute('href', '/pay-what-is-due');
    await expectShown(canvas.getByText('You were signed out'));
    await expectShown(canvas.getByText('Every field with a star needs a value.'));
    await userEvent.click(canvas.getByRole('button', { name: 'Scan your badge' }));
    await expect(args.actions?.byCategory?.credentials?.['refresh-credentials']).toHaveBeenCalledOnce();
  },
});

const inHouse: ImmMessages = {
  locale: 'en',
  format: (id, params) =>
    id === 'action.refresh-credentials' ? 'Log in with the company card' : english.format(id, params),
};

/** Your own words: implement `ImmMessages` over react-intl, i18next or, as here, over the kit's own. */
export const OwnWords = meta.story({
  args: { messages: inHouse, actions: { 'refresh-credentials': fn() } },
  play: async ({ canvas }) => {
    await expectShown(canvas.getByRole('button', { name: 'Log in with the company card' }));
  },
});

/** Hears of each error that is shown, redacted. Without it nothing is sent anywhere. */
export const Reporting = meta.story({
  args: { onReport: fn() },
  render: (args) => (
    <ImmErrorProvider {...args}>
      <ErrorBanner source={rawErrors.apiThrottled()} />
    </ImmErrorProvider>
  ),
  play: async ({ args }) => {
    await waitFor(() => expect(args.onReport).toHaveBeenCalled());
    const [report] = (args.onReport as ReturnType<typeof fn>).mock.lastCall ?? [];
    await expect(report).toMatchObject({ state: { category: 'throttling' } });
    await expect(JSON.stringify(report)).not.toMatch(/LTAI|Signature=/);
  },
});

/** An inner provider changes one thing for a part of the page, here the site, and keeps the rest. */
export const Nested = meta.story({
  args: { actions: { 'refresh-credentials': fn() } },
  render: (args) => (
    <ImmErrorProvider {...args}>
      <ImmErrorProvider site="intl">
        <div className="story-stack">
          <ErrorBanner source={errors.inDebt} />
          <ErrorBanner source={errors.tokenExpired} />
        </div>
      </ImmErrorProvider>
    </ImmErrorProvider>
  ),
  play: async ({ canvas, loaded, canvasElement }) => {
    const { say } = wordsOf(loaded);
    const link = canvas.getByRole('link', { name: new RegExp(say('action.open-billing')) });
    await expect(link).toHaveAttribute('href', expect.stringContaining('usercenter2-intl'));
    await expectShown(canvas.getByRole('button', { name: say('action.refresh-credentials') }));
    await expect(canvasElement.querySelectorAll('[aria-live="assertive"]')).toHaveLength(1);
  },
});

/** Two lists were refused with one expired token. It is renewed once, and both are asked again: nobody has to sign in. */
export const RefreshCredentials = meta.story({
  args: { onRefreshCredentials: fn(() => new Promise((resolve) => setTimeout(resolve, 1200))) },
  render: (args) => (
    <ImmErrorProvider {...args}>
      <TwoExpiredLists />
    </ImmErrorProvider>
  ),
  play: async ({ canvas, loaded, args }) => {
    const { say } = wordsOf(loaded);
    await waitFor(() => expect(canvas.getAllByText(say('credentials.renewing.title'))).toHaveLength(2));
    await waitFor(() => expect(canvas.getAllByText('3 projects')).toHaveLength(2), { timeout: 10_000 });
    await expect(args.onRefreshCredentials).toHaveBeenCalledOnce();
  },
});

function TwoExpiredLists(): ReactNode {
  const [load] = useState(() => failingFirst([rawErrors.tokenExpired, rawErrors.tokenExpired], projectNames));
  return (
    <div className="story-stack">
      <ExpiredList name="left" load={load} />
      <ExpiredList name="right" load={load} />
    </div>
  );
}

function ExpiredList({ name, load }: { name: string; load: () => Promise<readonly string[]> }): ReactNode {
  const projects = useQuery({ queryKey: [name], queryFn: load });
  return projects.data ? <p>{projects.data.length} projects</p> : <ErrorBanner source={projects} />;
}

/** The new token was refused, too, or none could be had: the person decides. "Sign in again" asks for one once more. */
export const CredentialsRefused = meta.story({
  args: { onRefreshCredentials: fn(() => Promise.reject(new Error('Signed out'))) },
  render: (args) => (
    <ImmErrorProvider {...args}>
      <TwoExpiredLists />
    </ImmErrorProvider>
  ),
  play: async ({ canvas, loaded, userEvent, args }) => {
    const { say } = wordsOf(loaded);
    const name = say('action.refresh-credentials');
    await waitFor(() => expect(canvas.getAllByText(say('InvalidSecurityTokenExpired.title'))).toHaveLength(2));
    await expect(args.onRefreshCredentials).toHaveBeenCalledOnce();
    await userEvent.click(canvas.getAllByRole('button', { name })[0] as HTMLElement);
    await waitFor(() => expect(args.onRefreshCredentials).toHaveBeenCalledTimes(2));
    await expect(canvas.getAllByRole('button', { name })).toHaveLength(2);
  },
});
