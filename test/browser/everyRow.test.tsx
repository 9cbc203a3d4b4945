import { render } from '@testing-library/react';
import axe from 'axe-core';
import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import { immCatalog } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import 'imm-error-kit/styles.css';
import type { CSSProperties, ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { answer, implicitDeny } from '../react/answers.ts';

const rows = immCatalog.map(({ pattern, variant }) => {
  const code = pattern.replace('{P}', 'Sources.1.SubtitleExtractionParameters').replace('{R}', 'Dataset');
  const denied = pattern === 'AccessDenied' ? { AccessDeniedDetail: implicitDeny } : {};
  return answer(code, variant ?? 'The request project is blocked due to throttling control.', denied);
});

function Catalogue(): ReactNode {
  return (
    <main>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the catalogue never changes its order
        <ErrorBanner key={index} source={row} />
      ))}
    </main>
  );
}

const root = document.documentElement;

afterEach(() => {
  root.removeAttribute('dir');
  root.style.colorScheme = '';
  root.style.fontSize = '';
  document.body.style.background = '';
});

function openAllDetails(): void {
  for (const details of document.querySelectorAll('details')) details.open = true;
}

/** The parts that stick out of the page, or whose text is cut. Texts for screen readers only are 1 px by design. */
function misfits(): string[] {
  const width = root.clientWidth;
  return [...document.querySelectorAll<HTMLElement>('[data-part], .imm-banner *')]
    .filter((element) => !element.closest('.imm-visually-hidden, svg, [data-part="announcer"]'))
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -0.5 || right > width + 0.5 || element.scrollWidth > element.clientWidth + 1;
    })
    .filter((element) => getComputedStyle(element).display !== 'inline')
    .map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 60)}`);
}

describe('every row of the catalogue, in real Chromium', () => {
  it.each([
    { messages: english, direction: 'ltr', width: 320, text: '100%' },
    { messages: chinese, direction: 'ltr', width: 320, text: '100%' },
    { messages: english, direction: 'rtl', width: 320, text: '100%' },
    { messages: english, direction: 'ltr', width: 320, text: '200%' },
    { messages: chinese, direction: 'ltr', width: 768, text: '200%' },
    { messages: english, direction: 'ltr', width: 1280, text: '100%' },
  ])(
    'fits into $width px at $text text, $direction, $messages.locale',
    async ({ messages, direction, width, text }) => {
      await page.viewport(width, 800);
      root.dir = direction;
      root.style.fontSize = text;
      render(<Catalogue />, { wrapper: (props) => <ImmErrorProvider messages={messages} {...props} /> });
      openAllDetails();

      expect(misfits()).toEqual([]);
    },
  );

  it('gives every button and link at least 24 by 24 px', async () => {
    await page.viewport(1280, 800);
    render(<Catalogue />);
    openAllDetails();
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
    openAllDetails();
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
