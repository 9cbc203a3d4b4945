import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { icuMessages } from './icuMessages.ts';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** Lets the build, the tests, the stories and the demo import the package by its public names, straight from the source. */
export function publicNames(): Plugin[] {
  return [
    {
      name: 'imm:public-names',
      config: () => ({
        // For older browsers Vite would lower `light-dark()` to variables that a `color-scheme` set by script doesn't change.
        build: { cssTarget: 'esnext' },
        resolve: {
          alias: [
            { find: /^imm-error-kit$/, replacement: `${src}/index.ts` },
            { find: /^imm-error-kit\/((?:styles|presets\/\w+)\.css(?:\?.*)?)$/, replacement: `${src}/react/$1` },
            { find: /^imm-error-kit\/locales\/([\w-]+)$/, replacement: `${src}/messages/$1.json?messages` },
            { find: /^imm-error-kit\/forms\/([\w-]+)$/, replacement: `${src}/forms/$1.ts` },
            { find: /^imm-error-kit\/simulator\/node$/, replacement: `${src}/simulator/node.ts` },
            { find: /^imm-error-kit\/(core|simulator|testing)$/, replacement: `${src}/$1/index.ts` },
          ],
        },
      }),
    },
    icuMessages(),
  ];
}
