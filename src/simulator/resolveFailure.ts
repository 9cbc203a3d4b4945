import { messageIdOf } from '../core/catalog/findRow.js';
import { type ImmCatalogRow, immCatalog } from '../core/catalog/immCatalog.js';
import type { FailureParams, ImmInjection } from './types.js';
import { wireMessages } from './wireMessages.js';

/** Code, status and message as they go over the wire. */
export interface WireFailure {
  code: string;
  status: number;
  message: string;
}

/**
 * What IMM would answer for a pattern, a message id or a code.
 *
 * A code that no row knows is answered with status 400 and as many words as were given.
 */
export function resolveFailure(injection: ImmInjection, context: FailureParams = {}): WireFailure {
  const { row, code, captured } = findTarget(injection);
  const params = { ...defaultParams, ...rowParams[row?.pattern ?? ''], ...context, ...captured, ...injection.params };
  const template = row ? (wireMessages[messageIdOf(row)] ?? '') : 'The request was refused.';

  return {
    code: fill(code, params),
    // The two rows without a documented status: IMM answers throttling with 400, and so does a gateway a bad region.
    status: injection.status ?? row?.status ?? 400,
    message: injection.message ?? fill(template, params),
  };
}

const defaultParams: FailureParams = {
  P: 'ProjectName',
  R: 'project',
  max: 1_048_576,
  header: 'x-acs-date',
  action: 'CreateProject',
  version: '2020-09-30',
  accessKeyId: 'unknown',
  ramAction: 'imm:CreateProject',
  arn: 'acs:imm:cn-hangzhou:1029384756102938:project/*',
};

// In these two the resource type is part of the code, where IMM writes names with a capital.
const rowParams: Readonly<Record<string, FailureParams>> = {
  'Invalid{R}.Unsupported': { R: 'File' },
  'Invalid{R}.DownloadFailed': { R: 'File' },
};

interface Target {
  row: ImmCatalogRow | undefined;
  code: string;
  captured: FailureParams;
}

function findTarget({ code, variant, message = '' }: ImmInjection): Target {
  const rows = immCatalog.filter((row) => row.pattern === code);
  const named =
    rows.find((row) => row.variant === variant) ??
    rows.find((row) => row.variant && message.includes(textOf(row.variant))) ??
    rows[0] ??
    immCatalog.find((row) => messageIdOf(row) === code);
  if (named) return { row: named, code: named.pattern, captured: {} };

  for (const { row, expression, name } of templates) {
    const value = expression.exec(code)?.[1];
    if (value) return { row, code, captured: { [name]: value } };
  }
  return { row: undefined, code, captured: {} };
}

function textOf(variant: string): string {
  return variant.replace('message says ', '');
}

// The longest first, since every `InvalidX.Unsupported` is an `Invalid{P}` too.
const templates = immCatalog
  .filter((row) => row.pattern.includes('{'))
  .sort((a, b) => b.pattern.length - a.pattern.length)
  .map((row) => {
    const [before = '', name = '', after = ''] = row.pattern.split(/\{(.)\}/);
    return { row, name, expression: new RegExp(`^${escapeRegExp(before)}(.+)${escapeRegExp(after)}$`) };
  });

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function fill(template: string, params: FailureParams): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
