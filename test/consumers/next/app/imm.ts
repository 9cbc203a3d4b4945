import { createImmFetch, describeImmError, type ImmErrorState, type ImmOperation } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/zh-CN';

const immFetch = createImmFetch();

/** Calls IMM from the server, where the keys are. */
export async function callImm(action: string, params: Record<string, string> = {}, inject = ''): Promise<unknown> {
  const query = new URLSearchParams({ Action: action, Version: '2020-09-30', ...params });
  const init = { cache: 'no-store', headers: { 'x-imm-role': 'owner', 'x-imm-inject': inject } } as const;
  return (await immFetch(`${process.env['IMM_URL']}/?${query}`, init)).json();
}

/** What goes to the browser: plain data, in the person's language, with nothing secret in it. */
export function stateOf(error: unknown, operation: ImmOperation): ImmErrorState {
  return describeImmError(error, { messages, operation });
}
