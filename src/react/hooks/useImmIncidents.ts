import { type Context, createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { CredentialRefresh } from '../../core/retry/createCredentialRefresh.js';
import type { ImmActionKind, ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { createIncidentBoard, type IncidentBoard } from '../createIncidentBoard.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import {
  createIncidentStore,
  type DismissedIncident,
  type Incident,
  type IncidentSnapshot,
  type IncidentStore,
} from '../incidentStore.js';
import { repeatsItself } from '../renewedBy.js';
import { useBrowserLayoutEffect } from './useBrowserLayoutEffect.js';
import type { BoundAction, UseImmErrorResult } from './useImmError.js';

/** A failure that concerns the whole page: what `useImmError` returns, for all its sources together. */
export interface ImmIncident extends UseImmErrorResult {
  /** What the failures have in common. */
  cause: string;
  /** What to show. */
  state: ImmErrorState;
  /** How many failures it covers. */
  count: number;
}

/** What `useImmIncidents` takes. */
export interface UseImmIncidentsOptions {
  /** Called when somebody asks beside a widget to see the message of its cause. Without it, nobody is offered to. */
  onShow?: ((cause: string) => void) | undefined;
}

/** What `useImmIncidents` returns. */
export interface UseImmIncidentsResult {
  /** In the order in which they appeared. */
  incidents: readonly ImmIncident[];
  /** What was dismissed, the newest first. */
  history: readonly DismissedIncident[];
  /** Shows a dismissed incident again. */
  restore(cause: string): void;
}

export const IncidentContext: Context<IncidentBoard | undefined> = createContext<IncidentBoard | undefined>(undefined);

/**
 * The failures that concern the whole page, one for each cause. Needs an `ImmErrorProvider` above, and gathers what fails
 * below the outermost one, or below the nearest `IncidentProvider`.
 *
 * Whoever calls it shows them: banners of the same causes make room, and keep a line that says so.
 */
export function useImmIncidents({ onShow }: UseImmIncidentsOptions = {}): UseImmIncidentsResult {
  const { credentials, incidentPlace } = useImmErrorContext();
  const nearest = useContext(IncidentContext);
  const board = nearest ?? incidentPlace?.board;
  const store = board?.store ?? noStore;
  useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  const { incidents, history } = store.read();
  const latest = useRef(onShow);
  useEffect(() => {
    latest.current = onShow;
  });

  const canShow = onShow !== undefined;
  // Before the page is drawn: a banner must not be seen for a moment in its place.
  useBrowserLayoutEffect(() => {
    if (board) return board.claim(canShow ? (cause) => latest.current?.(cause) : undefined);
    warnOnce(
      () =>
        process.env.NODE_ENV !== 'production' &&
        !incidentPlace &&
        '[imm-error-kit] An IncidentCenter or useImmIncidents stands below no ImmErrorProvider. It hears of no failure, and each stays beside its widget. Put it below the ImmErrorProvider of the page.',
    );
    // The next render claims it.
    incidentPlace?.open(() => createIncidentBoard(createIncidentStore()));
    return undefined;
  }, [board, canShow, incidentPlace]);

  return {
    incidents: incidents.flatMap((incident) => repairable(incident, store, credentials)),
    history,
    restore: store.restore,
  };
}

// Not a store that is made here: a call at the top of a module is carried by every app, used or not.
const nothing: IncidentSnapshot = { incidents: [], history: [] };
const noStore: Omit<IncidentStore, 'takes' | 'report' | 'withdraw'> = {
  subscribe: () => () => {},
  getVersion: () => 0,
  read: () => nothing,
  dismiss() {},
  restore() {},
};

/** What is done for each failure of an incident; anything else is done once. */
const doneForEach: ReadonlySet<ImmActionKind> = new Set(['retry', 'check-clock', 'stop']);

function repairable(
  { cause, results, count }: Incident,
  store: typeof noStore,
  credentials: CredentialRefresh | undefined,
): ImmIncident[] {
  const [lead] = results;
  if (!lead?.state) return [];

  const { state } = lead;
  // Asked anew when a button is pressed: hooks have rendered since, and what has recovered must not be sent once more.
  const current = (): Incident['results'] =>
    store.read().incidents.find((incident) => incident.cause === cause)?.results ?? [];
  const dismiss = (): void => store.dismiss(cause);
  const closing = state.actions.find(({ kind }) => kind === 'dismiss');
  const actions = lead.actions
    .filter(({ kind }) => kind !== 'dismiss')
    .map((action) => ({ ...action, run: runOf(action) }));
  return [
    {
      ...lead,
      state,
      cause,
      count,
      isCovered: false,
      isRepeating: results.some(({ isRepeating }) => isRepeating),
      actions: closing ? [...actions, { ...closing, run: dismiss }] : actions,
      retry() {
        for (const { retry } of current()) retry();
      },
      cancelRetry() {
        for (const { cancelRetry } of current()) cancelRetry();
      },
      dismiss,
    },
  ];

  function runOf({ kind, run }: BoundAction): BoundAction['run'] {
    if (!run) return undefined;
    if (doneForEach.has(kind)) return () => Promise.all(current().map((result) => actionOf(result, kind)?.run?.()));
    const runOnce = (): unknown => (actionOf(current()[0], kind)?.run ?? run)();
    if (kind !== 'refresh-credentials') return runOnce;
    return async () => {
      const before = credentials?.getSnapshot();
      try {
        const answer = runOnce();
        await answer;
        // By the credentials of a provider further below, too, whose snapshot isn't known here.
        if (repeatsItself(answer)) return;
      } catch {
        // Whoever didn't sign in still has the message.
        return;
      }
      // A renewal sends all again by itself where it succeeds: only what the app has done without one is followed up here.
      if (credentials?.getSnapshot() !== before) return;
      for (const { retry } of current()) retry();
    };
  }
}

function actionOf(result: UseImmErrorResult | undefined, kind: ImmActionKind): BoundAction | undefined {
  return result?.actions.find((action) => action.kind === kind);
}
