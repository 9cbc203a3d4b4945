import {
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  type RefAttributes,
  useRef,
  useState,
} from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { createIncidentBoard } from '../createIncidentBoard.js';
import { useAnnounceIncidents } from '../hooks/useAnnounceIncidents.js';
import { type ImmErrorSource, useImmError } from '../hooks/useImmError.js';
import { type ImmIncident, useImmIncidents } from '../hooks/useImmIncidents.js';
import { useLandmarkKey } from '../hooks/useLandmarkKey.js';
import { useReturnFocus } from '../hooks/useReturnFocus.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { createIncidentStore, type DismissedIncident } from '../incidentStore.js';
import { bothGiven } from './bothGiven.js';
import { ErrorBanner, type ErrorBannerProps } from './ErrorBanner.js';
import { IncidentHistory } from './IncidentHistory.js';
import { IncidentBoardProvider } from './IncidentProvider.js';
import { IncidentQueue } from './IncidentQueue.js';

/** Parts to put in place of the kit's; `null` leaves a part out. */
export interface IncidentCenterSlots {
  /** The message of the incident that is shown. */
  incident?: ((incident: ImmIncident) => ReactNode) | null | undefined;
  /** What was dismissed. */
  history?: ((history: readonly DismissedIncident[], restore: (cause: string) => void) => ReactNode) | null | undefined;
}

/** What `IncidentCenter` takes: the attributes of its root as well. */
export interface IncidentCenterProps extends HTMLAttributes<HTMLElement> {
  /** What failed, to gather only this, whatever its scope: anything that `useImmError` takes, or an array of it. */
  source?: ImmErrorSource;
  /** A state, or an array of them, to gather instead of `source`. */
  state?: ImmErrorState | readonly ImmErrorState[] | null | undefined;
  /** Makes the title of each message a heading of this level; without it, it is a paragraph. */
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  /** Parts to put in place of the kit's. */
  slots?: IncidentCenterSlots | undefined;
}

/**
 * Says once what concerns the whole page: one message for each cause, one action that repairs all that it covers.
 *
 * Stands in the page and never above it: of several messages it shows one, and the others wait. Nothing goes by itself but
 * what is repaired, and what was dismissed can be shown again. F6 leads to it and back.
 *
 * Without `source` it shows what fails below the outermost `ImmErrorProvider`, or below the nearest `IncidentProvider`;
 * without either, nothing.
 */
export const IncidentCenter: ForwardRefExoticComponent<IncidentCenterProps & RefAttributes<HTMLElement>> = forwardRef(
  function IncidentCenter({ source, state, ...rest }: IncidentCenterProps, ref: Ref<HTMLElement>): ReactNode {
    const [board] = useState(() => createIncidentBoard(createIncidentStore(() => true)));
    warnOnce(() => process.env.NODE_ENV !== 'production' && bothGiven('IncidentCenter', source, state));
    const own = source ?? state;
    // `null` is a source that hasn't failed: in its place the whole page's failures would be shown until it does.
    if (source === undefined && state === undefined) return <Center {...rest} forwardedRef={ref} />;
    return (
      <IncidentBoardProvider board={board}>
        {(Array.isArray(own) ? own : [own]).map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a source has nothing else that tells it from the next
          <Watched key={index} source={each} />
        ))}
        <Center {...rest} forwardedRef={ref} />
      </IncidentBoardProvider>
    );
  },
);

function Watched({ source }: { source: ImmErrorSource }): ReactNode {
  useImmError(source);
  return null;
}

interface CenterProps extends Omit<IncidentCenterProps, 'source' | 'state'> {
  forwardedRef: Ref<HTMLElement>;
}

function Center({ headingLevel, slots = {}, forwardedRef, className, ...rest }: CenterProps): ReactNode {
  const { messages } = useImmErrorContext();
  const region = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<string>();
  const show = (cause: string): void => {
    restore(cause);
    setChosen(cause);
    region.current?.focus();
  };
  const { incidents, history, restore } = useImmIncidents({ onShow: show });
  const position = Math.max(
    0,
    incidents.findIndex(({ cause }) => cause === chosen),
  );
  const incident = incidents[position];
  const isEmpty = incidents.length + history.length === 0;

  useAnnounceIncidents(incidents, incident);
  const kept = useReturnFocus(forwardedRef, rest.onFocus, region);
  useLandmarkKey(region, isEmpty);

  return (
    // Always there, as it may have the focus when the last message goes; without a name it is no landmark.
    <section
      tabIndex={-1}
      aria-label={isEmpty ? undefined : messages.format('incident.region', {})}
      {...rest}
      {...kept}
      className={className ? `imm-incidents ${className}` : 'imm-incidents'}
      data-part="incidents"
    >
      {incident &&
        (slots.incident === undefined ? (
          <IncidentMessage key={incident.cause} incident={incident} headingLevel={headingLevel} />
        ) : (
          slots.incident?.(incident)
        ))}
      {incidents.length > 1 && (
        <IncidentQueue
          position={position}
          total={incidents.length}
          onMove={(next) => setChosen(incidents[next]?.cause)}
        />
      )}
      {history.length > 0 &&
        (slots.history === undefined ? (
          <IncidentHistory history={history} onRestore={show} />
        ) : (
          slots.history?.(history, show)
        ))}
    </section>
  );
}

interface IncidentMessageProps {
  incident: ImmIncident;
  headingLevel: ErrorBannerProps['headingLevel'];
}

function IncidentMessage({ incident, headingLevel }: IncidentMessageProps): ReactNode {
  const { messages } = useImmErrorContext();
  return (
    <ErrorBanner
      source={incident}
      headingLevel={headingLevel}
      slots={{
        message: (state) => (
          <>
            <p className="imm-banner-message" data-part="message">
              {state.message}
            </p>
            {incident.count > 1 && (
              <p className="imm-banner-message" data-part="covers">
                {messages.format('incident.covers', { count: incident.count })}
              </p>
            )}
          </>
        ),
      }}
    />
  );
}
