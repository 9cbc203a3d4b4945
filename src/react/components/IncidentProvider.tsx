import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import { createIncidentBoard, type IncidentBoard } from '../createIncidentBoard.js';
import { IncidentContext } from '../hooks/useImmIncidents.js';
import { ImmErrorContext, type ImmErrorContextValue, useImmErrorContext } from '../ImmErrorContext.js';
import { createIncidentStore } from '../incidentStore.js';

/** What `IncidentProvider` takes. */
export interface IncidentProviderProps {
  /** The part of the page, with an `IncidentCenter` in it. */
  children?: ReactNode;
}

/**
 * Gathers the failures below it alone that concern the whole page, for an `IncidentCenter` or `useImmIncidents` below it:
 * for a page of several parts with a center each. A page with one center needs only its `ImmErrorProvider`.
 *
 * @example
 * <IncidentProvider>
 *   <IncidentCenter />
 *   <Orders />
 * </IncidentProvider>
 */
export function IncidentProvider({ children }: IncidentProviderProps): ReactNode {
  const [board] = useState(() => createIncidentBoard(createIncidentStore()));
  return <IncidentBoardProvider board={board}>{children}</IncidentBoardProvider>;
}

/** The same over a board of one's own. */
export function IncidentBoardProvider({ board, children }: { board: IncidentBoard; children?: ReactNode }): ReactNode {
  const outer = useImmErrorContext();
  const desk = useSyncExternalStore(board.subscribe, board.getDesk, board.getDesk);
  const value = useMemo<ImmErrorContextValue>(() => ({ ...outer, incidents: desk ?? outer.incidents }), [outer, desk]);

  return (
    <IncidentContext.Provider value={board}>
      <ImmErrorContext.Provider value={value}>{children}</ImmErrorContext.Provider>
      <board.Watched />
    </IncidentContext.Provider>
  );
}
