import type { ImmError } from '../core/ImmError.js';
import type { ImmErrorScope, ImmErrorState } from '../core/types.js';
import type { UseImmErrorResult } from './hooks/useImmError.js';

/** All failures of one cause that are on the page now. */
export interface Incident {
  cause: string;
  /** What each failed source says, the one that speaks for all at the head. */
  results: readonly UseImmErrorResult[];
  /** How many failures there are. */
  count: number;
}

/** An incident that the person has dismissed. */
export interface DismissedIncident {
  /** What its failures had in common. */
  cause: string;
  /** What it said. */
  state: ImmErrorState;
  /** How many failures it covered. */
  count: number;
  /** When it was dismissed, in ms since the epoch. */
  at: number;
  /** Whether it goes on, so that it can be shown again. */
  isOpen: boolean;
}

export interface IncidentSnapshot {
  /** In the order in which they appeared; without the dismissed ones. */
  incidents: readonly Incident[];
  /** The newest first. */
  history: readonly DismissedIncident[];
}

/** The failures of a page that reach beyond one widget, gathered by their cause. */
export interface IncidentStore {
  /** Whether it gathers such a failure. */
  takes(state: ImmErrorState): boolean;
  report(error: ImmError, result: UseImmErrorResult): () => void;
  subscribe(listener: () => void): () => void;
  getSnapshot(): IncidentSnapshot;
  dismiss(cause: string): void;
  /** Shows a dismissed incident again. */
  restore(cause: string): void;
}

/** A hook takes its report back and gives it anew each time that it renders: only a longer absence ends an incident. */
const absenceThatEnds = 100;
const longestHistory = 20;

const scopesOfThePage: ReadonlySet<ImmErrorScope> = new Set(['session', 'account', 'region']);

// Whether a failure concerns the whole page. What has to be checked first, only the one who sent it can check.
function isOfThePage({ scope, actions }: ImmErrorState): boolean {
  return scopesOfThePage.has(scope) && !actions.some(({ kind }) => kind === 'check-outcome');
}

/** @param takes Which failures to gather. @default those that concern the whole page */
export function createIncidentStore(takes: (state: ImmErrorState) => boolean = isOfThePage): IncidentStore {
  const reports = new Map<object, { error: ImmError; result: UseImmErrorResult }>();
  const causes = new Map<string, { isDismissed: boolean; absentSince?: number | undefined }>();
  const listeners = new Set<() => void>();
  let past: readonly Omit<DismissedIncident, 'isOpen'>[] = [];
  let snapshot: IncidentSnapshot = { incidents: [], history: [] };

  return {
    takes,
    report(error, result) {
      const cause = result.state?.cause ?? '';

      const ticket = {};
      reports.set(ticket, { error, result });
      appear(cause);
      change();
      return () => {
        reports.delete(ticket);
        if (!gather().has(cause)) causes.set(cause, { isDismissed: isDismissed(cause), absentSince: Date.now() });
        change();
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    dismiss(cause) {
      const incident = snapshot.incidents.find((each) => each.cause === cause);
      const state = incident?.results[0]?.state;
      if (!incident || !state) return;
      past = [{ cause, state, count: incident.count, at: Date.now() }, ...past].slice(0, longestHistory);
      causes.set(cause, { isDismissed: true });
      change();
    },
    restore(cause) {
      if (!isDismissed(cause)) return;
      const index = past.findIndex((each) => each.cause === cause);
      past = past.filter((_, each) => each !== index);
      causes.set(cause, { isDismissed: false });
      change();
    },
  };

  function isDismissed(cause: string): boolean {
    return causes.get(cause)?.isDismissed ?? false;
  }

  function appear(cause: string): void {
    const absentSince = causes.get(cause)?.absentSince;
    const isNew = absentSince !== undefined && Date.now() - absentSince > absenceThatEnds;
    // Deleted first, so that what comes again stands at the end of the queue.
    if (isNew) causes.delete(cause);
    causes.set(cause, { isDismissed: isDismissed(cause) });
  }

  function change(): void {
    const gathered = gather();
    const incidents: Incident[] = [];
    for (const cause of causes.keys()) {
      const results = gathered.get(cause);
      if (results && !isDismissed(cause)) incidents.push(incidentOf(cause, [...results.values()]));
    }
    const newest = new Set<string>();
    const history = past.map((each) => {
      const isOpen = isDismissed(each.cause) && gathered.has(each.cause) && !newest.has(each.cause);
      newest.add(each.cause);
      return { ...each, isOpen };
    });
    snapshot = { incidents, history };
    for (const listener of listeners) listener();
  }

  // Several hooks may read one failure, such as a form's fields: it counts once, and the one that can do most is asked.
  function gather(): Map<string, Map<ImmError, UseImmErrorResult>> {
    const gathered = new Map<string, Map<ImmError, UseImmErrorResult>>();
    for (const { error, result } of reports.values()) {
      const cause = result.state?.cause ?? '';
      const results = gathered.get(cause) ?? new Map<ImmError, UseImmErrorResult>();
      const other = results.get(error);
      if (!other || other.actions.length < result.actions.length) results.set(error, result);
      gathered.set(cause, results);
    }
    return gathered;
  }
}

function incidentOf(cause: string, results: readonly UseImmErrorResult[]): Incident {
  // Whoever has given up waits for the person; the next to be repeated speaks for those that go on by themselves.
  const sorted = results.toSorted((a, b) => rank(a) - rank(b));
  const count = results.reduce(
    (sum, { states }) => sum + Math.max(1, states.filter((each) => each.cause === cause).length),
    0,
  );
  return { cause, results: sorted, count };
}

function rank({ status, state }: UseImmErrorResult): number {
  return status === 'failed' ? 0 : (state?.retry.at ?? Number.MAX_SAFE_INTEGER);
}
