import { messageIdOf } from '../catalog/findRow.js';
import type { ImmCatalogRow } from '../catalog/immCatalog.js';
import type { ImmError } from '../ImmError.js';
import type { ImmErrorOutcome, ImmMessages } from '../types.js';
import { joinSentences } from './joinSentences.js';
import { toFormPath } from './toFormPath.js';

type Params = Readonly<Record<string, string | number>>;

/** The words of one failure in one language. */
export interface Words {
  title: string;
  message: string;
  fieldLabel: string | undefined;
  /** The message, and whether anything was changed. */
  withOutcome(outcome: ImmErrorOutcome | 'task'): string;
  /** Any other text; empty if the messages have none or fail. */
  format(id: string, params?: Params): string;
}

export function wordsFor(
  failure: ImmError,
  row: ImmCatalogRow,
  messages: ImmMessages,
  fieldLabels: Readonly<Record<string, string>> | undefined,
): Words {
  const { P: parameter = '', R: resource = '', max = 'none', name = 'none' } = failure.params;
  const fieldLabel = parameter ? labelOf(String(parameter), fieldLabels) : undefined;
  const params = {
    field: fieldLabel ?? 'none',
    parameter: String(parameter),
    resource: resource ? resourceLabel(String(resource)) : 'none',
    max: typeof max === 'number' ? numberText(max, messages.locale) : max,
    name,
    region: failure.regionId ?? 'none',
  };
  const id = messageIdOf(row);
  const message = format(`${id}.message`, params);

  return {
    // A set of messages that lacks a title must not leave the person with an empty banner.
    title: format(`${id}.title`, params) || failure.code || failure.name,
    message,
    fieldLabel,
    withOutcome: (outcome) => joinSentences(message, format(`outcome.${outcome}`, {})),
    format,
  };

  // Apps plug in messages of their own: a formatter that throws must not take the error UI down with it.
  function format(textId: string, values: Params = {}): string {
    try {
      return messages.format(textId, values);
    } catch {
      return '';
    }
  }

  function labelOf(path: string, labels: Readonly<Record<string, string>> | undefined): string {
    for (const key of [path, toFormPath(path)]) {
      if (labels && Object.hasOwn(labels, key)) return labels[key] ?? path;
    }
    const [leaf = path] = /^[\w.]+$/.test(path) ? path.split('.').slice(-1) : [];
    return format('parameter.label', { name: leaf }) || path;
  }

  function resourceLabel(type: string): string {
    return format('resource.label', { key: type.toLowerCase(), name: type }) || type;
  }
}

function numberText(value: number, locale: string): string {
  try {
    return value.toLocaleString(locale);
  } catch {
    // Not a language tag: the messages are the app's own.
    return String(value);
  }
}
