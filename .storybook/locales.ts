import type { ImmMessages } from '../src/core/types.ts';

interface StoryLocale {
  title: string;
  direction: 'ltr' | 'rtl';
  load(): Promise<{ messages: ImmMessages }>;
}

/** The languages of the toolbar, by BCP 47 tag. A new locale is one line here. */
export const storyLocales = {
  en: { title: 'English', direction: 'ltr', load: () => import('imm-error-kit/locales/en') },
  'zh-CN': { title: '简体中文', direction: 'ltr', load: () => import('imm-error-kit/locales/zh-CN') },
} as const satisfies Record<string, StoryLocale>;

export type StoryLocaleTag = keyof typeof storyLocales;
