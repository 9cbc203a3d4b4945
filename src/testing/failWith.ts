import { type HttpHandler, HttpResponse, http } from 'msw';
import type { ImmErrorCode } from '../core/catalog/immCatalog.js';
import { createImmSimulator } from '../simulator/createImmSimulator.js';
import { createRuleBook } from '../simulator/createRuleBook.js';
import type { CallEnvelope, ImmCall } from '../simulator/ImmCall.js';
import { readCall, readEnvelope } from '../simulator/readCall.js';
import type { ImmInjection, ImmInjectionRule } from '../simulator/types.js';
import { checkCode } from './checkCode.js';

/** Which calls fail, and how exactly. */
export interface FailWithOptions extends Omit<ImmInjectionRule, 'code'> {
  /**
   * The address whose requests fail, whatever they are: a path, a URL or a pattern, as MSW takes them.
   *
   * @default every address, but only requests that name an `Action` of IMM
   */
  url?: string | undefined;
}

/**
 * An MSW handler that answers calls to IMM with a failure, just as IMM would: `server.use(failWith('Throttling.User'))`.
 *
 * All other requests go on to your next handler, as do calls of another `action` or `region`, and those after the first
 * few `times`. So the success that comes after a retry is your usual handler's.
 *
 * @example server.use(failWith('Throttling.User', { action: 'ListProjects', times: 2, retryAfterMs: 3000 }));
 */
export function failWith(code: ImmErrorCode | (string & {}), { url, ...options }: FailWithOptions = {}): HttpHandler {
  checkCode('failWith', code);
  const rules = createRuleBook<ImmInjectionRule>(Math.random);
  rules.add({ ...options, code });

  return http.all(url ?? '*', async ({ request }) => {
    const envelope = readEnvelope(request);
    const call = await readOrNothing(request, envelope);
    const { action, region } = call ?? envelope;
    if (!action && url === undefined) return undefined;

    const [rule] = rules.match({ action, region }, 1);
    // What IMM itself can't read, a back end in between may take: its failure has to be the one that was asked for.
    return rule && answerWith(rule, call ? request : new Request(request.url, { headers: request.headers }));
  });
}

async function readOrNothing(request: Request, envelope: CallEnvelope): Promise<ImmCall | undefined> {
  try {
    return await readCall(request.clone(), envelope, Number.POSITIVE_INFINITY);
  } catch {
    return undefined;
  }
}

async function answerWith(rule: ImmInjection, request: Request): Promise<HttpResponse<BodyInit>> {
  const { code, variant, params, message, status, retryAfterMs } = rule;
  // A back end may take more than IMM.
  const simulator = createImmSimulator({ limits: { payloadBytes: Number.POSITIVE_INFINITY } });
  simulator.inject({ code, variant, params, message, status, retryAfterMs });
  const answer = await simulator.fetch(request);
  // MSW tells its own responses from those of the network by their class.
  return new HttpResponse(answer.body, answer);
}
