import { attempt } from '../attempt.js';

const formats = new Map<string, Intl.NumberFormat>();

/** A waiting time in words: `5 seconds`, `2 minutes`. Never fewer than 0 seconds. */
export function formatSeconds(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const unit = whole > 90 ? 'minute' : 'second';
  const text = formatOf(locale, unit).format(unit === 'minute' ? Math.ceil(whole / 60) : whole);
  // As all other numbers in Chinese stand, and as the Japanese ones do without help.
  return text.replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
}

function formatOf(locale: string, unit: string): Intl.NumberFormat {
  const key = `${locale} ${unit}`;
  const known = formats.get(key);
  if (known) return known;

  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  // A locale that is no language tag belongs to messages of the app's own.
  const format = attempt(() => new Intl.NumberFormat(locale, options)) ?? new Intl.NumberFormat('en', options);
  formats.set(key, format);
  return format;
}
