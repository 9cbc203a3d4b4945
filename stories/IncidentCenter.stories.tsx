import { useQuery } from '@tanstack/react-query';
import {
  ErrorBanner,
  type ImmActionHandlers,
  ImmErrorProvider,
  IncidentCenter,
  type IncidentCenterProps,
  IncidentProvider,
  useImmIncidents,
} from 'imm-error-kit';
import { type ReactNode, useState } from 'react';
import { expect, waitFor, within } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrors } from './rawErrors.ts';
import { expectShown, wordsOf } from './support.tsx';

const meta = preview.meta({
  title: 'Components/IncidentCenter',
  component: IncidentCenter,
  argTypes: { source: { control: false }, state: { control: false }, slots: { control: false } },
  parameters: {
    docs: {
      description: {
        component: `What concerns the whole page is said once. Failures whose scope is the session, the account or the
region make one message for each cause; it counts what it covers, and its one action repairs all. Banners of the same
cause shrink to a line that leads there: nothing at all would look like a hole in the page.

    <ImmErrorProvider>
      <IncidentCenter />
      <App />
    </ImmErrorProvider>

It stands in the page, never above it. Of several messages one is shown and the others wait; none goes by itself but what
is repaired, and what was dismissed can be shown again. F6 leads there and back.

What only its form can check (“was it saved?”) stays with the form, and so does what a modal dialog holds.
\`incident={false}\` keeps any banner in its place. Without the look: \`useImmIncidents\`.`,
      },
    },
  },
});

const widgets = ['Projects', 'Datasets', 'Tasks', 'Files', 'Bindings', 'Batches'];

interface ConsoleProps extends IncidentCenterProps {
  failures: Readonly<Record<string, () => unknown>>;
  children?: ReactNode;
}

/** A page of widgets, each with a query of its own; signing in repairs the expired session. */
function ConsolePage({ failures, children, ...center }: ConsoleProps): ReactNode {
  const [session] = useState({ isExpired: true });
  const [actions] = useState<ImmActionHandlers>(() => ({
    'refresh-credentials': async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      session.isExpired = false;
    },
  }));
  return (
    <ImmErrorProvider actions={actions}>
      <IncidentProvider>
        <div className="story-stack">
          {children ?? <IncidentCenter {...center} />}
          <div className="story-widgets">
            {widgets.map((name) => (
              <Widget key={name} name={name} failure={() => (session.isExpired ? failures[name] : undefined)} />
            ))}
          </div>
        </div>
      </IncidentProvider>
    </ImmErrorProvider>
  );
}

function Widget({ name, failure }: { name: string; failure: () => (() => unknown) | undefined }): ReactNode {
  const query = useQuery({
    queryKey: [name],
    queryFn: async () => {
      const fail = failure();
      if (fail) throw fail();
      return '12';
    },
    retry: false,
  });
  return (
    <section aria-label={name} className="story-widget">
      <h3>{name}</h3>
      {query.isSuccess && <p>{query.data} in all</p>}
      <ErrorBanner source={query} density="compact" />
    </section>
  );
}

const allExpired = Object.fromEntries(widgets.map((name) => [name, rawErrors.tokenExpired]));

/** Six widgets fail from one expired session. One message says so, and signing in repairs them all. */
export const Default = meta.story({
  render: (args) => <ConsolePage {...args} failures={allExpired} />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    const region = await canvas.findByRole('region', { name: say('incident.region') });
    await waitFor(() => expect(region).toHaveTextContent(say('incident.covers', { count: 6 })));
    await expect(within(canvas.getByRole('region', { name: 'Tasks' })).queryByRole('group')).toBeNull();

    await userEvent.click(within(region).getByRole('button', { name: say('action.refresh-credentials') }));
    for (const name of widgets) {
      await within(canvas.getByRole('region', { name })).findByText('12 in all');
    }
    await expect(canvas.queryByRole('region', { name: say('incident.region') })).toBeNull();
  },
});

