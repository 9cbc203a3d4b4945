import { useEffect, useRef } from 'react';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { announcementOf } from './useAnnounceError.js';
import type { ImmIncident } from './useImmIncidents.js';

/** How long failures of one cause may trickle in before they are counted aloud, in ms. */
const settling = 400;

/**
 * Speaks of incidents what the banner of the one that is shown does not: how much it covers, once, and what waits
 * behind it.
 */
export function useAnnounceIncidents(incidents: readonly ImmIncident[], shown: ImmIncident | undefined): void {
  const context = useImmErrorContext();
  const latest = useRef({ incidents, shown, context });
  const spoken = useRef(new Set<string>());
  const pending = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const causes = JSON.stringify(incidents.map(({ cause }) => cause));

  useEffect(() => {
    latest.current = { incidents, shown, context };
  });

  useEffect(() => {
    const present: string[] = JSON.parse(causes);
    for (const cause of spoken.current) if (!present.includes(cause)) spoken.current.delete(cause);
    const canSpeak = latest.current.context.announcer.isReady();
    for (const cause of present) {
      if (canSpeak && !spoken.current.has(cause)) pending.current.add(cause);
      spoken.current.add(cause);
    }
    if (pending.current.size === 0) return;

    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      for (const incident of latest.current.incidents) {
        if (pending.current.has(incident.cause)) speak(incident, latest.current);
      }
      pending.current.clear();
    }, settling);
  }, [causes]);

  useEffect(() => () => clearTimeout(timer.current), []);
}

function speak(
  incident: ImmIncident,
  { shown, context }: { shown: ImmIncident | undefined; context: ReturnType<typeof useImmErrorContext> },
): void {
  const { announcer, messages } = context;
  if (incident.cause !== shown?.cause) announcer.announce(announcementOf(incident.state, context), 'polite');
  if (incident.count > 1) announcer.announce(messages.format('incident.covers', { count: incident.count }), 'polite');
}
