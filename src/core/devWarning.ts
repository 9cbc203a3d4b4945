const warned = new Set<string>();

/**
 * Tells a developer, once, that the kit is used wrongly. Silent in production.
 *
 * @param message What happened, why it matters, what to do: three sentences.
 */
export function devWarning(message: string): void {
  if (typeof process !== 'undefined' && process.env.NODE_ENV === 'production') return;
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`[imm-error-kit] ${message}`);
}
