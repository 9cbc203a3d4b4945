import { parseImmResponse } from 'imm-error-kit/core';

/** As the app's own back end would hand IMM's answer on. */
export async function immFetchFailure(): Promise<never> {
  throw await parseImmResponse(await fetch('/imm-answer'), { action: 'GetProject' });
}
