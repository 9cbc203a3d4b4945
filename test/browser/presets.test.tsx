import { render } from '@testing-library/react';
import { App, ConfigProvider, theme } from 'antd';
import axe from 'axe-core';
import { ErrorBanner } from 'imm-error-kit';
import antd from 'imm-error-kit/presets/antd.css?inline';
import fusion from 'imm-error-kit/presets/fusion.css?inline';
import styles from 'imm-error-kit/styles.css?inline';
import type { CSSProperties, ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import '../../stories/designSystems/antd.css';
import '../../stories/designSystems/fusion.css';
import '../../stories/stories.css';
import { answer, implicitDeny } from '../react/answers.ts';
import { openAllDetails } from './openAllDetails.ts';
import { settled } from './settled.ts';

const presets = { antd, fusion } as const;
const sheets: HTMLStyleElement[] = [];

function addSheet(css: string): void {
  const sheet = document.createElement('style');
  sheet.textContent = css;
  document.head.append(sheet);
  sheets.push(sheet);
}

afterEach(() => {
  for (const sheet of sheets.splice(0)) sheet.remove();
  document.documentElement.style.colorScheme = '';
});

const denied = answer('AccessDenied', 'You are not authorized.', { AccessDeniedDetail: implicitDeny });
const taken = answer('ResourceAlreadyExists', 'The specified resource project already exists.');
const throttled = answer('Throttling.User', 'Request was denied due to user flow control.');

function Banners(): ReactNode {
  return (
    <div className="host-page">
      <ErrorBanner source={denied} operation="mutation" />
      <ErrorBanner source={taken} operation="mutation" />
      <ErrorBanner source={throttled} operation="mutation" />
      <ErrorBanner source={taken} density="compact" />
      <ErrorBanner source={throttled} density="page" />
    </div>
  );
}

function lookOf(container: HTMLElement, part = 'banner'): CSSStyleDeclaration {
  return getComputedStyle(container.querySelector(`[data-part="${part}"]`) as HTMLElement);
}

const looks = {
  antd: { backgroundColor: 'rgb(255, 242, 240)', borderTopLeftRadius: '8px', fontSize: '14px' },
  fusion: { backgroundColor: 'rgb(255, 236, 228)', borderTopLeftRadius: '4px', fontSize: '12px' },
} as const;

describe.each(['antd', 'fusion'] as const)('the preset for %s', (name) => {
  it.each(['light', 'dark'])('keeps every text readable in the %s theme', async (scheme) => {
    addSheet(styles);
    addSheet(presets[name]);
    document.documentElement.style.colorScheme = scheme;
    const { container } = render(
      <div className={name} data-scheme={scheme}>
        <Banners />
      </div>,
    );
    await openAllDetails(container);
    await settled();
    const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });

    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary}`))).toEqual([]);
  });

  it('keeps every text readable where the design system set no variables', async () => {
    addSheet(styles);
    addSheet(presets[name]);
    const { container } = render(<Banners />);
    await settled();
    const { violations } = await axe.run(container, { runOnly: ['wcag2aa'] });

    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary}`))).toEqual([]);
  });

  it('works whichever sheet comes first', () => {
    addSheet(presets[name]);
    addSheet(styles);
    const { container } = render(
      <div className={name}>
        <Banners />
      </div>,
    );
    expect(lookOf(container)).toMatchObject(looks[name]);
    document.head.append(sheets[0] as HTMLStyleElement);

    expect(lookOf(container)).toMatchObject(looks[name]);
  });

  it.each([
    { variable: { antd: '--ant-color-error-bg', fusion: '--message-error-color-bg-inline' }, reads: 'backgroundColor' },
    { variable: { antd: '--ant-color-text', fusion: '--color-text1-4' }, reads: 'color' },
  ] as const)('follows $variable of an app that has its own theme', ({ variable, reads }) => {
    addSheet(styles);
    addSheet(presets[name]);
    const { container } = render(
      <div className={name}>
        <div style={{ [variable[name]]: 'rgb(1, 2, 3)' } as CSSProperties}>
          <Banners />
        </div>
      </div>,
    );

    expect(lookOf(container)[reads]).toBe('rgb(1, 2, 3)');
  });

  it('lets the app have the last word about a token', () => {
    addSheet(styles);
    addSheet(presets[name]);
    addSheet('.imm-banner { --imm-text: rgb(1, 2, 3) }');
    const { container } = render(
      <div className={name}>
        <Banners />
      </div>,
    );

    expect(lookOf(container).color).toBe('rgb(1, 2, 3)');
    expect(lookOf(container, 'permission').color).toBe('rgb(1, 2, 3)');
  });
});

describe('the preset for antd, in a real page of Ant Design', () => {
  it.each([
    { scheme: 'light', algorithm: theme.defaultAlgorithm },
    { scheme: 'dark', algorithm: theme.darkAlgorithm },
  ])('takes the tokens of its $scheme theme, and of the app', ({ algorithm }) => {
    addSheet(styles);
    addSheet(antd);
    const config = { algorithm, token: { borderRadiusLG: 13, colorPrimary: '#722ed1' } };
    const { container } = render(
      <ConfigProvider theme={config}>
        <App>
          <Banners />
        </App>
      </ConfigProvider>,
    );
    const { colorErrorBg } = theme.getDesignToken(config);

    expect(lookOf(container)).toMatchObject({ borderTopLeftRadius: '13px', backgroundColor: rgbOf(colorErrorBg) });
  });
});

function rgbOf(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgb(${red}, ${green}, ${blue})`;
}
