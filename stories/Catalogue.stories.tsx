import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import {
  describeImmError,
  type ImmCatalogRow,
  type ImmErrorCategory,
  type ImmErrorState,
  type ImmMessages,
  immCatalog,
  parseImmError,
  parseImmResponse,
} from 'imm-error-kit/core';
import { createImmSimulator } from 'imm-error-kit/simulator';
import { type ReactNode, useState } from 'react';
import { expect, within } from 'storybook/test';
import { storyLocales } from '../.storybook/locales.ts';
import preview from '../.storybook/preview';
import { rawErrors } from './rawErrors.ts';
import { wordsOf } from './support.tsx';

/** One failure of the catalogue, as it arrived. */
interface Entry {
  id: string;
  code: string;
  error: unknown;
}

interface CatalogueProps {
  entries: readonly Entry[];
  /** Whether the call only read or may have changed something. */
  operation: 'query' | 'mutation';
  density: 'compact' | 'regular' | 'page';
  /** The languages, side by side. */
  locales: readonly ImmMessages[];
}

// The names that the simulator would choose are the same for every row; these show how other names fit in.
const otherParams: Readonly<Record<string, string>> = {
  InvalidArgument: '?P=MaxResults',
  'Invalid{P}': '?P=Sources.1.URI',
  ResourceNotFound: '?R=dataset',
  'InvalidJSON Array parsing error, {P}': '?P=WithFields',
  'Invalid{R}.Unsupported': '?R=Video',
};

/** Asks the simulator for each documented failure, over `Request` and `Response`, and reads the answer. */
async function documentedEntries(): Promise<Entry[]> {
  const simulator = createImmSimulator();
  return Promise.all(
    immCatalog.map(async (row) => {
      const text = row.variant?.replace('message says ', '');
      const params = text ? `?message=${encodeURIComponent(variantMessages[text] ?? text)}` : otherParams[row.pattern];
      const request = new Request('https://imm.cn-hangzhou.aliyuncs.com/?Action=CreateProject&Version=2020-09-30', {
        method: 'POST',
        headers: { 'x-imm-inject': encodeURIComponent(row.pattern) + (params ?? '') },
      });
      const error = await parseImmResponse(await simulator.fetch(request), { action: 'CreateProject' });
      return { id: idOf(row), code: codeOf(row), error };
    }),
  );
}

const variantMessages: Readonly<Record<string, string>> = {
  'input quota': 'Message: input quota exceed the max value',
  'resource count': 'Message: resource count exceeds the limit',
};

function codeOf({ pattern, variant }: ImmCatalogRow): string {
  return variant ? `${pattern} (${variant})` : pattern;
}

function idOf(row: ImmCatalogRow): string {
  return codeOf(row)
    .replace(/[^A-Za-z]+/g, '-')
    .replace(/-$/, '');
}

/** What never reached IMM, or came back as something that no IMM wrote. */
const otherNames = [
  'offline',
  'fetchFailed',
  'connectionLost',
  'clientTimeout',
  'stalePage',
  'htmlAnswer',
  'appBug',
  'unknownCode',
] as const;

function otherEntries(): Entry[] {
  return otherNames.map((name) => ({ id: name, code: name, error: rawErrors[name]() }));
}

function Catalogue({ entries, operation, density, locales }: CatalogueProps): ReactNode {
  const [search, setSearch] = useState('');
  const found = entries.filter((entry) => matches(entry, search));
  const categories = new Set(found.map(categoryOf));
  return (
    <div className="story-catalogue">
      <div className="story-search" role="search">
        <label htmlFor="catalogue-search">Code or category</label>
        <input
          id="catalogue-search"
          type="search"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <span role="status" dir="ltr">
          {found.length} of {entries.length}
        </span>
      </div>
      {[...categories].map((category) => (
        <section key={category} aria-label={category}>
          <h2>{category}</h2>
          {found
            .filter((entry) => categoryOf(entry) === category)
            .map((entry) => (
              <Row key={entry.id} entry={entry} {...{ operation, density, locales }} />
            ))}
        </section>
      ))}
    </div>
  );
}

function categoryOf({ error }: Entry): ImmErrorCategory {
  return parseImmError(error).category;
}

function matches(entry: Entry, search: string): boolean {
  return `${entry.code} ${categoryOf(entry)}`.toLowerCase().includes(search.trim().toLowerCase());
}

