import { useEffect, useRef } from 'react';
import { parseImmError } from '../../core/parse/parseImmError.js';
import type { SourceReading } from './readSource.js';

/**
 * The readings, with the failure of a value the same object as before where another one is given in each render, such as a
 * copy, or a state that is described there. Each would be reported again, and come back after it was dismissed.
 */
export function useSteadyReadings(readings: readonly SourceReading[]): readonly SourceReading[] {
  const last = useRef(readings);
  const steady = readings.map((reading, index) => {
    const before = last.current[index];
    return before && isSameAnswer(before, reading)
      ? { ...reading, thrown: before.thrown, occurrence: before.occurrence }
      : reading;
  });

  useEffect(() => {
    last.current = steady;
  });
  return steady;
}

function isSameAnswer(before: SourceReading, { identity, status, thrown }: SourceReading): boolean {
  if (identity || before.identity || status === 'idle' || thrown === before.thrown) return false;
  const key = keyOf(thrown);
  return key !== undefined && key === keyOf(before.thrown);
}

// What a query or a mutation fails with is told apart by its time. Of values only the id of the request tells: without one, a
// second failure in the same words would stay as hidden as the first.
function keyOf(thrown: unknown): string | undefined {
  const { requestId, code, message } = parseImmError(thrown);
  return requestId && [requestId, code, message].join();
}
