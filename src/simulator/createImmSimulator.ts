import { authorize } from './authorize.js';
import { corsHeaders, preflightAnswer } from './cors.js';
import { type Answer, writeBody } from './createAnswer.js';
import { createAuthenticator } from './createAuthenticator.js';
import { createRateLimiter } from './createRateLimiter.js';
import { createRuleBook } from './createRuleBook.js';
import { createStateAccess } from './createStateAccess.js';
import { defaultAccessKeys, defaultLimits, defaultRegions, defaultRoles } from './defaults.js';
import { delay } from './delay.js';
import { describeFailure } from './describeFailure.js';
import { badGatewayPage, ConnectionDropped, hasFault, latencyOf, mangleKeys, mangleText } from './faults.js';
import type { CallEnvelope, ImmCall } from './ImmCall.js';
import { fail, ImmFailure } from './ImmFailure.js';
import type { ImmSimulator, ImmSimulatorOptions } from './ImmSimulator.js';
import { newRequestId } from './identifiers.js';
import { findOperation } from './operations/findOperation.js';
import { ParamReader } from './ParamReader.js';
import { readCall, readEnvelope } from './readCall.js';
import { requestedFaults, requestedInjection } from './requestRules.js';
import { scenarios } from './scenarios.js';
import type {
  ImmFault,
  ImmFaultRule,
  ImmInjectionRule,
  ImmSimulatorLimits,
  ImmSimulatorLogEntry,
  ImmSimulatorRole,
} from './types.js';

const apiVersion = '2020-09-30';
const logLength = 1000;

/** What is known of a call while it is answered. */
interface Exchange {
  envelope: CallEnvelope;
  call?: ImmCall;
  role?: ImmSimulatorRole;
  requestId: string;
}

