import { type LocaleTag, locales } from '../locales.ts';
import { currentLocation, replaceQuery, useHashLocation } from '../location.ts';

/** What the panel can be set to; the first of each is the default. */
export const choices = {
  role: [
    'owner',
    'reader',
    'blocked-by-control-policy',
    'expired-session',
    'in-debt',
    'no-service-role',
    'not-activated',
  ],
  // What happens when a session has expired.
  renewal: ['silent', 'sign-in', 'refused'],
  // One is under maintenance (ap-southeast-5), one doesn't exist (mars-north-1).
  region: ['cn-hangzhou', 'cn-shanghai', 'ap-southeast-1', 'ap-southeast-5', 'eu-central-1', 'mars-north-1'],
  locale: Object.keys(locales) as LocaleTag[],
  theme: ['system', 'light', 'dark'],
  direction: ['auto', 'ltr', 'rtl'],
  site: ['cn', 'intl'],
  panel: ['auto', 'open', 'closed'],
} as const satisfies Record<string, readonly string[]>;

export type SettingName = keyof typeof choices;

/** What the panel is set to. */
export type Settings = { [Name in SettingName]: (typeof choices)[Name][number] };

/** The settings, as the address holds them: a link or a screenshot shows exactly this state again. */
export function useSettings(): Settings {
  return settingsOf(useHashLocation().query);
}

/** The settings now, outside of React. */
export function currentSettings(): Settings {
  return settingsOf(currentLocation().query);
}

/** Sets one thing. The default is left out of the address, which stays short. */
export function changeSetting(name: SettingName, value: string): void {
  const { query } = currentLocation();
  if (value === choices[name][0]) query.delete(name);
  else query.set(name, value);
  replaceQuery(query);
}

function settingsOf(query: URLSearchParams): Settings {
  const entries = Object.entries(choices).map(([name, values]) => {
    const value = query.get(name) ?? '';
    return [name, (values as readonly string[]).includes(value) ? value : values[0]];
  });
  // Each value was looked up in its own list.
  return Object.fromEntries(entries) as Settings;
}
