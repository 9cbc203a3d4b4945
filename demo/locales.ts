import type { ImmMessages } from 'imm-error-kit/core';
import { type Words, wordsEn, wordsZhCn } from './words.ts';

interface DemoLocale {
  title: string;
  direction: 'ltr' | 'rtl';
  /** The demo's own words: English where nobody has translated them. */
  words: Words;
  /** The kit's words, loaded when they are first needed. */
  load(): Promise<{ messages: ImmMessages }>;
}

/** The languages of the demo by BCP 47 tag. A new one is one line here, and at best a table in words.ts. */
export const locales = {
  en: { title: 'English', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/en') },
  'en-GB': {
    title: 'English (UK)',
    direction: 'ltr',
    words: wordsEn,
    load: () => import('imm-error-kit/locales/en-GB'),
  },
  'zh-CN': { title: '简体中文', direction: 'ltr', words: wordsZhCn, load: () => import('imm-error-kit/locales/zh-CN') },
  'zh-TW': { title: '繁體中文', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/zh-TW') },
  ja: { title: '日本語', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/ja') },
  ko: { title: '한국어', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/ko') },
  de: { title: 'Deutsch', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/de') },
  es: { title: 'Español', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/es') },
  fr: { title: 'Français', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/fr') },
  it: { title: 'Italiano', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/it') },
  'pt-BR': {
    title: 'Português (Brasil)',
    direction: 'ltr',
    words: wordsEn,
    load: () => import('imm-error-kit/locales/pt-BR'),
  },
  tr: { title: 'Türkçe', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/tr') },
  ar: { title: 'العربية', direction: 'rtl', words: wordsEn, load: () => import('imm-error-kit/locales/ar') },
  id: { title: 'Bahasa Indonesia', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/id') },
  th: { title: 'ไทย', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/th') },
  vi: { title: 'Tiếng Việt', direction: 'ltr', words: wordsEn, load: () => import('imm-error-kit/locales/vi') },
  'en-XA': {
    title: '⟦Ṕšééúúḍóó⟧',
    direction: 'ltr',
    words: wordsEn,
    load: () => import('imm-error-kit/locales/en-XA'),
  },
} as const satisfies Record<string, DemoLocale>;

export type LocaleTag = keyof typeof locales;
