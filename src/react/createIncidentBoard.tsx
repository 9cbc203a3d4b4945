import { type ComponentType, type ReactNode, useSyncExternalStore } from 'react';
import type { ImmErrorState } from '../core/types.js';
import { CoveredLine } from './components/CoveredLine.js';
import { type CallOfSeveral, WatchedSources } from './components/WatchedSources.js';
import type { ImmErrorCall, IncidentDesk } from './ImmErrorContext.js';
import { type IncidentStore, incidentCauseOf } from './incidentStore.js';

/** What stands between the page's failures and the one place that shows them. */
export interface IncidentBoard {
  store: IncidentStore;
  /** Says that from now on somebody shows the incidents. Returns what ends it. */
  claim(onShow: ((cause: string) => void) | undefined): () => void;
  subscribe(listener: () => void): () => void;
  /** Where failures are reported; absent while nobody shows them. */
  getDesk(): IncidentDesk | undefined;
  /** Reads, for hooks of several sources, each source by itself. To be rendered beside the page. */
  Watched: ComponentType;
}

/** What is read for hooks of several sources, by the hook. */
type Watched = ReadonlyMap<string, CallOfSeveral>;

/** A board over a store of failures. Until somebody claims to show them, each banner stands in its own place. */
export function createIncidentBoard(store: IncidentStore): IncidentBoard {
  const listeners = new Set<() => void>();
  let desks: readonly IncidentDesk[] = [];
  let watched: Watched = new Map();

  return { store, claim, subscribe, getDesk: () => desks[0], Watched };

  function claim(onShow: ((cause: string) => void) | undefined): () => void {
    const desk = deskOf(onShow);
    change(() => {
      desks = [...desks, desk];
    });
    return () =>
      change(() => {
        desks = desks.filter((other) => other !== desk);
      });
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function change(make: () => void): void {
    make();
    for (const listener of listeners) listener();
  }

  function watch(reporter: string, call: CallOfSeveral | undefined): void {
    // Most hooks have one source, and report each time that they render: there is nothing to be done for them.
    if (!call && !watched.has(reporter)) return;
    change(() => {
      const others = [...watched].filter(([other]) => other !== reporter);
      watched = new Map(call ? [...others, [reporter, call]] : others);
    });
  }

  function Watched(): ReactNode {
    const calls = useSyncExternalStore(subscribe, getWatched, getWatched);
    return [...calls].map(([reporter, call]) => <WatchedSources key={reporter} call={call} />);
  }

  function getWatched(): Watched {
    return watched;
  }

  function deskOf(onShow: ((cause: string) => void) | undefined): IncidentDesk {
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
        watch(reporter, isWatched ? call : undefined);
        if (result?.isCovered && !isWatched) store.report(reporter, call.identity ?? result.error, result);
        else store.withdraw(reporter);
      },
      withdraw(reporter) {
        store.withdraw(reporter);
        watch(reporter, undefined);
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
}

function isOfSeveral(call: ImmErrorCall): call is CallOfSeveral {
  return Array.isArray(call.source) && call.source.length > 1;
}
