import { attempt } from '../attempt.js';
import { findRow, messageIdOf } from '../catalog/findRow.js';
import type { ImmCatalogRow } from '../catalog/immCatalog.js';
import { ImmError } from '../ImmError.js';
import { parseImmError } from '../parse/parseImmError.js';
import { askedWaitOf, longestMutationWait } from '../retry/retryDecision.js';
import { safeLink } from '../safeLink.js';
import type {
  ImmErrorCategory,
  ImmErrorSeverity,
  ImmErrorState,
  ImmMessages,
  ImmOperation,
  ImmRetryKind,
  ImmSite,
} from '../types.js';
import { warnOnce } from '../warnOnce.js';
import { actionsOf } from './actionsOf.js';
import { formatSeconds } from './formatSeconds.js';
import { joinSentences } from './joinSentences.js';
import { troubleshootPage } from './links.js';
import { toFormPath } from './toFormPath.js';
import { type Words, wordsFor } from './wordsFor.js';

/** How to describe a failure. */
export interface DescribeOptions {
  /** The words. */
  messages: ImmMessages;
  /** The site whose pages are linked. @default 'cn' */
  site?: ImmSite | undefined;
  /** Whether the call only read or may have changed something. @default what `parseImmError` was told, else 'query' */
  operation?: ImmOperation | undefined;
  /** The app's own names of fields, by parameter (`ProjectName`) or form path (`projectName`). */
  fieldLabels?: Readonly<Record<string, string>> | undefined;
  /** Hosts whose pages may be linked besides Alibaba Cloud's, such as `help.example.com`; their subdomains, too. */
  allowedHosts?: readonly string[] | undefined;
}

/**
 * What a person should see and can do about anything that was thrown.
 *
 * A mutation that would have to wait for more than 30 s is left to the person, with the time in its message.
 * Parses what isn't an `ImmError` yet. Pure and total: it never throws, and always gives a title.
 */
export function describeImmError(error: unknown, options: DescribeOptions): ImmErrorState {
  // Without types, they can be missing: without words, the code stands for the title.
  const given = options ?? ({} as DescribeOptions);
  warnOnce(
    () =>
      process.env.NODE_ENV !== 'production' &&
      typeof given.messages?.format !== 'function' &&
      '[imm-error-kit] describeImmError was given no `messages`. It has no words of its own, so the code stands for the title. Pass { messages } of imm-error-kit/locales/en or another language.',
  );
  return describeThrown(error, given, false);
}

/** The same, knowing whether the call is about to be repeated by itself, however long it waits. */
export function describeThrown(error: unknown, options: DescribeOptions, isScheduled: boolean): ImmErrorState {
  // The second for an ImmError that was given getters that throw.
  return (
    attempt(() => describe(parseImmError(error), options, isScheduled)) ??
    describe(new ImmError({}, { cause: error }), options, isScheduled)
  );
}

function describe(failure: ImmError, options: DescribeOptions, isScheduled: boolean): ImmErrorState {
  const { messages, site = 'cn', operation = failure.operation ?? 'query', fieldLabels } = options;
  const { origin, outcome } = failure;
  const { row } = findRow(failure);
  const keyGone = isKeyGone(failure, row);
  const words = wordsFor(
    failure,
    row,
    messages,
    fieldLabels,
    origin === 'task' ? origin : operation === 'mutation' && outcome,
    keyGone,
  );
  // Of a task it is known that it failed: it is started again, not checked.
  const unsure = !origin && operation === 'mutation' && outcome === 'unknown' && row.category !== 'aborted';
  const longWait = longWaitOf(failure, row, operation, isScheduled);
  // What is about to be repeated is left to nobody, though it is open what an earlier try did.
  const isLeft = (unsure && !isScheduled) || longWait || (origin && row.retry === 'automatic');
  const retry: ImmRetryKind = isLeft ? 'manual' : row.retry;
  const recommended = safeLink(failure.recommend, { allow: options.allowedHosts });
  const recommendHref = recommended ?? troubleshootPage(failure, site);
  const parameter = typeof failure.params.P === 'string' ? failure.params.P : undefined;

  return {
    category: row.category,
    severity: severities[row.category] ?? 'error',
    scope: row.scope,
    outcome,
    resolver: row.resolver,
    title: words.title,
    message: joinSentences(words.message, waitText(longWait, words, messages)),
    fields: parameter
      ? [{ parameter, path: toFormPath(parameter), label: words.fieldLabel, message: words.title }]
      : [],
    actions: actionsOf({ row, retry, unsure, failure, isKeyGone: keyGone, recommendHref, site, format: words.format }),
    retry: { kind: retry },
    details: {
      code: failure.code || undefined,
      status: failure.status,
      requestId: failure.requestId,
      hostId: failure.hostId,
      regionId: failure.regionId,
      // What can't be linked is read.
      recommend: recommended ? undefined : failure.recommend,
      recommendHref,
    },
    permission: failure.accessDenied,
    resource: typeof failure.params.R === 'string' ? failure.params.R : undefined,
    cause: causeOf(failure, row),
  };
}

const severities: Readonly<Partial<Record<ImmErrorCategory, ImmErrorSeverity>>> = {
  conflict: 'warning',
  throttling: 'warning',
  quota: 'warning',
  unavailable: 'warning',
  aborted: 'info',
};

// A refused token can be had anew. A key that is refused (403, 404) after that is gone.
function isKeyGone({ renewed }: ImmError, { category, status = 0 }: ImmCatalogRow): boolean {
  return !!renewed && category === 'credentials' && status >= 403;
}

/** How long the call would have to wait, in ms, if that is longer than a mutation waits by itself; else 0. */
function longWaitOf(
  { origin, retryAfterMs }: ImmError,
  row: ImmCatalogRow,
  operation: ImmOperation,
  isScheduled: boolean,
): number {
  if (isScheduled || operation === 'query' || origin || row.retry !== 'automatic') return 0;
  const wait = askedWaitOf(row, retryAfterMs);
  return wait > longestMutationWait ? wait : 0;
}

function waitText(ms: number, words: Words, messages: ImmMessages): string {
  if (!ms) return '';
  // An app's own messages may fail at telling their locale, too.
  return attempt(() => words.format('outcome.wait', { time: formatSeconds(ms / 1000, messages.locale) })) ?? '';
}

// Failures of one code and host are one incident as far as their scope reaches.
function causeOf(failure: ImmError, row: ImmCatalogRow): string {
  return `${row.scope}:${failure.code || messageIdOf(row)}:${failure.hostId ?? ''}`;
}
