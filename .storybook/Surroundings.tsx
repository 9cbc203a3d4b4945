import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ImmErrorProvider } from 'imm-error-kit';
import { type ImmMessages, immQueryDefaults } from 'imm-error-kit/core';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { imitateForcedColors } from './forcedColors.ts';
import { type StoryLocaleTag, storyLocales } from './locales.ts';
import './forcedColors.css';

/** What the toolbars are set to. */
export interface StorySettings {
  locale: StoryLocaleTag;
  theme: 'light' | 'dark' | 'forced' | 'system';
  direction: 'auto' | 'ltr' | 'rtl';
  site: 'cn' | 'intl';
  density: 'compact' | 'regular' | 'page';
  network: 'online' | 'offline';
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

const colorSchemes = { light: 'light', dark: 'dark', forced: 'dark', system: 'light dark' } as const;

/** The page that a story stands in: its language, direction and colours, and what a console would wrap it in. */
export function Surroundings({ settings, messages, children }: SurroundingsProps): ReactNode {
  const { locale, theme, direction, site, density, network } = settings;
  // A story that failed must not leave its failure in the cache for the next one.
  const [client] = useState(() => new QueryClient({ defaultOptions: immQueryDefaults() }));

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = locale;
    root.dir = direction === 'auto' ? storyLocales[locale].direction : direction;
    root.dataset['theme'] = theme;
    root.dataset['density'] = density;
    root.style.colorScheme = colorSchemes[theme];
    return theme === 'forced' ? imitateForcedColors() : undefined;
  }, [locale, theme, direction, density]);

  useEffect(() => (network === 'offline' ? goOffline() : undefined), [network]);

  return (
    <QueryClientProvider client={client}>
      <ImmErrorProvider locale={locale} messages={messages} site={site}>
        {children}
      </ImmErrorProvider>
    </QueryClientProvider>
  );
}

/** Lets Query and the kit take the network for gone, and gives what brings it back. What a story sends still arrives. */
function goOffline(): () => void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
  onlineManager.setOnline(false);
  return () => {
    // Without one of its own, it has the prototype's again.
    Reflect.deleteProperty(navigator, 'onLine');
    onlineManager.setOnline(true);
  };
}
