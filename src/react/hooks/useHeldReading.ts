import { useEffect, useState } from 'react';
import { parseImmError } from '../../core/parse/parseImmError.js';
import type { SourceReading } from './readSource.js';

/** A reading that stays while its repeat or its check is under way. */
export interface LiveReading {
  reading: SourceReading;
  /** Whether the failure is only kept on screen while its repeat is in the air. */
  isHeld: boolean;
  repeat(fallback: (() => void) | undefined): void;
  /** Finds out whether it was carried out, while the failure stays on screen. */
  check(run: () => void): void;
}

interface HeldReading extends SourceReading {
  saidAfter: string;
  askedAt: number;
}

/** What is said where a check finds that it was carried out. */
const afterCheck = 'form.saved';

/** How fast two presses of a double click follow each other, in ms. */
const doubleClick = 500;

/**
 * Keeps a failure on screen until its repeat has settled.
 *
 * TanStack Query forgets an error the moment its repeat starts. The message would vanish under the person's finger, and
 * the focus with it, only to come back when the repeat fails too.
 *
 * @param readings What of all sources is held may be another than the worst by then.
 * @param announce Speaks the text with this id once it has worked, and is told when the person asked for it.
 */
export function useHeldReading(
  worst: SourceReading,
  readings: readonly SourceReading[],
  announce: (id: string, askedAt?: number) => void,
): LiveReading {
  const [held, setHeld] = useState<HeldReading>();
  const own = readings.find(({ identity }) => identity === held?.identity) ?? worst;
  const isOver = !!held && hasSettled(own, held);
  const isHeld = !!held && !isOver && own.inFlight && (own.status === 'idle' || own.status === 'failed');
  const said = held && isOver ? saidOf(own, held) : undefined;

  useEffect(() => {
    if (!held || !isOver) return;
    setHeld(undefined);
    if (said) announce(said, held.askedAt);
  }, [isOver, said, held, announce]);

  const reading = isHeld ? own : worst;
  const { occurrence, thrown } = reading;
  const hold = (saidAfter: string): void => setHeld({ ...reading, saidAfter, askedAt: Date.now() });
  // TanStack Query tells of a request a moment after it was started: until then a second press would start another one.
  const isAsked = (): boolean =>
    isHeld ||
    (!!held && held.occurrence === occurrence && held.thrown === thrown && Date.now() - held.askedAt < doubleClick);
  return {
    reading: isHeld
      ? { ...held, note: reading.note ?? held.note, repeat: reading.repeat, forget: reading.forget }
      : reading,
    isHeld,
    repeat(fallback) {
      const run = reading.repeat ?? fallback;
      if (!run || isAsked()) return;
      if (reading.repeat) hold('announce.recovered');
      run();
    },
    check(run) {
      if (isAsked()) return;
      announce('form.checking');
      hold(afterCheck);
      run();
    },
  };
}

function hasSettled({ failedAt, inFlight, status, occurrence }: SourceReading, held: HeldReading): boolean {
  if (failedAt !== held.failedAt) return true;
  return !inFlight && (status === 'idle' || !Object.is(occurrence, held.occurrence));
}

// What was dismissed or reset meanwhile, or gave its place to another query, has not worked.
function saidOf({ failedAt, status, thrown, hasWorked }: SourceReading, held: HeldReading): string | undefined {
  if (hasWorked && failedAt === held.failedAt) return held.saidAfter;
  // What a check has found out changes a sentence of the message, and nobody who can't see it would know.
  const isChecked = held.saidAfter === afterCheck && status === 'failed';
  return isChecked && parseImmError(thrown).outcome === 'not-applied' ? 'outcome.not-applied' : undefined;
}
