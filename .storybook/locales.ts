import type { ImmMessages } from '../src/core/types.ts';

interface StoryLocale {
  title: string;
  direction: 'ltr' | 'rtl';
  load(): Promise<{ messages: ImmMessages }>;
}

/** The languages of the toolbar, by BCP 47 tag. A new locale is one line here. */
export const storyLocales = {
  en: { title: 'English', direction: 'ltr', load: () => import('imm-error-kit/locales/en') },
  'en-GB': { title: 'English (UK)', direction: 'ltr', load: () => import('imm-error-kit/locales/en-GB') },
  'zh-CN': { title: '简体中文', direction: 'ltr', load: () => import('imm-error-kit/locales/zh-CN') },
  'zh-TW': { title: '繁體中文', direction: 'ltr', load: () => import('imm-error-kit/locales/zh-TW') },
  ja: { title: '日本語', direction: 'ltr', load: () => import('imm-error-kit/locales/ja') },
  ko: { title: '한국어', direction: 'ltr', load: () => import('imm-error-kit/locales/ko') },
  de: { title: 'Deutsch', direction: 'ltr', load: () => import('imm-error-kit/locales/de') },
  es: { title: 'Español', direction: 'ltr', load: () => import('imm-error-kit/locales/es') },
  fr: { title: 'Français', direction: 'ltr', load: () => import('imm-error-kit/locales/fr') },
  it: { title: 'Italiano', direction: 'ltr', load: () => import('imm-error-kit/locales/it') },
  'pt-BR': { title: 'Português (Brasil)', direction: 'ltr', load: () => import('imm-error-kit/locales/pt-BR') },
  tr: { title: 'Türkçe', direction: 'ltr', load: () => import('imm-error-kit/locales/tr') },
  ar: { title: 'العربية', direction: 'rtl', load: () => import('imm-error-kit/locales/ar') },
  id: { title: 'Bahasa Indonesia', direction: 'ltr', load: () => import('imm-error-kit/locales/id') },
  th: { title: 'ไทย', direction: 'ltr', load: () => import('imm-error-kit/locales/th') },
  vi: { title: 'Tiếng Việt', direction: 'ltr', load: () => import('imm-error-kit/locales/vi') },
  'en-XA': { title: '⟦Ṕšééúúḍóó⟧', direction: 'ltr', load: () => import('imm-error-kit/locales/en-XA') },
} as const satisfies Record<string, StoryLocale>;

export type StoryLocaleTag = keyof typeof storyLocales;
