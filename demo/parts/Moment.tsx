import type { ReactNode } from 'react';
import { useSettings } from '../settings/settings.ts';

/** A point in time, in the person's language and time zone. */
export function Moment({ at }: { at: string }): ReactNode {
  const { locale } = useSettings();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return <time dateTime={at}>{date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' })}</time>;
}
