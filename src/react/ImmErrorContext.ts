import { createContext, type HTMLAttributes, type ReactNode, type RefAttributes, useContext } from 'react';
import type { CredentialRefresh, CredentialSnapshot } from '../core/retry/createCredentialRefresh.js';
import type { ImmActionKind, ImmErrorState, ImmMessages, ImmSite } from '../core/types.js';
import { messages as english } from '../messages/en.json?messages';
import { type Announcer, documentAnnouncer } from './announcer.js';
import type { IncidentBoard } from './createIncidentBoard.js';
import type { SourceReading } from './hooks/readSource.js';
import type { UseImmErrorOptions, UseImmErrorResult } from './hooks/useImmError.js';

/** Whom to turn to when nothing else helps. */
export interface ImmSupport {
  /** The number of the DingTalk group. @default '31690030817', IMM's own */
  dingTalkGroup?: string | undefined;
}

/** What an action does in this app. May be asynchronous. */
export type ImmActionHandler = (state: ImmErrorState) => void | Promise<void>;

/**
 * The app's own effects of actions. An action that the app handles is always offered; one that is `null` never is, unless
 * it has a page.
 */
export type ImmActionHandlers = Partial<Record<ImmActionKind, ImmActionHandler | null>>;

/**
 * The app's own pages for actions: an address, or a function of the state that gives one or nothing. `null` takes the
 * kit's page away.
 */
export type ImmActionLinks = Partial<
  Record<ImmActionKind, string | ((state: ImmErrorState) => string | undefined) | null>
>;

/** The app's own words: a text, or a function of the state that the kit has described. Empty leaves the kit's. */
export type ImmWords = Partial<
  Record<'title' | 'message' | ImmActionKind, string | ((state: ImmErrorState) => string | undefined)>
>;

/** What the app decided about a failure. */
export interface ImmAppDecisions {
  /** What an action does; `undefined` where the app leaves it to the kit, `null` where it is to do nothing. */
  handlerOf(kind: ImmActionKind, state: ImmErrorState): ImmActionHandler | null | undefined;
  /** The page of an action, likewise. */
  hrefOf(kind: ImmActionKind, state: ImmErrorState): string | null | undefined;
  /** The state in the app's own words. */
  reword(state: ImmErrorState): ImmErrorState;
}

/** What a console decides once for all errors below a provider. */
export interface ImmErrorContextValue extends ImmAppDecisions {
  locale: string;
  messages: ImmMessages;
  site: ImmSite;
  support: { dingTalkGroup: string };
  fieldLabels: Readonly<Record<string, string>>;
  allowedHosts: readonly string[];
  onReport: ((report: ImmErrorReport) => void) | undefined;
  announcer: Announcer;
  credentials: CredentialRefresh | undefined;
  /** Where their renewal stands: read once for all banners. */
  renewal: CredentialSnapshot;
  /** Takes failures of the whole page to the one place that shows them; absent where there is none. */
  incidents: IncidentDesk | undefined;
  /** Where the first who shows incidents makes their board, so that a page without them carries none of its code. */
  incidentPlace: IncidentPlace | undefined;
}

/** A provider's place for a board of incidents. */
export interface IncidentPlace {
  board: IncidentBoard | undefined;
  /** Makes the board, where there is none yet. */
  open(make: () => IncidentBoard): void;
}

/**
 * Where failures are reported that concern the whole page, so that they are said once. Its code comes with
 * `IncidentCenter` and `useImmIncidents`: a page without pays nothing.
 */
export interface IncidentDesk {
  /** Whether a failure is shown for the whole page, so that beside its widget a line is enough. */
  covers(state: ImmErrorState | null): boolean;
  /** Those of several sources that failed and that it doesn't cover; all, if there is none. */
  besideOf(
    readings: readonly SourceReading[],
    stateOf: (reading: SourceReading) => ImmErrorState | null,
  ): readonly SourceReading[];
  /**
   * Takes a failure, as a hook sees it now, if it covers it. The same identity is counted once, however many hooks report
   * it. Of several sources it reads each by itself, since each may have a cause of its own, and its own repeat.
   */
  report(reporter: string, call: ImmErrorCall, result: UseImmErrorResult | null): void;
  /** Forgets what a hook reported. */
  withdraw(reporter: string): void;
  /** The line. */
  lineFor(state: ImmErrorState, rest: HTMLAttributes<HTMLDivElement> & RefAttributes<HTMLDivElement>): ReactNode;
}

/** What `useImmError` was given, and where. */
export interface ImmErrorCall {
  source: unknown;
  options: UseImmErrorOptions;
  /** What was decided where the hook is. */
  context: ImmErrorContextValue;
  /** Tells the source from all others; absent for what is only a value. */
  identity?: unknown;
}

/** What an app hears of an error that was shown. Every text is redacted. */
export interface ImmErrorReport {
  /** What the person sees. */
  state: ImmErrorState;
  /** The same text that "Copy diagnostics" copies. */
  diagnostics: string;
}

/** What components use where there is no provider: English, the China site, IMM's own support group. */
export const defaultContext: ImmErrorContextValue = {
  locale: english.locale,
  messages: english,
  site: 'cn',
  support: { dingTalkGroup: '31690030817' },
  fieldLabels: {},
  allowedHosts: [],
  handlerOf: () => undefined,
  hrefOf: () => undefined,
  reword: (state) => state,
  onReport: undefined,
  announcer: documentAnnouncer,
  credentials: undefined,
  renewal: { isRefreshing: false, generation: 0 },
  incidents: undefined,
  incidentPlace: undefined,
};

export const ImmErrorContext: React.Context<ImmErrorContextValue> = createContext(defaultContext);

/** The words and decisions of the nearest provider. */
export function useImmErrorContext(): ImmErrorContextValue {
  return useContext(ImmErrorContext);
}
