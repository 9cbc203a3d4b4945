import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ImmMessages, immQueryDefaults } from 'imm-error-kit/core';
import { createImmSimulator, immHandlers } from 'imm-error-kit/simulator';
import { type ReactNode, useState } from 'react';
import { expect, spyOn } from 'storybook/test';
import preview from '../../.storybook/preview';
import { asSettings } from '../../.storybook/Surroundings.tsx';
import { App } from '../../demo/App.tsx';
import { forgetGates } from '../../demo/api/scope.ts';
import demoStyles from '../../demo/demo.css?inline';
import { injectableRows } from '../../demo/settings/injectableRows.ts';
import { inject, stopInjecting } from '../../demo/settings/injection.ts';
import { expectShown, wordsOf } from '../support.tsx';

const healthy = 'nothing fails';
// Enough for any walk through the console.
const always = 999;

interface ConsoleProps {
  /** What every call of the console fails with. */
  error: string;
  /** The page of the console. */
  page: 'overview' | 'projects' | 'files' | 'tasks';
}

interface DemoProps {
  messages: ImmMessages;
}

/** The demo. Keyed by what fails, so that no answer is left from before. */
function Console({ messages, ...rest }: ConsoleProps & Partial<DemoProps>): ReactNode {
  return messages && <Demo key={JSON.stringify(rest)} messages={messages} />;
}

function Demo({ messages }: DemoProps): ReactNode {
  const [client] = useState(() => new QueryClient({ defaultOptions: immQueryDefaults() }));
  return (
    <QueryClientProvider client={client}>
      <style>{demoStyles}</style>
      <App firstMessages={messages} />
    </QueryClientProvider>
  );
}

const initial: ConsoleProps = { error: 'AccessDenied', page: 'projects' };

const meta = preview.meta({
  title: 'Start/Console',
  component: Console,
  // A whole page each: a page of documentation would only pile them up.
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  argTypes: {
    error: {
      control: 'select',
      options: [healthy, ...injectableRows.keys()],
    },
    page: { control: 'inline-radio', options: ['overview', 'projects', 'files', 'tasks'] },
    messages: { control: false },
  },
  args: initial,
  async beforeEach({ msw }) {
    // React tells the console of every error that a boundary catches.
    spyOn(console, 'error').mockImplementation(() => {});
    spyOn(console, 'warn').mockImplementation(() => {});
    const simulator = createImmSimulator({ latencyMs: [60, 180] });
    msw.use(...(await immHandlers(simulator, { baseUrl: new URL('imm', document.baseURI).href })));
    return () => {
      stopInjecting();
      forgetGates();
      history.replaceState(null, '', location.pathname + location.search);
    };
  },
  loaders: [
    // Before each rendering: the console reads its settings from the address when it mounts.
    ({ args, globals }) => {
      const { locale, theme, direction, site } = asSettings(globals);
      const query = new URLSearchParams({ locale, theme, direction, site, panel: 'closed' });
      history.replaceState(null, '', `${location.pathname}${location.search}#/${args.page}?${query}`);
      if (args.error === healthy) stopInjecting();
      else inject(args.error, always);
      return {};
    },
  ],
  render: (args, { loaded }) => <Console {...args} messages={loaded['words'].messages} />,
});

/** Choose an error in the controls: every call fails with it. The toolbars set language, theme, direction and site. */
export const Default = meta.story({
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    await expectShown(await canvas.findByRole('group', { name: new RegExp(say('AccessDenied.title')) }));
  },
});

/** The user is throttled: the list waits, says until when, and may be tried now or stopped. */
export const Throttled = meta.story({ args: { error: 'Throttling.User' } });

/** Payments are overdue: one notice for all cards of the page. */
export const Overdue = meta.story({
  args: { error: 'Forbidden.AccountInDebt', page: 'overview' },
  play: async ({ canvas, loaded }) => {
    await expectShown(await canvas.findByText(wordsOf(loaded).say('incident.covers', { count: 4 })));
  },
});

/** Nothing fails. */
export const Healthy = meta.story({
  args: { error: healthy },
  play: async ({ canvas, loaded }) => {
    await expectShown((await canvas.findAllByRole('listitem'))[0] as HTMLElement);
    await expect(canvas.queryByRole('group', { name: wordsOf(loaded).bannerName })).toBeNull();
  },
});
