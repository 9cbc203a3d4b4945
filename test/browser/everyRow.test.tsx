import { render } from '@testing-library/react';
import axe from 'axe-core';
import { ErrorBanner, type ErrorBannerProps, ImmErrorProvider } from 'imm-error-kit';
import { immCatalog } from 'imm-error-kit/core';
import { messages as arabic } from 'imm-error-kit/locales/ar';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as pseudo } from 'imm-error-kit/locales/en-XA';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import 'imm-error-kit/styles.css';
import type { CSSProperties, ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { answer, implicitDeny } from '../react/answers.ts';
import { overflows, overlaps, reorderedCodes } from './layoutFaults.ts';
import { openAllDetails } from './openAllDetails.ts';
import { settled } from './settled.ts';

const rows = immCatalog.map(({ pattern, variant }) => {
  const code = pattern.replace('{P}', 'Sources.1.SubtitleExtractionParameters').replace('{R}', 'Dataset');
  const denied = pattern === 'AccessDenied' ? { AccessDeniedDetail: implicitDeny } : {};
  return answer(code, variant ?? 'The request project is blocked due to throttling control.', denied);
});

function Catalogue({ density }: Pick<ErrorBannerProps, 'density'>): ReactNode {
  return (
    <main>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the catalogue never changes its order
        <ErrorBanner key={index} source={row} operation="mutation" density={density} onRetry={noop} onVerify={noop} />
      ))}
    </main>
  );
}

function noop(): void {}

/** As an app that does all it can: every action has its button. */
const handled = {
  'edit-fields': noop,
  'open-list': noop,
  'refresh-credentials': noop,
  'switch-account': noop,
  'switch-region': noop,
};

const root = document.documentElement;

afterEach(() => {
  root.removeAttribute('dir');
  root.style.colorScheme = '';
  root.style.fontSize = '';
  document.body.style.background = '';
});

describe('every row of the catalogue, in real Chromium', () => {
  const locales = { en: english, 'zh-CN': chinese, ar: arabic, 'en-XA': pseudo } as const;
  const layouts = Object.keys(locales).flatMap((locale) =>
    [320, 768, 1280].flatMap((width) =>
      ['100%', '200%'].map((text) => ({ locale, width, text, density: 'regular' as const })),
    ),
  );
  it.each([
    ...layouts,
    { locale: 'en-XA', width: 320, text: '100%', density: 'compact' },
    { locale: 'ar', width: 320, text: '200%', density: 'compact' },
    { locale: 'en-XA', width: 320, text: '200%', density: 'page' },
    { locale: 'ar', width: 768, text: '100%', density: 'page' },
  ] as const)('is whole in $locale at $width px and $text text, $density', async (layout) => {
    // The table's rows are made of the same keys.
    const messages = locales[layout.locale as keyof typeof locales];
    await page.viewport(layout.width, 800);
    root.dir = layout.locale === 'ar' ? 'rtl' : 'ltr';
    root.style.fontSize = layout.text;
    render(<Catalogue density={layout.density} />, {
      wrapper: (props) => <ImmErrorProvider messages={messages} actions={handled} {...props} />,
    });
    await openAllDetails();
    const banners = [...document.querySelectorAll<HTMLElement>('.imm-banner')];

    expect(banners).toHaveLength(rows.length);
    expect(overflows(document.body)).toEqual([]);
    expect(banners.flatMap(overlaps)).toEqual([]);
    expect(reorderedCodes(document.body)).toEqual([]);
  });

  it('gives every button and link at least 24 by 24 px', async () => {
    await page.viewport(1280, 800);
    render(<Catalogue />);
    await openAllDetails();
    const small = [...document.querySelectorAll<HTMLElement>('.imm-banner :is(button, a, summary)')].filter(
      (target) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 24 || height < 24;
      },
    );

    expect(small.map((target) => target.textContent)).toEqual([]);
  });

  it.each([
    { scheme: 'light', background: '#fff' },
    { scheme: 'dark', background: '#121417' },
  ])('has nothing for axe to find in the $scheme theme', async ({ scheme, background }) => {
    await page.viewport(1280, 800);
    root.style.colorScheme = scheme;
    document.body.style.background = background;
    const { container } = render(<Catalogue />);
    await openAllDetails();
    await settled();
    const { violations } = await axe.run(container, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });

    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
  });

  it('lets any rule of the app win, as the kit stands in a layer', () => {
    const style = document.createElement('style');
    style.textContent = '.imm-banner { border-radius: 3px }';
    document.head.append(style);
    const { container } = render(<ErrorBanner source={rows[0]} />);

    expect(getComputedStyle(container.querySelector('.imm-banner') as HTMLElement).borderRadius).toBe('3px');
    style.remove();
  });

  it('takes its tokens from :root and from any element around it', () => {
    root.style.setProperty('--imm-radius', '5px');
    const { container } = render(
      <div style={{ '--imm-error-surface': 'rgb(1, 2, 3)' } as CSSProperties}>
        <ErrorBanner source={answer('InDebt', 'The account is in debt.')} />
      </div>,
    );
    const { borderRadius, backgroundColor } = getComputedStyle(container.querySelector('.imm-banner') as HTMLElement);

    expect({ borderRadius, backgroundColor }).toEqual({ borderRadius: '5px', backgroundColor: 'rgb(1, 2, 3)' });
    root.style.removeProperty('--imm-radius');
  });
});
