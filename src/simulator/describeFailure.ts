import { accessDeniedDetail } from './authorize.js';
import { type Answer, type FailureBody, failureAnswer } from './createAnswer.js';
import type { CallEnvelope } from './ImmCall.js';
import { resolveFailure } from './resolveFailure.js';
import type { FailureParams, ImmInjection, ImmSimulatorRole, JsonObject } from './types.js';

/** What is known of a refused call. */
export interface RefusedCall {
  envelope: CallEnvelope;
  params?: JsonObject | undefined;
  role?: ImmSimulatorRole | undefined;
  /** Whose the call may be, where its role isn't known yet. */
  roles: readonly ImmSimulatorRole[];
  requestId: string;
  accessDenied?: JsonObject | undefined;
}

/** What IMM answers to a call that it refuses. */
export function describeFailure(injection: ImmInjection, refused: RefusedCall): Answer & { body: FailureBody } {
  const { envelope, params = {}, roles, requestId } = refused;
  // An injected denial comes before the role is known, so it is told about the first role that can be refused.
  const role = refused.role ?? roles.find(({ allow }) => allow);
  const denied = refused.accessDenied ?? (role && accessDeniedDetail(role, { ...envelope, params }));
  const wire = resolveFailure(injection, { ...namesIn(envelope), ...namesOf(denied) });

  const answer = failureAnswer(wire, envelope, requestId, wire.code === 'AccessDenied' ? denied : undefined);
  if (injection.retryAfterMs !== undefined) answer.headers['x-acs-retry-after'] = String(injection.retryAfterMs);
  return answer;
}

/** What a denial names: its message and its detail say the same. */
function namesOf(denied: JsonObject | undefined): FailureParams {
  return denied ? { ramAction: String(denied['AuthAction']), arn: String(denied['AuthResource']) } : {};
}

/** Names that a message may mention, as far as the call tells them. */
function namesIn({ action, headers }: CallEnvelope): FailureParams {
  const version = headers.get('x-acs-version');
  return { ...(action && { action }), ...(version && { version }) };
}
