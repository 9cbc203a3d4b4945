import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';
import type { CompiledMessage, CompiledMessages } from '../src/messages/createMessages.ts';
import { pseudoLocale, pseudoMessage } from './pseudoLocale.ts';

const suffix = '.json?messages';
const folder = fileURLToPath(new URL('../src/messages/', import.meta.url));

/**
 * Turns `src/messages/<locale>.json?messages` into a module that exports `messages: ImmMessages`.
 *
 * ICU is compiled here, at build time, so that no parser reaches the browser: the runtime that is left is about 1 kB.
 * The pseudo-locale has no file: it is made of English here, so it can't be out of date.
 */
export function icuMessages(): Plugin {
  return {
    name: 'imm:icu-messages',
    enforce: 'pre',
    // What isn't a file, Vite can't find by itself.
    resolveId: (id) => (id.endsWith(`/messages/${pseudoLocale}${suffix}`) ? folder + pseudoLocale + suffix : undefined),
    async load(id) {
      if (!id.endsWith(suffix)) return undefined;

      const locale = basename(id, suffix);
      const file = locale === pseudoLocale ? `${folder}en.json` : id.slice(0, -'?messages'.length);
      this.addWatchFile(file);
      const texts = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
      const compiled = compileMessages(texts, locale === pseudoLocale ? pseudoMessage : undefined);
      return {
        code: [
          // Relative, as every module here stands beside it: an absolute path would be published in the source maps.
          "import { createMessages } from './createMessages.ts';",
          `export const messages = createMessages(${JSON.stringify(locale)}, ${JSON.stringify(compiled, withoutPrototype)});`,
        ].join('\n'),
        // The text is data, made here: there is no source to lead to.
        map: { mappings: '' },
        moduleType: 'js',
      };
    },
  };
}

/**
 * The texts as `createMessages` takes them: `{ 'Timeout.title': … }` becomes `{ Timeout: { title: … } }`, so that no id
 * is written twice. `change` is applied to each.
 */
export function compileMessages(
  texts: Readonly<Record<string, string>>,
  change = (message: CompiledMessage): CompiledMessage => message,
): CompiledMessages {
  const compiled: Record<string, Record<string, CompiledMessage>> = {};
  for (const [id, text] of Object.entries(texts)) {
    const dot = id.lastIndexOf('.');
    const group = id.slice(0, dot);
    compiled[group] = { ...compiled[group], [id.slice(dot + 1)]: change(compileText(id, text)) };
  }
  return compiled;
}

// A parameter may be named `constructor`: with a prototype, a select would find a function in the place of a branch. In an
// object literal, `"__proto__": null` takes the prototype away.
function withoutPrototype(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries([['__proto__', null], ...Object.entries(value)]);
}

function compileText(key: string, text: string): CompiledMessage {
  try {
    return compile(text);
  } catch (error) {
    throw new Error(`The message "${key}" is not valid ICU, so it can't be shown. Mend it: ${String(error)}`);
  }
}
