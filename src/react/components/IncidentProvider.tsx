import { type ReactNode, useMemo, useState } from 'react';
import { type IncidentBoard, IncidentContext } from '../hooks/useImmIncidents.js';
import {
  ImmErrorContext,
  type ImmErrorContextValue,
  type IncidentDesk,
  useImmErrorContext,
} from '../ImmErrorContext.js';
import { createIncidentStore, type IncidentStore, incidentCauseOf } from '../incidentStore.js';
import { CoveredLine } from './CoveredLine.js';

/** What `IncidentProvider` takes. */
export interface IncidentProviderProps {
  /** The page, with an `IncidentCenter` in it. */
  children?: ReactNode;
}

interface Viewer {
  onShow: ((cause: string) => void) | undefined;
}

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
    () => ({ ...outer, incidents: viewer ? deskOf(store, viewer) : outer.incidents }),
    [outer, store, viewer],
  );

  return (
    <IncidentContext.Provider value={board}>
      <ImmErrorContext.Provider value={value}>{children}</ImmErrorContext.Provider>
    </IncidentContext.Provider>
  );
}

function deskOf(store: IncidentStore, { onShow }: Viewer): IncidentDesk {
  return {
    covers: store.takes,
    report: store.report,
    withdraw: store.withdraw,
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
