import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import type { BrowserContextOptions } from 'playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import type { BrowserConfigOptions } from 'vitest/node';
import { localeTags } from './build/localeTags.ts';
import { localeTypes } from './build/localeTypes.ts';
import { publicNames } from './build/publicNames.ts';
import { pureCalls } from './build/pureCalls.ts';
import { stylesheet } from './build/stylesheet.ts';
import { launchOptions } from './scripts/chromium.mjs';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What `imm-error-kit/forms/*` stands for: the other files of the folder are below them. */
const formAdapters = ['antd', 'form-action', 'fusion', 'html', 'react-hook-form', 'tanstack-form'];

/** Each key is a file of `dist`, without its ending: `exports` in package.json names the same files. */
const entries: Record<string, string> = {
  index: 'src/index.ts',
  core: 'src/core/index.ts',
  simulator: 'src/simulator/index.ts',
  'simulator/node': 'src/simulator/node.ts',
  testing: 'src/testing/index.ts',
  cli: 'src/simulator/cli/main.ts',
  ...Object.fromEntries(formAdapters.map((name) => [`forms/${name}`, `src/forms/${name}.ts`])),
  ...Object.fromEntries(localeTags().map((locale) => [`locales/${locale}`, `src/messages/${locale}.json?messages`])),
};

interface StoryProject {
  name: string;
  /** What the toolbars are set to, where it isn't what they start with. */
  globals?: Record<string, string>;
  context?: BrowserContextOptions;
}

/** Every story is a test in each of these. The second differs from the first in all that it can; the rest is for `npm run test:deep`. */
const storyProjects: readonly StoryProject[] = [
  { name: 'storybook' },
  { name: 'storybook-dark-rtl', globals: { theme: 'dark', locale: 'ar' } },
  ...(process.env['IMM_ALL_THEMES']
    ? ([
        { name: 'storybook-dark', globals: { theme: 'dark' } },
        { name: 'storybook-light-rtl', globals: { locale: 'ar' } },
        { name: 'storybook-forced', context: { forcedColors: 'active' } },
        { name: 'storybook-forced-rtl', globals: { theme: 'dark', locale: 'ar' }, context: { forcedColors: 'active' } },
      ] as const)
    : []),
];

/** Node drives a browser of its own here. */
const drivesBrowser = ['test/{demo,stories}/**/*.test.ts', 'test/core/retry/realTabs.test.ts'];

/** Where no browser wants a core, each has a worker; Vitest leaves one free for itself otherwise. These come last. */
const withoutBrowser = { maxWorkers: '100%', sequence: { groupOrder: 1 } };

export default defineConfig({
  plugins: [react(), publicNames(), pureCalls()],
  // All that browser tests import is bundled beforehand; found one by one, each find would reload the page under a test.
  optimizeDeps: {
    entries: ['src/**/*.{ts,tsx}', 'test/{browser,setup}/**/*.{ts,tsx}', 'stories/**/*.tsx', '.storybook/*.tsx'],
  },
  build: {
    target: 'es2022',
    sourcemap: true,
    // Readable in a debugger and tree-shakable by annotations; the app's own build minifies it.
    minify: false,
    license: { fileName: 'THIRD-PARTY-NOTICES.md' },
    lib: { entry: entries, formats: ['es'] },
    rolldownOptions: {
      external: [
        /^react($|\/)/,
        /^react-dom($|\/)/,
        /^react-error-boundary$/,
        /^@tanstack\/react-query$/,
        /^@testing-library\/react$/,
        /^msw($|\/)/,
        /^node:/,
      ],
      plugins: [
        localeTypes(),
        stylesheet(here('src/react/styles.css'), 'styles.css'),
        stylesheet(here('src/react/presets/antd.css'), 'presets/antd.css'),
        stylesheet(here('src/react/presets/fusion.css'), 'presets/fusion.css'),
      ],
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name].js',
        // `core` and the locales stay usable in server components, so only the entries with hooks have it. The React entry
        // brings its own.
        banner: (chunk) => (chunk.isEntry && chunk.name.startsWith('forms/') ? "'use client';" : ''),
      },
    },
  },
  test: {
    // Only what hangs: on a busy machine, axe takes longer over 66 banners than the 15 s that Vitest leaves it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          environment: 'node',
          include: [
            'test/{core,messages,simulator,testing,docs}/**/*.test.ts',
            'test/package/*.test.ts',
            'test/architecture.test.ts',
          ],
          exclude: drivesBrowser,
          setupFiles: ['test/setup/console.ts'],
          ...withoutBrowser,
        },
      },
      {
        extends: true,
        test: {
          name: 'driven',
          environment: 'node',
          // Of what must come: by itself, Vitest leaves a busy machine 1 s.
          expect: { poll: { timeout: 20_000 } },
          include: drivesBrowser,
          setupFiles: ['test/setup/console.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          environment: 'node',
          include: ['test/package/packed/*.test.ts', 'test/consumers/*.test.ts'],
          setupFiles: ['test/setup/console.ts'],
          globalSetup: ['test/setup/packed.ts'],
          ...withoutBrowser,
        },
      },
      {
        extends: true,
        test: {
          name: 'react',
          environment: 'happy-dom',
          include: ['test/{react,forms}/**/*.test.{ts,tsx}', 'test/{testing,docs}/**/*.test.tsx'],
          setupFiles: ['test/setup/console.ts', 'test/setup/react.ts'],
          ...withoutBrowser,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          setupFiles: ['test/setup/console.ts', 'test/setup/react.ts'],
          browser: realChromium(),
        },
      },
      ...storyProjects.map(storybookProject),
    ],
  },
});

function storybookProject({ name, globals = {}, context = {} }: StoryProject): TestProjectInlineConfiguration {
  return {
    extends: true,
    plugins: [storybookTest({ configDir: here('.storybook'), initialGlobals: globals })],
    test: {
      name,
      // axe looks at each of the 66 banners of the catalogue.
      testTimeout: 90_000,
      // One page for all files, as in Storybook itself: a new one for each takes half of the time.
      isolate: false,
      setupFiles: ['test/setup/console.ts', 'test/setup/stories.ts'],
      // Without motion: axe would measure the contrast of a banner that is still fading in.
      browser: realChromium({ reducedMotion: 'reduce', ...context }),
    },
  };
}

/** A fresh object for each project: Vitest writes into it, and refuses one that it has written into before. */
function realChromium(contextOptions: BrowserContextOptions = {}): BrowserConfigOptions {
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: launchOptions(), contextOptions }),
    instances: [{ browser: 'chromium' }],
  };
}
