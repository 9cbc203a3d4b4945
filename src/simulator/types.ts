/** Anything that JSON can carry as an object. Values are narrowed where they are read. */
export type JsonObject = { [key: string]: unknown };

/** How many requests, files and bytes the simulated service takes before it refuses. */
export interface ImmSimulatorLimits {
  /** Calls of one API a second, for one account. @default 10 */
  apiQps: number;
  /** The same for single APIs, by name. @default CreateProject 3, so that a person can be too fast */
  actionQps: Readonly<Record<string, number>>;
  /** Calls of any API a second, for one user. @default 20 */
  userQps: number;
  /** Compute units a second, for one project. @default 10 */
  cu: number;
  /** Projects in one region. @default 100 */
  projects: number;
  /** Bytes of one request's body. @default 1048576 */
  payloadBytes: number;
}

/** A region, and whether it answers. */
export interface ImmSimulatorRegion {
  /** Such as `cn-hangzhou`. */
  id: string;
  /** Answers every call with `ServiceUnavailable.RegionMaintaining`. */
  maintaining?: boolean | undefined;
}

/** Who calls, and what they may do. */
export interface ImmSimulatorRole {
  /** How `x-imm-role` and the access keys name it. */
  name: string;
  /** The account that it belongs to. */
  accountId: string;
  /** What kind of caller RAM takes it for. */
  principalType: 'RootUser' | 'SubUser' | 'AssumedRoleUser';
  /** The name or id that RAM calls it by. */
  principalName: string;
  /** The actions that the role may call. @default all */
  allow?: RegExp | undefined;
  /** Which policy refuses, and how. @default an implicit deny of the account's identity policies */
  deny?: { policyType: string; noPermissionType: 'ImplicitDeny' | 'ExplicitDeny' } | undefined;
  /** A code that calls of this role are answered with. */
  failure?: string | undefined;
  /** Which actions that code answers. @default all */
  failsOn?: RegExp | undefined;
}

/** A key pair that signs requests. Only for the simulator: none of them opens anything real. */
export interface ImmSimulatorAccessKey {
  /** The half that is sent. */
  accessKeyId: string;
  /** The half that signs. */
  accessKeySecret: string;
  /** The name of the role whose calls it signs. */
  role: string;
  /** The code that its calls are refused with, for a key that no longer works. */
  failure?: string | undefined;
  /** The session token that must come with it. Temporary keys only. */
  securityToken?: string | undefined;
  /** When the token ends, in ms since the epoch. */
  expiresAt?: number | undefined;
}

/** Names that go into a code or its message: `P` a parameter, `R` a resource type, `max` a limit. */
export type FailureParams = Readonly<Record<string, string | number>>;

/** What to answer instead of success. */
export interface ImmInjection {
  /** A code, a pattern of the catalogue such as `Missing{P}`, or a message id such as `LimitExceededError.count`. */
  code: string;
  /** Tells two rows with one code apart, as in the catalogue: `message says resource count`. */
  variant?: string | undefined;
  /** Fills `{P}`, `{R}` and the numbers in the message. @default ProjectName, project */
  params?: FailureParams | undefined;
  /** Replaces the documented message. */
  message?: string | undefined;
  /** Replaces the documented HTTP status. */
  status?: number | undefined;
  /** Sent as `x-acs-retry-after`, in ms. */
  retryAfterMs?: number | undefined;
}

/** Which calls a rule concerns. */
export interface ImmRuleScope {
  /** Only this action. @default every action */
  action?: string | undefined;
  /** Only this region. @default every region */
  region?: string | undefined;
  /** How many calls it concerns before it ends by itself; none at 0. @default no end */
  times?: number | undefined;
  /** From 0 to 1. @default 1 */
  probability?: number | undefined;
}

/** An injection that waits for matching calls. */
export interface ImmInjectionRule extends ImmInjection, ImmRuleScope {}

/**
 * What goes wrong on the way rather than in the service.
 *
 * - `latency`: the answer comes late, by `ms`.
 * - `drop-before`, `drop-after`: the connection breaks before or after the service has carried the call out.
 * - `html-502`: a gateway's page; the service never saw the call.
 * - `empty-body`, `truncated-json`, `lower-case-keys`: the service carried the call out, and its answer was mangled.
 */
export type ImmFaultKind =
  | 'latency'
  | 'drop-before'
  | 'drop-after'
  | 'html-502'
  | 'empty-body'
  | 'truncated-json'
  | 'lower-case-keys';

/** One thing that goes wrong on the way. */
export interface ImmFault {
  /** What goes wrong. */
  kind: ImmFaultKind;
  /** For `latency`. @default 3000 */
  ms?: number | undefined;
}

/** A fault that waits for matching calls. */
export interface ImmFaultRule extends ImmFault, ImmRuleScope {}

/** One call that the simulator has answered, oldest first in the log. */
export interface ImmSimulatorLogEntry {
  /** When it was answered, in ms since the epoch. */
  at: number;
  /** The API operation; empty where the call named none. */
  action: string;
  /** The region that was called. */
  region: string;
  /** Who called; empty where that was not found out. */
  role: string;
  /** The id that the answer carried. */
  requestId: string;
  /** Absent where the connection was dropped. */
  status?: number | undefined;
  /** Absent for a success. */
  code?: string | undefined;
}
