import type { Plugin } from 'vite';
import { localeTags } from './localeTags.ts';

/** Emits the declaration of each locale: one for all of them would let TypeScript import a locale that there isn't. */
export function localeTypes(): Plugin {
  return {
    name: 'imm:locale-types',
    generateBundle() {
      for (const tag of localeTags()) {
        const source = "export { messages } from '../messages/locale.js';\n";
        this.emitFile({ type: 'asset', fileName: `locales/${tag}.d.ts`, source });
      }
    },
  };
}
