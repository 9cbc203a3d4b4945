/** What kind of failure it is. A closed list: switch over it with `satisfies never`. */
export type ImmErrorCategory =
  | 'validation'
  | 'not-found'
  | 'conflict'
  | 'permission'
  | 'credentials'
  | 'account'
  | 'throttling'
  | 'quota'
  | 'timeout'
  | 'unavailable'
  | 'request'
  | 'network'
  | 'aborted'
  | 'unknown';

/** How far the failure reaches, from one form field to a whole region. */
export type ImmErrorScope = 'field' | 'operation' | 'resource' | 'session' | 'account' | 'region';

/** Whether the service carried the operation out. There is no 'applied': an applied operation did not fail. */
export type ImmErrorOutcome = 'not-applied' | 'unknown';

/** Who can make the failure go away. */
export type ImmErrorResolver = 'user' | 'administrator' | 'developer' | 'service';

/** How loud the message is. It is drawn with an icon and a word as well as a colour. */
export type ImmErrorSeverity = 'error' | 'warning' | 'info';

/**
 * Whether trying again can help.
 *
 * - `automatic`: the kit repeats the request by itself.
 * - `manual`: the person may repeat it with a button.
 * - `after-fix`: something has to change first.
 * - `never`: repeating can't help.
 */
export type ImmRetryKind = 'automatic' | 'manual' | 'after-fix' | 'never';

/** Whether the failed call only read (`query`) or may have changed something (`mutation`). */
export type ImmOperation = 'query' | 'mutation';

/** Which Alibaba Cloud site the console belongs to: aliyun.com (`cn`) or alibabacloud.com (`intl`). */
export type ImmSite = 'cn' | 'intl';

/** What a button does. The words come from the messages, the effect from the hook or the app. */
export type ImmActionKind =
  | 'edit-fields'
  | 'request-quota'
  | 'open-list'
  | 'copy-diagnostics'
  | 'request-permission'
  | 'retry'
  | 'reload'
  | 'switch-account'
  | 'switch-region'
  | 'open-billing'
  | 'open-service-role'
  | 'activate-service'
  | 'refresh-credentials'
  | 'check-clock'
  | 'contact-support'
  | 'check-outcome'
  | 'open-existing'
  | 'stop'
  | 'dismiss'
  | 'troubleshoot';

/**
 * Why RAM refused, as far as the answer says.
 *
 * Source: `AccessDeniedDetail` of Alibaba Cloud's OpenAPI answers.
 */
export interface ImmAccessDenied {
  /** The RAM action that was refused, such as `imm:CreateProject`. */
  action?: string | undefined;
  /** The resource as an ARN, such as `acs:imm:cn-hangzhou:1234567890:project/demo`. */
  resource?: string | undefined;
  /** `SubUser`, `AssumedRoleUser`, `FederatedSSO` or `RootUser`. */
  principalType?: string | undefined;
  /** The name or id of the caller. */
  principalName?: string | undefined;
  /** The account that the caller belongs to. */
  ownerId?: string | undefined;
  /** Which kind of policy decided, such as `AccountLevelIdentityBasedPolicy` or `ControlPolicy`. */
  policyType?: string | undefined;
  /** `ExplicitDeny` or `ImplicitDeny`. */
  noPermissionType?: string | undefined;
  /** Opaque text that an administrator can decode with `ram:DecodeDiagnosticMessage`. Not a secret. */
  encodedDiagnosticMessage?: string | undefined;
}

/** The values that a failed answer named: `P` a parameter, `R` a resource type, `max` a limit, and so on. */
export type ImmErrorParams = Readonly<Record<string, string | number>>;

/**
 * The words of one language.
 *
 * `core` knows no words of its own: it asks for them by id. Each `imm-error-kit/locales/*` exports one;
 * react-intl or i18next plug in by implementing this.
 */
export interface ImmMessages {
  /** A BCP 47 tag, such as `zh-CN`. */
  locale: string;
  /** The text with this id. Must not throw; an unknown id gives an empty string. */
  format(id: string, params: Readonly<Record<string, string | number>>): string;
}

/** A field that the failure concerns. */
export interface ImmErrorField {
  /** The parameter's name as IMM gave it, such as `Sources.1.URI`. */
  parameter: string;
  /** The matching path in a form, such as `sources[0].uri`. */
  path: string;
  /** The field's name in the person's language, where it is known. */
  label?: string | undefined;
  /** What is wrong with it. */
  message: string;
}

/** Something the person can do about the failure. */
export interface ImmErrorAction {
  /** What it does. */
  kind: ImmActionKind;
  /** A verb in the person's language. */
  label: string;
  /** An allow-listed https address, for actions that open a page. */
  href?: string | undefined;
  /** Whether this is the one action to do first. At most one is. */
  primary: boolean;
}

/** Whether and when the failed request is repeated. */
export interface ImmRetryState {
  /** Whether trying again can help. */
  kind: ImmRetryKind;
  /** When the scheduled retry starts, in ms since the epoch. */
  at?: number | undefined;
  /** Whether it stands in line at a gate: when the time is over, others may still go first. */
  inLine?: boolean | undefined;
  /** Which repeat comes next, counted from 1. */
  attempt?: number | undefined;
  /** How many repeats there will be at most; absent where there is no limit. */
  maxAttempts?: number | undefined;
}

/** What support asks for. Every text is redacted. */
export interface ImmErrorDetails {
  /** The service's code. */
  code?: string | undefined;
  /** The HTTP status. */
  status?: number | undefined;
  /** The id of the request. */
  requestId?: string | undefined;
  /** The endpoint that answered. */
  hostId?: string | undefined;
  /** The region that was called. */
  regionId?: string | undefined;
  /** The page that the answer recommends, where it must not be linked: a text to read. */
  recommend?: string | undefined;
  /** Alibaba Cloud's page on this failure; only ever an allow-listed https address. */
  recommendHref?: string | undefined;
}

/** Everything that a person should see and can do about one failure. Plain data: it survives `structuredClone` and JSON. */
export interface ImmErrorState {
  /** What kind of failure it is. */
  category: ImmErrorCategory;
  /** How loud the message is. */
  severity: ImmErrorSeverity;
  /** How far the failure reaches. */
  scope: ImmErrorScope;
  /** Whether the service carried the operation out. */
  outcome: ImmErrorOutcome;
  /** Who can make the failure go away. */
  resolver: ImmErrorResolver;
  /** What happened, in a few words without a full stop. */
  title: string;
  /** Whether anything was lost, and what to do next. */
  message: string;
  /** The fields that it concerns. */
  fields: ImmErrorField[];
  /** Every action that makes sense, the one to do first at the head. */
  actions: ImmErrorAction[];
  /** Whether and when the request is repeated. */
  retry: ImmRetryState;
  /** What support asks for. */
  details: ImmErrorDetails;
  /** Why RAM refused, where it did. */
  permission?: ImmAccessDenied | undefined;
  /** The type of the resource concerned, such as `project`. */
  resource?: string | undefined;
  /** The incident that the failure belongs to: failures with the same cause make one message. */
  cause: string;
}
