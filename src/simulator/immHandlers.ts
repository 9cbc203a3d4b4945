import type { RequestHandler } from 'msw';
import { ConnectionDropped } from './faults.js';
import type { ImmSimulator } from './ImmSimulator.js';

/** What the handlers listen to. */
export interface ImmHandlersOptions {
  /** The address that the app calls, such as `/imm` or `https://imm.cn-hangzhou.aliyuncs.com`. @default '/imm' */
  baseUrl?: string | undefined;
}

/**
 * MSW handlers that let a simulator answer every call to one address.
 *
 * `worker.use(...(await immHandlers(simulator, { baseUrl: '/imm' })))`
 *
 * MSW is loaded when this is called, so that nobody else needs it.
 */
export async function immHandlers(
  simulator: ImmSimulator,
  { baseUrl = '/imm' }: ImmHandlersOptions = {},
): Promise<RequestHandler[]> {
  const { http, HttpResponse } = await import('msw');
  const base = baseUrl.replace(/\/+$/, '');
  const paths = [`${base}/`, `${base}/*`, ...(base ? [base] : [])];

  return paths.map((path) =>
    http.all(path, async ({ request }) => {
      try {
        return await simulator.fetch(request);
      } catch (error) {
        // Any other is a mistake, which must not pass for a fault.
        if (error instanceof ConnectionDropped) return HttpResponse.error();
        throw error;
      }
    }),
  );
}
