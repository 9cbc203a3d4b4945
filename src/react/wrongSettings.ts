import type { ImmErrorContextValue } from './ImmErrorContext.js';
import type { ImmErrorProviderProps } from './ImmErrorProvider.js';

/** The locales of `imm-error-kit/locales/*` that people read: a test holds them against the files. */
export const shipped: readonly string[] = 'ar de en en-GB es fr id it ja ko pt-BR th tr vi zh-CN zh-TW'.split(' ');

/** What a provider is given that it can't do anything with, in words for its developer. Development only. */
export function wrongSettings(props: ImmErrorProviderProps, outer: ImmErrorContextValue): string | false {
  const { site, locale } = props;
  if (site && site !== 'cn' && site !== 'intl') {
    return `[imm-error-kit] \`site\` of ImmErrorProvider is "${site}", which is no site of Alibaba Cloud. Links go to the pages of "${outer.site}" instead. Pass "cn" for aliyun.com or "intl" for alibabacloud.com.`;
  }
  // Given, though undefined: they are being loaded.
  if (!locale || 'messages' in props) return false;
  const words = outer.messages.locale;
  if (languageOf(locale) === languageOf(words)) return false;
  return `[imm-error-kit] \`locale\` of ImmErrorProvider is "${locale}", but its messages are "${words}". Only times and numbers follow \`locale\`, the words don't. ${remedy(locale)}`;
}

function remedy(locale: string): string {
  const file = nearest(locale);
  return file
    ? `Import { messages } from imm-error-kit/locales/${file}, and pass them: <ImmErrorProvider messages={messages}>.`
    : 'Pass `messages` of your own in that language, since imm-error-kit/locales/* has none.';
}

function nearest(locale: string): string | undefined {
  const { language, script } = new Intl.Locale(locale).maximize();
  return (
    shipped.find((tag) => tag === locale) ??
    shipped.find((tag) => languageOf(tag) === language && new Intl.Locale(tag).maximize().script === script)
  );
}

// Throws where it is no tag, as the locale of an app's own messages may be: then nothing is said.
function languageOf(locale: string): string {
  return new Intl.Locale(locale).language;
}
