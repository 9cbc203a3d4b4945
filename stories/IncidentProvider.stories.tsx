import { useQuery } from '@tanstack/react-query';
import { ErrorBanner, IncidentCenter, IncidentProvider } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { expect, waitFor, within } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrors } from './rawErrors.ts';
import { expectShown, failing, wordsOf } from './support.tsx';

const meta = preview.meta({
  title: 'Components/IncidentProvider',
  component: IncidentProvider,
  argTypes: { children: { control: false } },
  parameters: {
    docs: {
      description: {
        component: `For a page of several parts with an IncidentCenter each: a center shows only what fails in its own part.

    <IncidentProvider>
      <IncidentCenter aria-label="Notices of the first account" />
      <FirstAccount />
    </IncidentProvider>

A page with one center needs none: its ImmErrorProvider gathers what fails in the whole page.`,
      },
    },
  },
});

interface AccountProps {
  name: string;
  failure: () => unknown;
}

function Account({ name, failure }: AccountProps): ReactNode {
  return (
    <section aria-label={name} className="story-widget">
      <h3>{name}</h3>
      <IncidentProvider>
        {/* Two landmarks of one page have to have names of their own. */}
        <IncidentCenter aria-label={`Notices of ${name}`} />
        <List account={name} name="Projects" failure={failure} />
        <List account={name} name="Tasks" failure={failure} />
      </IncidentProvider>
    </section>
  );
}

function List({ account, name, failure }: AccountProps & { account: string }): ReactNode {
  const query = useQuery({ queryKey: [account, name], queryFn: failing(failure), retry: false });
  return (
    <div>
      <h4>{name}</h4>
      <ErrorBanner source={query} density="compact" />
    </div>
  );
}

/** One account's session has expired, the other is in debt. Neither center speaks of the other's. */
export const Default = meta.story({
  render: () => (
    <div className="story-stack">
      <Account name="Production" failure={rawErrors.tokenExpired} />
      <Account name="Staging" failure={rawErrors.inDebt} />
    </div>
  ),
  play: async ({ canvas, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    const titles = { Production: 'InvalidSecurityTokenExpired.title', Staging: 'Forbidden.AccountInDebt.title' };
    for (const [name, title] of Object.entries(titles)) {
      const notices = await canvas.findByRole('region', { name: `Notices of ${name}` });
      await expectShown(await within(notices).findByText(say(title)));
      await waitFor(() => expect(notices).toHaveTextContent(say('incident.covers', { count: 2 })));
      await expect(within(notices).getAllByRole('group', { name: bannerName })).toHaveLength(1);
    }
  },
});
