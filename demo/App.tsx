import { ImmErrorBoundary, ImmErrorProvider, IncidentCenter } from 'imm-error-kit';
import type { ImmMessages } from 'imm-error-kit/core';
import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { credentials } from './api/session.ts';
import { locales } from './locales.ts';
import { hrefTo, openPage, useHashLocation } from './location.ts';
import { FilesPage } from './pages/FilesPage.tsx';
import { FormsPage } from './pages/FormsPage.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { OverviewPage } from './pages/OverviewPage.tsx';
import { ProjectPage } from './pages/ProjectPage.tsx';
import { ProjectsPage } from './pages/ProjectsPage.tsx';
import { TasksPage } from './pages/TasksPage.tsx';
import { TopBar } from './parts/TopBar.tsx';
import { ControlPanel } from './settings/ControlPanel.tsx';
import { changeSetting, type Settings, useSettings } from './settings/settings.ts';
import { useWords, WordsContext } from './words.ts';

/** The console: its language and colours, its frame, and the page that the address names. */
export function App({ firstMessages }: { firstMessages: ImmMessages }): ReactNode {
  const settings = useSettings();
  const messages = useMessages(settings, firstMessages);
  const { words } = locales[settings.locale];
  useDocument(settings);

  return (
    <WordsContext value={words}>
      <ImmErrorProvider
        locale={settings.locale}
        messages={messages}
        site={settings.site}
        credentials={credentials}
        fieldLabels={{
          ProjectName: words.projectName,
          DatasetName: words.datasetName,
          ProjectMaxDatasetCount: words.projectMaxDatasetCount,
          'File.URI': words.fileUri,
          'Sources.1.URI': words.sourceUri,
          'Targets.1.URI': words.targetUri,
          'Targets.1.Container': words.container,
        }}
        actions={{
          'open-list': () => openPage('projects'),
          'switch-region': () => openPanelAt('region'),
          'switch-account': () => openPanelAt('role'),
        }}
      >
        <Frame settings={settings} />
      </ImmErrorProvider>
    </WordsContext>
  );
}

function Frame({ settings }: { settings: Settings }): ReactNode {
  const words = useWords();
  const panelId = useId();
  const main = useRef<HTMLElement>(null);
  const { path } = useHashLocation();
  useFocusOnNewPage(main, path.join('/'));
  const isPanelOpen = settings.panel === 'open' || (settings.panel === 'auto' && innerWidth >= 1100);
  return (
    <>
      {/* A link would change the hash, which is the address of the page here. */}
      <button type="button" className="button skip" onClick={() => main.current?.focus()}>
        {words.skip}
      </button>
      <TopBar settings={settings} panelId={panelId} isPanelOpen={isPanelOpen} />
      <div className="frame">
        <main className="main" ref={main} tabIndex={-1}>
          {/* Outside of the page's boundary, so that it stays where a page is gone. */}
          <IncidentCenter className="notices" />
          <ImmErrorBoundary key={path.join('/')} level="page" resetKeys={[settings.role, settings.region]}>
            <Page path={path} />
          </ImmErrorBoundary>
        </main>
        <ControlPanel id={panelId} settings={settings} isOpen={isPanelOpen} />
      </div>
    </>
  );
}

function Page({ path: [page = 'projects', name] }: { path: readonly string[] }): ReactNode {
  switch (page) {
    case 'overview':
      return <OverviewPage />;
    case 'projects':
      return name === undefined ? <ProjectsPage /> : <ProjectPage name={name} />;
    case 'files':
      return <FilesPage project={name ?? ''} />;
    case 'forms':
      return <FormsPage library={name} />;
    case 'tasks':
      return <TasksPage project={name ?? ''} />;
    default:
      return <NotFoundPage href={hrefTo('projects')} />;
  }
}

// The words that were there stay until the next ones have come: a page that suspends would lose what stands in it.
function useMessages({ locale }: Settings, first: ImmMessages): ImmMessages {
  const [messages, setMessages] = useState(first);

  useEffect(() => {
    let isStale = false;
    locales[locale].load().then(
      (loaded) => !isStale && setMessages(loaded.messages),
      () => {},
    );
    return () => {
      isStale = true;
    };
  }, [locale]);

  return messages;
}

// A page that replaces another one takes the focus with it, so it is put where reading goes on. Not on the first load.
function useFocusOnNewPage(main: RefObject<HTMLElement | null>, page: string): void {
  const shown = useRef(page);

  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    main.current?.querySelector<HTMLElement>('h1')?.focus();
    scrollTo(0, 0);
  }, [main, page]);
}

function useDocument({ locale, direction, theme }: Settings): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = locale;
    root.dir = direction === 'auto' ? locales[locale].direction : direction;
    root.dataset['theme'] = theme;
  }, [locale, direction, theme]);
}

function openPanelAt(name: 'region' | 'role'): void {
  changeSetting('panel', 'open');
  // Hidden elements can't be focused, and the panel is shown with the next render.
  requestAnimationFrame(() => document.querySelector<HTMLSelectElement>(`aside select[name="${name}"]`)?.focus());
}
