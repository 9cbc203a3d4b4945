import type { ImmError } from './ImmError.js';
import { parseImmError } from './parse/parseImmError.js';

// English, because it is read by Alibaba Cloud's support, not by whoever copies it.
const lines: readonly (readonly [label: string, read: (error: ImmError) => string | number | undefined])[] = [
  ['Code', (error) => error.code],
  ['Status', (error) => error.status],
  ['RequestId', (error) => error.requestId],
  ['HostId', (error) => error.hostId],
  ['RegionId', (error) => error.regionId],
  ['Action', (error) => error.action],
  ['ServerTime', (error) => timeText(error.serverTime)],
  ['Message', (error) => error.message],
  ['AuthAction', (error) => error.accessDenied?.action],
  ['AuthResource', (error) => error.accessDenied?.resource],
  ['AuthPrincipalType', (error) => error.accessDenied?.principalType],
  ['AuthPrincipalDisplayName', (error) => error.accessDenied?.principalName],
  ['AuthPrincipalOwnerId', (error) => error.accessDenied?.ownerId],
  ['PolicyType', (error) => error.accessDenied?.policyType],
  ['NoPermissionType', (error) => error.accessDenied?.noPermissionType],
  ['EncodedDiagnosticMessage', (error) => error.accessDenied?.encodedDiagnosticMessage],
  ['Recommend', (error) => error.recommend],
];

/**
 * What support needs to find a failure, and nothing more: `Name: value` lines, redacted, ready to paste into a ticket.
 *
 * Takes anything that was thrown. Never throws.
 */
export function diagnosticsOf(error: unknown): string {
  const failure = parseImmError(error);
  return lines
    .map(([label, read]) => [label, read(failure)] as const)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([label, value]) => `${label}: ${value}`)
    .join('\n');
}

function timeText(time: number | undefined): string | undefined {
  const date = new Date(time ?? Number.NaN);
  // Beyond the year 275760 there is no text for it.
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
