import { describe, expect, it } from 'vitest';
import { formatSeconds } from '../../../src/core/state/formatSeconds.js';

describe('formatSeconds', () => {
  it.each([
    { seconds: 0.2, locale: 'en', text: '1 second' },
    { seconds: 90, locale: 'en', text: '90 seconds' },
    { seconds: 91, locale: 'en', text: '2 minutes' },
    { seconds: -5, locale: 'en', text: '0 seconds' },
    // As all other numbers in Chinese text stand.
    { seconds: 45, locale: 'zh-CN', text: '45 秒钟' },
    { seconds: 120, locale: 'zh-CN', text: '2 分钟' },
    { seconds: 45, locale: 'ja', text: '45 秒' },
    { seconds: 45, locale: 'no_tag', text: '45 seconds' },
  ])('says $seconds s in $locale as "$text"', ({ seconds, locale, text }) => {
    expect(formatSeconds(seconds, locale)).toBe(text);
  });
});
