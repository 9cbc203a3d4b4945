import { defineMain } from '@storybook/react-vite/node';

export default defineMain({
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.@(mdx|stories.tsx)'],
  addons: ['@storybook/addon-a11y', '@storybook/addon-docs', '@storybook/addon-vitest'],
  // Holds the service worker of MSW, made by `npx msw init .storybook/public`.
  staticDirs: ['./public'],
  core: {
    disableTelemetry: true,
    enableCrashReports: false,
    disableWhatsNewNotifications: true,
    disableWebpackDefaults: true,
  },
  typescript: { reactDocgen: 'react-docgen' },
});
