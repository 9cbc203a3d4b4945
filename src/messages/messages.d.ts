// `build/icuMessages.ts` compiles these at build time.
declare module '*.json?messages' {
  import type { ImmMessages } from '../core/types.js';
  export const messages: ImmMessages;
}
