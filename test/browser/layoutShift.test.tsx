import { render, screen } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import { describeImmError } from 'imm-error-kit/core';
import { messages as arabic } from 'imm-error-kit/locales/ar';
import { messages as german } from 'imm-error-kit/locales/de';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import { type ImmFakeClock, installFakeClock } from 'imm-error-kit/testing';
import 'imm-error-kit/styles.css';
import { afterEach, describe, expect, it } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { answer } from '../react/answers.ts';

const throttled = answer('Throttling.User', 'Request was denied due to user flow control.');
let clock: ImmFakeClock | undefined;

afterEach(async () => {
  clock?.uninstall();
  clock = undefined;
  document.documentElement.dir = '';
  await cdp().send('Emulation.setEmulatedMedia', { features: [] });
});

/** Where everything stands, but the text that counts. */
function places(): string[] {
  return [...document.querySelectorAll('[data-part], [data-part] *, footer')]
    .filter((element) => element.getAttribute('role') !== 'timer')
    .map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return `${element.getAttribute('data-part') ?? element.tagName} ${[x, y, width, height].map(Math.round)}`;
    });
}

describe('a banner moves nothing', () => {
  const locales = { en: english, 'zh-CN': chinese, de: german, ar: arabic } as const;
  it.each([320, 768].flatMap((width) => Object.keys(locales).map((locale) => ({ width, locale }))))(
    'while it counts, at $width px in $locale',
    async ({ width, locale }) => {
      // The table's rows are made of the same keys.
      const messages = locales[locale as keyof typeof locales];
      clock = installFakeClock();
      await page.viewport(width, 800);
      document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
      const retry = { kind: 'automatic', at: clock.now() + 14_000, attempt: 1, maxAttempts: 3 } as const;
      const state = { ...describeImmError(throttled, { messages }), retry };
      render(
        <ImmErrorProvider messages={messages}>
          <ErrorBanner state={state} onRetry={() => {}} />
          <footer>What stands below</footer>
        </ImmErrorProvider>,
      );
      const texts = new Set<string | null>();
      const seen = new Set<string>();
      for (let second = 0; second < 9; second += 1) {
        texts.add(screen.getByRole('timer').textContent);
        seen.add(places().join('\n'));
        await clock.advance(1000);
      }

      expect(texts.size).toBe(9);
      expect([...seen]).toHaveLength(1);
    },
  );

  it('after it has come: its place is its last from the first frame on', async () => {
    render(
      <>
        <ErrorBanner source={throttled} />
        <footer>What stands below</footer>
      </>,
    );
    const atFirst = places();
    const [animation] = document.getAnimations();
    await animation?.finished;

    expect(animation?.effect).toBeInstanceOf(KeyframeEffect);
    expect(places()).toEqual(atFirst);
  });

  it('and does not even fade in where a person wants no motion', async () => {
    await cdp().send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-reduced-motion', value: 'reduce' }],
    });
    render(<ErrorBanner source={throttled} />);

    expect(document.getAnimations()).toEqual([]);
  });
});
