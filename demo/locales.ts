import type { ImmMessages } from 'imm-error-kit/core';
import { type Words, wordsEn, wordsZhCn } from './words.ts';

interface DemoLocale {
  title: string;
  direction: 'ltr' | 'rtl';
  /** The demo's own words. */
  words: Words;
  /** The kit's words, loaded when they are first needed. */
  load(): Promise<{ messages: ImmMessages }>;
}

/** The languages of the demo by BCP 47 tag. A new one is one line here, and a table in words.ts. */
export const locales = {
  en: { title: 'English', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/en') },
  'zh-CN': { title: '简体中文', direction: 'ltr', words: wordsZhCn, load: () => import('imm-error-kit/locales/zh-CN') },
} as const satisfies Record<string, DemoLocale>;

export type LocaleTag = keyof typeof locales;