/** Creates a simulated IMM. Each has a state of its own. */
export function createImmSimulator(options: ImmSimulatorOptions = {}): ImmSimulator {
  const { latencyMs = 0, taskMs = 4000, seed = true, requireHttps = false, anonymousRole = 'owner' } = options;
  const { regions = defaultRegions, roles = defaultRoles, accessKeys = defaultAccessKeys } = options;
  // Looked up at call time, so that fake timers installed later are seen.
  const now = options.now ?? (() => Date.now());
  const random = options.random ?? (() => Math.random());
  const limits: ImmSimulatorLimits = { ...defaultLimits, ...options.limits };

  const authenticator = createAuthenticator({ accessKeys, roles, anonymousRole: anonymousRole ?? undefined, now });
  const rateLimiter = createRateLimiter(limits, now);
  const state = createStateAccess({ seed, now, random });
  const injections = createRuleBook<ImmInjectionRule>(random);
  const faultRules = createRuleBook<ImmFaultRule>(random);
  let log: ImmSimulatorLogEntry[] = [];

  async function fetch(request: Request): Promise<Response> {
    const preflight = preflightAnswer(request);
    if (preflight) return preflight;

    const exchange: Exchange = { envelope: readEnvelope(request), requestId: newRequestId(random) };
    // Before any wait: a body that is read late may be gone with its request.
    const refusal = await attempt(async () => {
      exchange.call = await readCall(request, exchange.envelope, limits.payloadBytes);
      exchange.envelope = exchange.call;
    });
    const { url, headers } = exchange.envelope;
    const faults = [...requestedFaults(headers, url), ...faultRules.match(exchange.envelope)];

    await delay(pickLatency() + latencyOf(faults), request.signal);
    if (hasFault(faults, 'drop-before')) return drop(exchange);
    if (hasFault(faults, 'html-502')) return respond(request, exchange, { status: 502, page: badGatewayPage() });

    const answer = refusal ? describeRefusal(refusal, exchange) : await answerCall(exchange);
    if (hasFault(faults, 'drop-after')) return drop(exchange);
    return respond(request, exchange, { answer, faults });
  }

  async function answerCall(exchange: Exchange): Promise<Answer> {
    let answer: Answer | undefined;
    const refusal = await attempt(async () => {
      answer = await runCall(exchange);
    });
    return answer ?? describeRefusal(refusal ?? new ImmFailure({ code: 'InternalError' }), exchange);
  }

  async function runCall(exchange: Exchange): Promise<Answer> {
    const call = exchange.call ?? fail('InternalError');
    const injection = requestedInjection(call.headers, call.url) ?? injections.match(call, 1)[0];
    if (injection) throw new ImmFailure(injection);

    const operation = checkTarget(call);
    const role = await authenticator.authenticate(call);
    exchange.role = role;
    if (role.failure && (role.failsOn?.test(call.action) ?? true)) fail(role.failure);

    const { cu = 0, run } = operation;
    const { action, region, params, headers } = call;
    const project = typeof params.ProjectName === 'string' ? params.ProjectName : undefined;
    rateLimiter.check({ ...role, action, region, project, cu });
    authorize(role, call);

    const store = state.region(region);
    const at = now();
    const result = run({ params: new ParamReader(params), headers, store, role, limits, now: at, random, taskMs });
    return {
      status: 200,
      body: { RequestId: exchange.requestId, ...result.body },
      headers: result.etag ? { etag: result.etag } : {},
    };
  }

  function checkTarget(call: ImmCall): NonNullable<ReturnType<typeof findOperation>> {
    const { action, version, url } = call;
    if (requireHttps && url.protocol !== 'https:') fail('InvalidProtocolNeedSsl');
    if (!action) fail('Missing{P}', { P: 'Action' });
    if (!version) fail('Missing{P}', { P: 'Version' });
    if (version !== apiVersion) fail('UnsupportedAPIVersion', { version });
    if (!/^[A-Za-z]\w*$/.test(action)) fail('InvalidAction');
    const operation = findOperation(action) ?? fail('UnsupportedAction', { action });

    const region = regions.find(({ id }) => id === call.region) ?? fail('SDK.InvalidRegionId');
    if (region.maintaining) fail('ServiceUnavailable.RegionMaintaining');
    return operation;
  }

  function describeRefusal({ injection, accessDenied }: ImmFailure, exchange: Exchange): Answer {
    const { envelope, call, role, requestId } = exchange;
    return describeFailure(injection, { envelope, params: call?.params, role, roles, requestId, accessDenied });
  }

  function respond(request: Request, exchange: Exchange, { status, page, answer, faults = [] }: Reply): Response {
    const { envelope, requestId } = exchange;
    const body = answer && { ...answer, body: mangleKeys(answer.body, faults) };
    const written = body ? writeBody(body, envelope) : page;
    const code = answer && answer.status >= 400 ? String(answer.body.Code) : undefined;
    record(exchange, answer?.status ?? status, code);
    return new Response(mangleText(written?.text ?? '', faults), {
      status: answer?.status ?? status ?? 500,
      headers: {
        ...corsHeaders(request),
        'content-type': written?.type ?? 'text/plain',
        date: new Date(now()).toUTCString(),
        'cache-control': 'no-store',
        ...(answer && { 'x-acs-request-id': requestId, ...answer.headers }),
      },
    });
  }

  function drop(exchange: Exchange): never {
    record(exchange);
    throw new ConnectionDropped();
  }

  function record({ envelope, role, requestId }: Exchange, status?: number, code?: string): void {
    const { action, region } = envelope;
    log.push({ at: now(), action, region, role: role?.name ?? '', requestId, status, code });
    if (log.length > logLength) log = log.slice(-logLength);
  }

  function pickLatency(): number {
    if (typeof latencyMs === 'number') return latencyMs;
    const [min, max] = latencyMs;
    return min + random() * (max - min);
  }

  function clearRules(): void {
    injections.clear();
    faultRules.clear();
  }

  return {
    fetch,
    reset() {
      clearRules();
      authenticator.reset();
      rateLimiter.reset();
      state.reset();
      log = [];
    },
    inject: injections.add,
    fault: faultRules.add,
    setScenario(name) {
      clearRules();
      for (const rule of scenarios[name].inject ?? []) injections.add(rule);
      for (const rule of scenarios[name].faults ?? []) faultRules.add(rule);
    },
    getState: state.snapshot,
    getLog: () => [...log],
    roles,
    regions,
  };
}

/** What goes out: an answer of the service, or a page of something in between. */
interface Reply {
  answer?: Answer;
  faults?: readonly ImmFault[];
  status?: number;
  page?: { text: string; type: string };
}

/** The failure that a step ended with; any other error is a fault of the simulator and goes on. */
async function attempt(step: () => Promise<void>): Promise<ImmFailure | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    if (error instanceof ImmFailure) return error;
    throw error;
  }
}
