import type { ReactNode } from 'react';
import { hrefTo, useHashLocation } from '../location.ts';
import { changeSetting, type Settings } from '../settings/settings.ts';
import { useWords } from '../words.ts';

interface TopBarProps {
  settings: Settings;
  panelId: string;
  isPanelOpen: boolean;
}

const storybookUrl: string | undefined = import.meta.env.VITE_STORYBOOK_URL;

/** The console's name, its pages, who works where, and the switch of the control panel. */
export function TopBar({ settings, panelId, isPanelOpen }: TopBarProps): ReactNode {
  const words = useWords();
  const { path } = useHashLocation();
  const [current = 'projects'] = path;
  return (
    <header className="top">
      <a className="brand" href={hrefTo('projects')}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect className="brand-plate" width="32" height="32" rx="8" />
          <path className="brand-mark" d="M12 9.5v13l10-6.5z" />
        </svg>
        {words.appName}
      </a>
      <nav className="nav" aria-label={words.appName}>
        {(['overview', 'projects', 'files', 'tasks', 'forms'] as const).map((page) => (
          <a key={page} href={hrefTo(page)} aria-current={page === current ? 'page' : undefined}>
            {words[page]}
          </a>
        ))}
      </nav>
      <div className="top-end">
        <span className="chip">{words.choice[settings.role] ?? settings.role}</span>
        <span className="chip" dir="ltr">
          {settings.region}
        </span>
        {storybookUrl && <a href={storybookUrl}>{words.storybook}</a>}
        <button
          type="button"
          className="button"
          data-small
          aria-expanded={isPanelOpen}
          aria-controls={panelId}
          onClick={() => changeSetting('panel', isPanelOpen ? 'closed' : 'open')}
        >
          {words.panel}
        </button>
      </div>
    </header>
  );
}
