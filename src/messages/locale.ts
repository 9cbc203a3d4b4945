import type { ImmMessages } from '../core/types.js';

/** The words of this locale. What every `imm-error-kit/locales/*` exports. */
export declare const messages: ImmMessages;
