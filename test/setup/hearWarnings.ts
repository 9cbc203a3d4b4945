import { onTestFinished, vi } from 'vitest';

/** What the rest of this test says by `console.warn`, which then is no failure. */
export function hearWarnings(): string[] {
  const heard: string[] = [];
  const warn = vi.spyOn(console, 'warn').mockImplementation((...args) => void heard.push(args.map(String).join(' ')));
  onTestFinished(() => warn.mockRestore());
  return heard;
}