/** Expired, in debt, and a region under maintenance: three causes, one shown, two waiting. */
export const Queue = meta.story({
  render: (args) => (
    <ConsolePage
      {...args}
      failures={{
        ...allExpired,
        Projects: rawErrors.inDebt,
        Datasets: rawErrors.regionMaintaining,
        Tasks: rawErrors.notFound,
      }}
    />
  ),
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    const region = await canvas.findByRole('region', { name: say('incident.region') });
    await waitFor(() => expect(region).toHaveTextContent(say('incident.position', { position: 1, total: 3 })));
    const first = within(region).getByRole('group', { name: bannerName }).getAttribute('aria-label');
    await userEvent.click(within(region).getByRole('button', { name: say('incident.next') }));
    await expect(within(region).getByRole('group', { name: bannerName })).not.toHaveAttribute('aria-label', first);
    // What concerns one widget stays beside it.
    await expectShown(within(canvas.getByRole('region', { name: 'Tasks' })).getByRole('group', { name: bannerName }));
  },
});

/** What was dismissed stays within reach, and the line beside each widget brings it back, too. */
export const History = meta.story({
  render: (args) => <ConsolePage {...args} failures={allExpired} />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    const region = await canvas.findByRole('region', { name: say('incident.region') });
    await userEvent.click(within(region).getByRole('button', { name: say('action.dismiss') }));
    await expect(within(region).queryByRole('group', { name: bannerName })).toBeNull();

    await userEvent.click(within(region).getByText(say('incident.history', { count: 1 })));
    await userEvent.click(within(region).getByRole('button', { name: say('incident.restore') }));
    await expectShown(within(region).getByRole('group', { name: bannerName }));

    await userEvent.click(within(region).getByRole('button', { name: say('action.dismiss') }));
    const tasks = within(canvas.getByRole('region', { name: 'Tasks' }));
    await userEvent.click(tasks.getByRole('button', { name: say('incident.show') }));
    await expectShown(within(region).getByRole('group', { name: bannerName }));
    await expect(region).toHaveFocus();
  },
});

/** With the keyboard alone: F6 goes to the notices, Tab to the button, F6 back to where you were. */
export const Keyboard = meta.story({
  render: (args) => <ConsolePage {...args} failures={allExpired} />,
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    const region = await canvas.findByRole('region', { name: say('incident.region') });
    const [line] = await canvas.findAllByRole('button', { name: say('incident.show') });
    line?.focus();
    await userEvent.keyboard('{F6}');
    await expect(region).toHaveFocus();
    await userEvent.tab();
    await expect(within(region).getByRole('button', { name: say('action.refresh-credentials') })).toHaveFocus();
    await userEvent.keyboard('{F6}');
    await expect(line).toHaveFocus();

    await userEvent.keyboard('{F6}');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.queryByRole('region', { name: say('incident.region') })).toBeNull());
  },
});

/** Alone, over sources or states that you give: it gathers them all, whatever their scope. */
export const Alone = meta.story({
  args: { source: [rawErrors.internalError(), rawErrors.inDebt(), rawErrors.notFound()] },
});

/** Change a prop and see what it changes. */
export const Playground = meta.story({
  args: { source: [rawErrors.tokenExpired(), rawErrors.inDebt()], headingLevel: 2 },
});

/** Nothing has failed: there is nothing to see, and no landmark. */
export const Empty = meta.story({
  render: (args) => <ConsolePage {...args} failures={{}} />,
  play: async ({ canvas, loaded }) => {
    await within(canvas.getByRole('region', { name: 'Tasks' })).findByText('12 in all');
    await expect(canvas.queryByRole('region', { name: wordsOf(loaded).say('incident.region') })).toBeNull();
  },
});

/** Your own look, over the hook. */
export const Headless = meta.story({
  render: () => (
    <ConsolePage failures={allExpired}>
      <OwnNotices />
    </ConsolePage>
  ),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Repair 6' }));
    await within(canvas.getByRole('region', { name: 'Tasks' })).findByText('12 in all');
  },
});

function OwnNotices(): ReactNode {
  const { incidents } = useImmIncidents();
  return (
    <>
      {incidents.map(({ cause, state, count, actions }) => (
        <p key={cause}>
          <strong>{state.title}</strong>{' '}
          <button type="button" className="story-button" onClick={() => void actions[0]?.run?.()}>
            Repair {count}
          </button>
        </p>
      ))}
    </>
  );
}
