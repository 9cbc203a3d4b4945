import { createContext, useContext } from 'react';
import type { CredentialRefresh } from '../core/retry/createCredentialRefresh.js';
import type { ImmActionKind, ImmErrorState, ImmMessages, ImmSite } from '../core/types.js';
import { messages as english } from '../messages/en.json?messages';
import { type Announcer, documentAnnouncer } from './announcer.js';

/** Whom to turn to when nothing else helps. */
export interface ImmSupport {
  /** The number of the DingTalk group. @default '31690030817', IMM's own */
  dingTalkGroup?: string | undefined;
}

/** What an action does in this app. May be asynchronous. */
export type ImmActionHandler = (state: ImmErrorState) => void | Promise<void>;

/** The app's own effects of actions. An action that the app handles is always offered. */
export type ImmActionHandlers = Partial<Record<ImmActionKind, ImmActionHandler>>;

/** The app's own pages for actions: an address, or a function of the state that gives one or nothing. */
export type ImmActionLinks = Partial<Record<ImmActionKind, string | ((state: ImmErrorState) => string | undefined)>>;

/** What a console decides once for all errors below a provider. */
export interface ImmErrorContextValue {
  locale: string;
  messages: ImmMessages;
  site: ImmSite;
  links: ImmActionLinks;
  support: { dingTalkGroup: string };
  fieldLabels: Readonly<Record<string, string>>;
  actions: ImmActionHandlers;
  onReport: ((report: ImmErrorReport) => void) | undefined;
  announcer: Announcer;
  credentials: CredentialRefresh | undefined;
}

/** What an app hears of an error that was shown. Every text is redacted. */
export interface ImmErrorReport {
  state: ImmErrorState;
  /** The same text that "Copy diagnostics" copies. */
  diagnostics: string;
}

/** What components use where there is no provider: English, the China site, IMM's own support group. */
export const defaultContext: ImmErrorContextValue = {
  locale: english.locale,
  messages: english,
  site: 'cn',
  links: {},
  support: { dingTalkGroup: '31690030817' },
  fieldLabels: {},
  actions: {},
  onReport: undefined,
  announcer: documentAnnouncer,
  credentials: undefined,
};

export const ImmErrorContext: React.Context<ImmErrorContextValue> = createContext(defaultContext);

/** The words and decisions of the nearest provider. */
export function useImmErrorContext(): ImmErrorContextValue {
  return useContext(ImmErrorContext);
}
