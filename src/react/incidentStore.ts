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
  /** Takes what a hook sees now in the place of what the same hook saw before. */
  report(reporter: string, identity: unknown, result: UseImmErrorResult): void;
  /** Forgets what a hook saw. */
  withdraw(reporter: string): void;
  subscribe(listener: () => void): () => void;
  /** Changes with all that is shown, at no cost: what is gathered is sorted only when somebody reads it. */
  getVersion(): number;
  read(): IncidentSnapshot;
  dismiss(cause: string): void;
  /** Shows a dismissed incident again. */
  restore(cause: string): void;
}

/** A failure that is repeated is gone for a moment, and a list is mounted anew: only a longer absence ends an incident. */
const absenceThatEnds = 100;
const longestHistory = 20;

const scopesOfThePage: ReadonlySet<ImmErrorScope> = new Set(['session', 'account', 'region']);

// Whether a failure concerns the whole page. What has to be checked first, only the one who sent it can check.
function isOfThePage({ scope, actions }: ImmErrorState): boolean {
  return scopesOfThePage.has(scope) && !actions.some(({ kind }) => kind === 'check-outcome');
}

/**
 * What failures of the whole page have in common. A person has one session and one account for all regions: by whose host
 * they were refused makes no other message of it.
 */
export function incidentCauseOf({ scope, cause, details }: ImmErrorState): string {
  return scope === 'session' || scope === 'account' ? `${scope}:${details.code ?? cause}` : cause;
}

/** @param takes Which failures to gather. @default those that concern the whole page */
export function createIncidentStore(takes: (state: ImmErrorState) => boolean = isOfThePage): IncidentStore {
  const reports = new Map<string, IncidentReport>();
  const causes = new Map<string, KnownCause>();
  const listeners = new Set<() => void>();
  let past: readonly Omit<DismissedIncident, 'isOpen'>[] = [];
  let version = 0;
  let snapshot: IncidentSnapshot | undefined;

  return {
    takes,
    report(reporter, identity, result) {
      const cause = result.state ? incidentCauseOf(result.state) : '';
      const said = saidBy(result);
      const last = reports.get(reporter);
      reports.set(reporter, { identity, result, cause, said });
      snapshot = undefined;
      // Hooks report each time that they render: told of what it knows, a page that shows incidents would render for ever.
      if (last?.cause === cause && last.said === said) return;
      if (last?.cause !== cause) appear(cause);
      if (last && last.cause !== cause) disappear(last.cause);
      change();
    },
    withdraw(reporter) {
      const last = reports.get(reporter);
      if (!last) return;
      reports.delete(reporter);
      disappear(last.cause);
      change();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getVersion: () => version,
    read,
    dismiss(cause) {
      const incident = read().incidents.find((each) => each.cause === cause);
      const state = incident?.results[0]?.state;
      const known = causes.get(cause);
      if (!incident || !state || !known) return;
      past = [{ cause, state, count: incident.count, at: Date.now() }, ...past].slice(0, longestHistory);
      known.isDismissed = true;
      change();
    },
    restore(cause) {
      const known = causes.get(cause);
      if (!known?.isDismissed) return;
      const index = past.findIndex((each) => each.cause === cause);
      past = past.filter((_, each) => each !== index);
      known.isDismissed = false;
      change();
    },
  };

  function appear(cause: string): void {
    const known = causes.get(cause);
    const isOver = known?.reports === 0 && Date.now() - known.absentSince > absenceThatEnds;
    if (known && !isOver) {
      known.reports++;
      return;
    }
    // Deleted first, so that what comes again stands at the end of the queue.
    causes.delete(cause);
    causes.set(cause, { reports: 1, absentSince: 0, isDismissed: false });
  }

  function disappear(cause: string): void {
    const known = causes.get(cause);
    if (!known) return;
    known.reports--;
    known.absentSince = Date.now();
  }

  function change(): void {
    version++;
    snapshot = undefined;
    for (const listener of listeners) listener();
  }

  function read(): IncidentSnapshot {
    if (snapshot) return snapshot;
    const gathered = gather();
    const incidents: Incident[] = [];
    for (const [cause, { isDismissed }] of causes) {
      const results = gathered.get(cause);
      if (results && !isDismissed) incidents.push(incidentOf(cause, [...results.values()]));
    }
    const newest = new Set<string>();
    const history = past.map((each) => {
      const isOpen =
        causes.get(each.cause)?.isDismissed === true && gathered.has(each.cause) && !newest.has(each.cause);
      newest.add(each.cause);
      return { ...each, isOpen };
    });
    snapshot = { incidents, history };
    return snapshot;
  }

  // Several hooks may read one source, such as a form's fields: it counts once, and the one that can do most is asked.
  function gather(): Map<string, Map<unknown, UseImmErrorResult>> {
    const gathered = new Map<string, Map<unknown, UseImmErrorResult>>();
    for (const { identity, result, cause } of reports.values()) {
      const results = gathered.get(cause) ?? new Map<unknown, UseImmErrorResult>();
      const other = results.get(identity);
      if (!other || other.actions.length < result.actions.length) results.set(identity, result);
      gathered.set(cause, results);
    }
    return gathered;
  }
}

/** What a hook saw when it rendered last. */
interface IncidentReport {
  identity: unknown;
  result: UseImmErrorResult;
  cause: string;
  /** All that is shown of it, as a text. */
  said: string;
}

interface KnownCause {
  /** How many reports there are now. */
  reports: number;
  /** When the last one was taken back, where there is none. */
  absentSince: number;
  isDismissed: boolean;
}

function incidentOf(cause: string, results: readonly UseImmErrorResult[]): Incident {
  // Whoever has given up waits for the person; the next to be repeated speaks for those that go on by themselves.
  const sorted = results.toSorted((a, b) => rank(a) - rank(b));
  return { cause, results: sorted, count: results.length };
}

// Its functions are left out: they are others in each render, and are asked for only when a button is pressed.
function saidBy({ status, isRepeating, state, actions }: UseImmErrorResult): string {
  return JSON.stringify([status, isRepeating, state, actions]);
}

function rank({ status, state }: UseImmErrorResult): number {
  return status === 'failed' ? 0 : (state?.retry.at ?? Number.MAX_SAFE_INTEGER);
}
