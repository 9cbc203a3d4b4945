import { attempt } from '../attempt.js';
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
  /** Any other text; empty if the messages have none or fail. */
  format(id: string, params?: Params): string;
}

export function wordsFor(
  failure: ImmError,
  row: ImmCatalogRow,
  messages: ImmMessages,
  fieldLabels: Readonly<Record<string, string>> | undefined,
  outcome: ImmErrorOutcome | 'task' | false,
  isKeyGone: boolean,
): Words {
  const { P: parameter = '', R: resource = '', max = 'none', name = 'none' } = failure.params;
  const fieldLabel = parameter ? labelOf(String(parameter)) : undefined;
  const params = {
    field: fieldLabel ?? 'none',
    parameter: shorten(parameter),
    resource: resource ? resourceLabel(shorten(resource)) : 'none',
    // A locale that is no language tag belongs to messages of the app's own.
    max: attempt(() => max.toLocaleString(messages.locale)) ?? max,
    name: shorten(name),
    region: shorten(failure.regionId ?? 'none'),
  };
  const id = messageIdOf(row);
  const message = format(isKeyGone ? 'credentials.key-gone' : `${id}.message`, params);

  return {
    // A set of messages that lacks a title must not leave the person with an empty banner.
    title: format(`${id}.title`, params) || shorten(failure.code) || failure.name,
    // Not in front: a message goes on from its title, often with no more than "it".
    message: outcome ? joinSentences(message, format(`outcome.${outcome}`)) : message,
    fieldLabel,
    format,
  };

  // Apps plug in messages of their own: a formatter that throws must not take the error UI down with it.
  function format(textId: string, values: Params = {}): string {
    return attempt(() => messages.format(textId, values)) ?? '';
  }

  function labelOf(path: string): string {
    for (const key of [path, toFormPath(path)]) {
      if (fieldLabels && Object.hasOwn(fieldLabels, key)) return fieldLabels[key] ?? path;
    }
    // Not an index: `Tags.2` is one of the tags.
    const parts = /^[\w.]+$/.test(path) ? path.split('.').filter((part) => /\D/.test(part)) : [];
    const name = shorten(parts.at(-1) ?? path);
    return format('parameter.label', { name }) || name;
  }

  function resourceLabel(type: string): string {
    return format('resource.label', { key: type.toLowerCase(), name: type }) || type;
  }
}

// What the service names is as long as it likes, and would push all else out of sight. The details hold all of it.
function shorten(name: string | number): string {
  const text = String(name);
  const [start] = /^.{100}(?=.)/su.exec(text) ?? [];
  return start ? `${start}…` : text;
}
