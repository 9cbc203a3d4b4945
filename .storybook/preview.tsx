import addonA11y from '@storybook/addon-a11y';
import addonDocs from '@storybook/addon-docs';
import { definePreview } from '@storybook/react-vite';
import { setupWorker } from 'msw/browser';
import addonMsw from 'msw-storybook-addon';
// First, because it puts the layers in order.
import './layers.css';
import 'imm-error-kit/styles.css';
import { storyLocales } from './locales.ts';
import { asSettings, Surroundings } from './Surroundings.tsx';

export default definePreview({
  addons: [
    addonA11y(),
    addonDocs(),
    // A story names its answers itself: `beforeEach({ msw }) { msw.use(…) }`.
    addonMsw(async () => {
      const worker = setupWorker();
      await worker.start({
        quiet: true,
        onUnhandledRequest: 'bypass',
        // Relative in a static build, which may be served from any sub-path.
        serviceWorker: { url: `${import.meta.env.BASE_URL}mockServiceWorker.js` },
      });
      return worker;
    }),
  ],
  tags: ['autodocs'],
  globalTypes: {
    locale: {
      description: 'Language',
      toolbar: {
        icon: 'globe',
        dynamicTitle: true,
        items: Object.entries(storyLocales).map(([value, { title }]) => ({ value, title, right: value })),
      },
    },
    theme: {
      description: 'Colour scheme',
      toolbar: {
        icon: 'mirror',
        dynamicTitle: true,
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
          { value: 'forced', title: 'Forced colours (imitated)' },
          { value: 'system', title: 'As the system' },
        ],
      },
    },
    direction: {
      description: 'Direction of text',
      toolbar: {
        icon: 'transfer',
        dynamicTitle: true,
        items: [
          { value: 'auto', title: "The language's direction" },
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
      },
    },
    site: {
      description: 'Alibaba Cloud site',
      toolbar: {
        icon: 'location',
        dynamicTitle: true,
        items: [
          { value: 'cn', title: 'aliyun.com' },
          { value: 'intl', title: 'alibabacloud.com' },
        ],
      },
    },
    density: {
      description: 'Density',
      toolbar: {
        icon: 'component',
        dynamicTitle: true,
        items: [
          { value: 'compact', title: 'Compact' },
          { value: 'regular', title: 'Regular' },
          { value: 'page', title: 'Page' },
        ],
      },
    },
    network: {
      description: 'Network',
      toolbar: {
        icon: 'rss',
        dynamicTitle: true,
        items: [
          { value: 'online', title: 'Online' },
          { value: 'offline', title: 'Offline: queries wait' },
        ],
      },
    },
  },
  initialGlobals: {
    locale: 'en',
    theme: 'light',
    direction: 'auto',
    site: 'cn',
    density: 'regular',
    network: 'online',
  },
  loaders: [async ({ globals }) => ({ words: await storyLocales[asSettings(globals).locale].load() })],
  decorators: [
    (Story, { globals, id, loaded }) => (
      <Surroundings key={id} settings={asSettings(globals)} messages={loaded['words'].messages}>
        <Story />
      </Surroundings>
    ),
  ],
  parameters: {
    a11y: {
      test: 'error',
      // axe leaves the rules of WCAG 2.2 out unless they are asked for.
      options: {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        // Under forced colours it still reports the author's colours, which nobody sees.
        rules: { 'color-contrast': { enabled: !matchMedia('(forced-colors: active)').matches } },
      },
    },
    controls: { expanded: true },
    options: {
      storySort: {
        order: ['Start', ['Why', 'Quick start', 'Choosing a component', '*'], 'Components', 'Forms', 'Catalogue'],
      },
    },
  },
});
