import { type ReactNode, useMemo, useState } from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { type IncidentBoard, IncidentContext } from '../hooks/useImmIncidents.js';
import {
  type ImmErrorCall,
  ImmErrorContext,
  type ImmErrorContextValue,
  type IncidentDesk,
  useImmErrorContext,
} from '../ImmErrorContext.js';
import { createIncidentStore, type IncidentStore, incidentCauseOf } from '../incidentStore.js';
import { CoveredLine } from './CoveredLine.js';
import { type CallOfSeveral, WatchedSources } from './WatchedSources.js';

/** What `IncidentProvider` takes. */
export interface IncidentProviderProps {
  /** The page, with an `IncidentCenter` in it. */
  children?: ReactNode;
}

interface Viewer {
  onShow: ((cause: string) => void) | undefined;
}

/** What is read for hooks of several sources, by the hook. */
type Watched = ReadonlyMap<string, CallOfSeveral>;

/**
 * Gathers the failures below it that concern the whole page, for an `IncidentCenter` or `useImmIncidents` below it.
 *
 * Until one of them is there, nothing changes: each banner stands in its own place.
 *
 * @example
 * <ImmErrorProvider>
 *   <IncidentProvider>
 *     <IncidentCenter />
 *     <App />
 *   </IncidentProvider>
 * </ImmErrorProvider>
 */
export function IncidentProvider({ children }: IncidentProviderProps): ReactNode {
  const [store] = useState(() => createIncidentStore());
  return <IncidentBoardProvider store={store}>{children}</IncidentBoardProvider>;
}

/** The same over a store of one's own. */
export function IncidentBoardProvider({ store, children }: { store: IncidentStore; children?: ReactNode }): ReactNode {
  const outer = useImmErrorContext();
  const [viewers, setViewers] = useState<readonly Viewer[]>([]);
  const [viewer] = viewers;
  const [watched, setWatched] = useState<Watched>(new Map());

  const board = useMemo<IncidentBoard>(
    () => ({
      store,
      claim(onShow) {
        const claimed = { onShow };
        setViewers((others) => [...others, claimed]);
        return () => setViewers((others) => others.filter((other) => other !== claimed));
      },
    }),
    [store],
  );
  const value = useMemo<ImmErrorContextValue>(
    () => ({ ...outer, incidents: viewer ? deskOf(store, viewer, setWatched) : outer.incidents }),
    [outer, store, viewer],
  );

  return (
    <IncidentContext.Provider value={board}>
      <ImmErrorContext.Provider value={value}>{children}</ImmErrorContext.Provider>
      {[...watched].map(([reporter, call]) => (
        <WatchedSources key={reporter} call={call} />
      ))}
    </IncidentContext.Provider>
  );
}

function deskOf(
  store: IncidentStore,
  { onShow }: Viewer,
  setWatched: (change: (watched: Watched) => Watched) => void,
): IncidentDesk {
  const covers = (state: ImmErrorState | null): boolean => !!state && store.takes(state);
  return {
    covers,
    besideOf(readings, stateOf) {
      if (readings.length < 2) return readings;
      const beside = readings.filter((reading) => reading.status !== 'idle' && !covers(stateOf(reading)));
      return beside.length > 0 ? beside : readings;
    },
    report(reporter, call, result) {
      const isWatched = isOfSeveral(call);
      setWatched((watched) => (isWatched ? new Map(watched).set(reporter, call) : without(watched, reporter)));
      if (result?.isCovered && !isWatched) store.report(reporter, call.identity ?? result.error, result);
      else store.withdraw(reporter);
    },
    withdraw(reporter) {
      store.withdraw(reporter);
      setWatched((watched) => without(watched, reporter));
    },
    lineFor: (state, { ref, ...rest }) => (
      <CoveredLine
        {...rest}
        forwardedRef={ref}
        state={state}
        onShow={onShow && (() => onShow(incidentCauseOf(state)))}
      />
    ),
  };
}

function isOfSeveral(call: ImmErrorCall): call is CallOfSeveral {
  return Array.isArray(call.source) && call.source.length > 1;
}

function without(watched: Watched, reporter: string): Watched {
  // The same map where nothing is to be done: most hooks have one source, and none of them renders anything here.
  return watched.has(reporter) ? new Map([...watched].filter(([other]) => other !== reporter)) : watched;
}
