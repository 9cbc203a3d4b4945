export type { ImmCatalogRow, ImmErrorCode } from './catalog/immCatalog.js';
export { immCatalog } from './catalog/immCatalog.js';
export type { ImmFetch, ImmFetchOptions } from './createImmFetch.js';
export { createImmFetch } from './createImmFetch.js';
export { diagnosticsOf } from './diagnosticsOf.js';
export type { ImmErrorFacts } from './ImmError.js';
export { ImmError, isImmError } from './ImmError.js';
export type { ParseContext } from './parse/parseImmError.js';
export { parseImmError } from './parse/parseImmError.js';
export { parseImmResponse } from './parse/parseImmResponse.js';
export type { BatchResult } from './readBatch.js';
export { readBatch } from './readBatch.js';
export { redact } from './redact.js';
export type {
  CredentialRefresh,
  CredentialRefreshOptions,
  CredentialRunOptions,
  CredentialSnapshot,
} from './retry/createCredentialRefresh.js';
export { createCredentialRefresh } from './retry/createCredentialRefresh.js';
export { createThrottleGate } from './retry/createThrottleGate.js';
export type { ImmQueryDefaults, ImmQueryDefaultsOptions, ImmRetryOptions } from './retry/immQueryDefaults.js';
export { immQueryDefaults } from './retry/immQueryDefaults.js';
export type { RetryDecision, RetryDecisionOptions } from './retry/retryDecision.js';
export { retryDecision } from './retry/retryDecision.js';
export type {
  ThrottleChannel,
  ThrottleGate,
  ThrottleGateLane,
  ThrottleGateOptions,
  ThrottleGateRunOptions,
  ThrottleGateSnapshot,
  ThrottleLocks,
  ThrottleStorage,
} from './retry/ThrottleGate.js';
export type { WithCredentialsOptions } from './retry/withCredentials.js';
export { withCredentials } from './retry/withCredentials.js';
export type { WithGateOptions } from './retry/withGate.js';
export { withGate } from './retry/withGate.js';
export type { MutationCall, VerifiedMutation, WithVerifyOptions } from './retry/withVerify.js';
export { withVerify } from './retry/withVerify.js';
export type { SafeLinkOptions } from './safeLink.js';
export { safeLink } from './safeLink.js';
export type { DescribeOptions } from './state/describeImmError.js';
export { describeImmError } from './state/describeImmError.js';
export { permissionPolicyOf } from './state/permissionPolicyOf.js';
export type {
  ImmAccessDenied,
  ImmActionKind,
  ImmErrorAction,
  ImmErrorCategory,
  ImmErrorDetails,
  ImmErrorField,
  ImmErrorOutcome,
  ImmErrorParams,
  ImmErrorResolver,
  ImmErrorScope,
  ImmErrorSeverity,
  ImmErrorState,
  ImmMessages,
  ImmOperation,
  ImmRetryKind,
  ImmRetryState,
  ImmSite,
} from './types.js';
