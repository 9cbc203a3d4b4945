'use client';

export { browserGateOptions } from './react/browserGateOptions.js';
export type { ImmByCase } from './react/byCase.js';
export type { ConflictChange } from './react/components/ConflictChanges.js';
export type { ConflictNoticeProps } from './react/components/ConflictNotice.js';
export { ConflictNotice } from './react/components/ConflictNotice.js';
export type {
  ErrorBannerDensity,
  ErrorBannerProps,
  ErrorBannerSlot,
  ErrorBannerSlots,
} from './react/components/ErrorBanner.js';
export { ErrorBanner } from './react/components/ErrorBanner.js';
export type { ErrorDetailsProps } from './react/components/ErrorDetails.js';
export { ErrorDetails } from './react/components/ErrorDetails.js';
export type { ErrorSummaryProps, ErrorSummarySlots } from './react/components/ErrorSummary.js';
export { ErrorSummary } from './react/components/ErrorSummary.js';
export type { FieldErrorProps } from './react/components/FieldError.js';
export { FieldError } from './react/components/FieldError.js';
export type {
  ImmErrorBoundaryLevel,
  ImmErrorBoundaryProps,
  ImmErrorFallbackProps,
} from './react/components/ImmErrorBoundary.js';
export { ImmErrorBoundary } from './react/components/ImmErrorBoundary.js';
export type { IncidentCenterProps, IncidentCenterSlots } from './react/components/IncidentCenter.js';
export { IncidentCenter } from './react/components/IncidentCenter.js';
export type { IncidentProviderProps } from './react/components/IncidentProvider.js';
export { IncidentProvider } from './react/components/IncidentProvider.js';
export type { PermissionsHintProps } from './react/components/PermissionsHint.js';
export { PermissionsHint } from './react/components/PermissionsHint.js';
export type { RetryCountdownProps } from './react/components/RetryCountdown.js';
export { RetryCountdown } from './react/components/RetryCountdown.js';
export type { RetryProgressProps } from './react/components/RetryProgress.js';
export { RetryProgress } from './react/components/RetryProgress.js';
export type { ImmErrorStatus, ImmMutationSource, ImmQuerySource } from './react/hooks/readSource.js';
export type {
  ErrorSummaryError,
  ErrorSummaryItem,
  ErrorSummaryOptions,
  UseErrorSummaryResult,
} from './react/hooks/useErrorSummary.js';
export { useErrorSummary } from './react/hooks/useErrorSummary.js';
export type { ImmBatchSource, UseImmBatchOptions } from './react/hooks/useImmBatch.js';
export { useImmBatch } from './react/hooks/useImmBatch.js';
export type { BoundAction, ImmErrorSource, UseImmErrorOptions, UseImmErrorResult } from './react/hooks/useImmError.js';
export { useImmError } from './react/hooks/useImmError.js';
export { useImmFieldErrors } from './react/hooks/useImmFieldErrors.js';
export type { ImmIncident, UseImmIncidentsOptions, UseImmIncidentsResult } from './react/hooks/useImmIncidents.js';
export { useImmIncidents } from './react/hooks/useImmIncidents.js';
export type {
  OptimisticUpdate,
  UseImmMutationOptions,
  UseImmMutationResult,
} from './react/hooks/useImmMutation.js';
export { useImmMutation } from './react/hooks/useImmMutation.js';
export type { RetryCountdownState } from './react/hooks/useRetryCountdown.js';
export { useRetryCountdown } from './react/hooks/useRetryCountdown.js';
export type {
  ImmActionHandler,
  ImmActionHandlers,
  ImmActionLinks,
  ImmErrorReport,
  ImmSupport,
  ImmWords,
} from './react/ImmErrorContext.js';
export type { ImmErrorProviderProps } from './react/ImmErrorProvider.js';
export { ImmErrorProvider } from './react/ImmErrorProvider.js';
export type { DismissedIncident } from './react/incidentStore.js';
