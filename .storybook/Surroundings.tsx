import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ImmErrorProvider } from 'imm-error-kit';
import { type ImmMessages, immQueryDefaults } from 'imm-error-kit/core';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { type StoryLocaleTag, storyLocales } from './locales.ts';

/** What the toolbars are set to. */
export interface StorySettings {
  locale: StoryLocaleTag;
  theme: 'light' | 'dark' | 'system';
  direction: 'auto' | 'ltr' | 'rtl';
  site: 'cn' | 'intl';
  density: 'compact' | 'regular' | 'page';
}

/** The toolbars' values, which Storybook knows no types of. An unknown locale, say from an old link, is English. */
export function asSettings(globals: Record<string, unknown>): StorySettings {
  const settings = globals as unknown as StorySettings;
  return { ...settings, locale: Object.hasOwn(storyLocales, settings.locale) ? settings.locale : 'en' };
}

interface SurroundingsProps {
  settings: StorySettings;
  messages: ImmMessages;
  children: ReactNode;
}

/** The page that a story stands in: its language, direction and colours, and what a console would wrap it in. */
export function Surroundings({ settings, messages, children }: SurroundingsProps): ReactNode {
  const { locale, theme, direction, site, density } = settings;
  // A story that failed must not leave its failure in the cache for the next one.
  const [client] = useState(() => new QueryClient({ defaultOptions: immQueryDefaults() }));

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = locale;
    root.dir = direction === 'auto' ? storyLocales[locale].direction : direction;
    root.dataset['theme'] = theme;
    root.dataset['density'] = density;
    root.style.colorScheme = theme === 'system' ? 'light dark' : theme;
  }, [locale, theme, direction, density]);

  return (
    <QueryClientProvider client={client}>
      <ImmErrorProvider locale={locale} messages={messages} site={site}>
        {children}
      </ImmErrorProvider>
    </QueryClientProvider>
  );
}