function Row({ entry, operation, density, locales }: { entry: Entry } & Omit<CatalogueProps, 'entries'>): ReactNode {
  return (
    <article className="story-row" id={entry.id} aria-label={entry.code}>
      <h3>
        <a href={`#${entry.id}`} dir="ltr">
          {entry.code}
        </a>
      </h3>
      <div>
        {locales.map((messages) => (
          <div key={messages.locale} lang={messages.locale}>
            <ImmErrorProvider messages={messages} actions={handled}>
              <ErrorBanner source={entry.error} operation={operation} density={density} onRetry={doNothing} />
            </ImmErrorProvider>
          </div>
        ))}
      </div>
    </article>
  );
}

function doNothing(): void {}

/** As an app that does all it can: every action has its button. */
const handled = {
  'edit-fields': doNothing,
  'open-list': doNothing,
  'refresh-credentials': doNothing,
  'switch-account': doNothing,
  'switch-region': doNothing,
};

const initial: CatalogueProps = { operation: 'mutation', density: 'regular', entries: [], locales: [] };

const meta = preview.meta({
  title: 'Catalogue',
  component: Catalogue,
  // Some seventy banners at once: a page of documentation would only repeat them.
  tags: ['!autodocs'],
  loaders: [
    async () => ({ documented: await documentedEntries() }),
    async () => ({
      locales: (await Promise.all(Object.values(storyLocales).map(({ load }) => load()))).map((m) => m.messages),
    }),
  ],
  argTypes: {
    operation: { control: 'inline-radio', options: ['query', 'mutation'] },
    density: { control: 'inline-radio', options: ['compact', 'regular', 'page'] },
    entries: { control: false },
    locales: { control: false },
  },
  args: initial,
  render: (args, { loaded }) => (
    <Catalogue {...args} entries={[...loaded['documented'], ...otherEntries()]} locales={[loaded['words'].messages]} />
  ),
});

/** Every failure, in the language of the toolbar. Link to a row by its id: `#ResourceNotFound`. */
export const Default = meta.story({
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getAllByRole('article')).toHaveLength(immCatalog.length + otherNames.length);
    for (const row of immCatalog) await expect(canvasElement.querySelector(`[id="${idOf(row)}"]`)).not.toBeNull();
  },
});

/** The search finds codes and categories. */
export const Searched = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    const { bannerName } = wordsOf(loaded);
    await userEvent.type(canvas.getByLabelText('Code or category'), 'throttling');
    await expect(canvas.getByRole('region', { name: 'throttling' })).toBeInTheDocument();
    await expect(canvas.getAllByRole('region')).toHaveLength(1);
    await expect(canvas.getAllByRole('group', { name: bannerName }).length).toBeGreaterThanOrEqual(4);
  },
});

/** Every failure in all languages, side by side. */
export const SideBySide = meta.story({
  args: { density: 'compact' },
  parameters: {
    // axe takes a minute for a thousand banners, and has looked at each row in `Default`: here, at one of each category in
    // every language.
    a11y: { context: { include: ['.story-row:first-of-type'] } },
  },
  render: (args, { loaded }) => (
    <Catalogue {...args} entries={[...loaded['documented'], ...otherEntries()]} locales={loaded['locales']} />
  ),
  play: async ({ canvasElement, loaded }) => {
    const locales = loaded['locales'] as ImmMessages[];
    for (const { locale } of locales) {
      const texts = [...canvasElement.querySelectorAll(`article [lang="${locale}"] [data-part="title"]`)];
      // Every documented row has words of its own: no title and no message twice.
      await expect(texts.length).toBe(immCatalog.length + otherNames.length);
    }
    for (const messages of locales) await expect(repeatedWords(loaded['documented'], messages)).toEqual([]);
  },
});

function repeatedWords(entries: readonly Entry[], messages: ImmMessages): string[] {
  const states = entries.map(({ error }): ImmErrorState => describeImmError(error, { messages }));
  const titles = states.map((state) => state.title);
  return titles.filter((title, index) => titles.indexOf(title) !== index);
}

/** As after a read: nothing could be lost, and what helps is to read again. */
export const Reads = meta.story({
  args: { operation: 'query', density: 'compact' },
  play: async ({ canvas, loaded }) => {
    const row = within(canvas.getByRole('article', { name: 'InternalError' }));
    await expect(row.queryByText(new RegExp(wordsOf(loaded).say('outcome.unknown')))).toBeNull();
  },
});
