import { type ReactNode, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { CredentialRefresh } from '../core/retry/createCredentialRefresh.js';
import type { ImmMessages, ImmSite } from '../core/types.js';
import { warnOnce } from '../core/warnOnce.js';
import { createAnnouncer } from './announcer.js';
import { appDecisions } from './appDecisions.js';
import type { ImmByCase } from './byCase.js';
import type { IncidentBoard } from './createIncidentBoard.js';
import { useCredentials } from './hooks/useCredentials.js';
import {
  defaultContext,
  type ImmActionHandlers,
  type ImmActionLinks,
  ImmErrorContext,
  type ImmErrorReport,
  type ImmSupport,
  type ImmWords,
  type IncidentDesk,
  type IncidentPlace,
} from './ImmErrorContext.js';
import { renewedBy } from './renewedBy.js';
import { subscribeNothing } from './subscribeNothing.js';
import { withFallback } from './withFallback.js';
import { wrongSettings } from './wrongSettings.js';

/** What `ImmErrorProvider` takes. */
export interface ImmErrorProviderProps {
  /** The app, or the part of it that these decisions are for. */
  children?: ReactNode;
  /** The language of times and numbers. @default the messages' own locale */
  locale?: string | undefined;
  /** The words, from `imm-error-kit/locales/*` or your own. @default English */
  messages?: ImmMessages | undefined;
  /** The site whose pages are linked. @default 'cn' */
  site?: ImmSite | undefined;
  /** Your own pages for actions: for all failures, `byCategory` or `byCode`. */
  links?: ImmByCase<ImmActionLinks> | undefined;
  /** Your own words for titles, messages and buttons: for all failures, `byCategory` or `byCode`. */
  words?: ImmByCase<ImmWords> | undefined;
  /** Whom to turn to. @default IMM's DingTalk group */
  support?: ImmSupport | undefined;
  /** Your own names of fields, by parameter (`ProjectName`) or form path (`projectName`). */
  fieldLabels?: Readonly<Record<string, string>> | undefined;
  /**
   * Hosts whose pages may be linked besides Alibaba Cloud's, where an answer recommends them, such as `help.example.com`;
   * their subdomains, too.
   */
  allowedHosts?: readonly string[] | undefined;
  /** Hears of each error that is shown. Nothing is sent anywhere without it. */
  onReport?: ((report: ImmErrorReport) => void) | undefined;
  /**
   * Gets new credentials. Called once for all requests below whose credentials were refused, each of which is then sent
   * once more. What is refused again is left to the person, and so is "Sign in again", which calls this, too.
   */
  onRefreshCredentials?: (() => unknown) | undefined;
  /** The same by `createCredentialRefresh`, where `withGate`, `withCredentials` or `createImmFetch` share it. */
  credentials?: CredentialRefresh | undefined;
  /**
   * Mounts live regions of its own, though there is a provider above. A modal dialog makes the page behind it inert, its
   * live regions too, so a provider inside the dialog needs this. @default false
   */
  ownAnnouncer?: boolean | undefined;
  /** What actions do in your app, such as `switch-region`: for all failures, `byCategory` or `byCode`. */
  actions?: ImmByCase<ImmActionHandlers> | undefined;
}

/**
 * Decides once how all errors below it are shown: language, site, links, support, reporting.
 *
 * Props that are left out come from the provider above, else from the kit. Mounts the page's one announcer.
 */
export function ImmErrorProvider(props: ImmErrorProviderProps): ReactNode {
  const {
    children,
    locale,
    messages,
    site,
    links,
    words,
    support,
    fieldLabels,
    allowedHosts,
    onReport,
    actions,
    onRefreshCredentials,
    credentials: given,
    ownAnnouncer = false,
  } = props;
  const outer = useContext(ImmErrorContext);
  warnOnce(() => process.env.NODE_ENV !== 'production' && wrongSettings(props, outer));
  // Two pairs of live regions would speak over each other: only the outermost provider mounts one by itself.
  const hasAnnouncer = ownAnnouncer || outer === defaultContext;
  const [own] = useState(createAnnouncer);
  const announcer = hasAnnouncer ? own : outer.announcer;
  const assertive = useRef<HTMLDivElement>(null);
  const polite = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!assertive.current || !polite.current) return undefined;
    own.connect({ assertive: assertive.current, polite: polite.current });
    return () => own.connect(undefined);
  }, [own]);

  const [board, setBoard] = useState<IncidentBoard>();
  const getDesk = (): IncidentDesk | undefined => board?.getDesk();
  const desk = useSyncExternalStore(board?.subscribe ?? subscribeNothing, getDesk, getDesk);
  const place = useMemo<IncidentPlace>(
    () => ({ board, open: (make) => setBoard((known) => known ?? make()) }),
    [board],
  );
  const ownMessages = useMemo(
    () => (messages ? withFallback(messages, defaultContext.messages) : undefined),
    [messages],
  );
  const { credentials, renewal } = useCredentials(given, onRefreshCredentials, outer.credentials);
  const value = useMemo(
    () => ({
      ...appDecisions({ actions, links, words }, appDecisions({ actions: renewalBy(credentials) }, outer)),
      locale: locale ?? ownMessages?.locale ?? outer.locale,
      messages: ownMessages ?? outer.messages,
      site: site === 'cn' || site === 'intl' ? site : outer.site,
      support: { dingTalkGroup: support?.dingTalkGroup ?? outer.support.dingTalkGroup },
      fieldLabels: { ...outer.fieldLabels, ...fieldLabels },
      allowedHosts: allowedHosts ?? outer.allowedHosts,
      onReport: onReport ?? outer.onReport,
      announcer,
      credentials,
      renewal,
      // Behind a modal dialog the page is inert: what fails in the dialog has to be shown there.
      incidents: desk ?? (ownAnnouncer ? undefined : outer.incidents),
      incidentPlace: hasAnnouncer ? place : outer.incidentPlace,
    }),
    [
      locale,
      ownMessages,
      site,
      links,
      words,
      support,
      fieldLabels,
      allowedHosts,
      onReport,
      actions,
      outer,
      announcer,
      credentials,
      renewal,
      ownAnnouncer,
      hasAnnouncer,
      desk,
      place,
    ],
  );

  return (
    <ImmErrorContext.Provider value={value}>
      {children}
      {board && <board.Watched />}
      {hasAnnouncer && (
        <div className="imm-announcer" data-part="announcer">
          <div ref={assertive} aria-live="assertive" aria-atomic="true" />
          <div ref={polite} aria-live="polite" aria-atomic="true" />
        </div>
      )}
    </ImmErrorContext.Provider>
  );
}

function renewalBy(credentials: CredentialRefresh | undefined): ImmActionHandlers | undefined {
  return credentials && { 'refresh-credentials': renewedBy(credentials) };
}
