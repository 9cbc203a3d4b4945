import { render } from '@testing-library/react';
import {
  ConflictNotice,
  ErrorBanner,
  ErrorSummary,
  FieldError,
  ImmErrorProvider,
  IncidentCenter,
  IncidentProvider,
} from 'imm-error-kit';
import type { ImmMessages } from 'imm-error-kit/core';
import { messages as arabic } from 'imm-error-kit/locales/ar';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as pseudo } from 'imm-error-kit/locales/en-XA';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import 'imm-error-kit/styles.css';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { answer } from '../react/answers.ts';
import { overflows, overlaps, reorderedCodes } from './layoutFaults.ts';
import { openAllDetails } from './openAllDetails.ts';

const refused = [
  answer('MissingProjectName', 'ProjectName is mandatory for this action.'),
  answer('InvalidSources.1.SubtitleExtractionParameters'),
  answer('InvalidServiceRole'),
];
const expired = answer('InvalidSecurityToken.Expired');

function noop(): void {}

/** Each part in each of the states in which it takes most room. */
function Parts(): ReactNode {
  return (
    <IncidentProvider>
      <IncidentCenter />
      <main>
        <form>
          <ErrorSummary source={refused} autoFocus={false} />
          <input aria-label="Project name" name="projectName" />
          <FieldError source={refused} path="sources[0].subtitleExtractionParameters" />
        </form>
        <ErrorBanner source={expired} density="compact" />
        <ErrorBanner source={{ ...expired }} density="compact" />
        <ErrorBanner source={answer('Forbidden.AccountInDebt')} />
        <ConflictNotice
          source={answer('PreconditionFailed')}
          changes={[{ label: 'Service role', mine: 'AliyunIMMDefaultRole', theirs: 'a-very-long-name-'.repeat(6) }]}
          onReload={noop}
          onCompare={noop}
          onOverwrite={noop}
          onOpenExisting={noop}
        />
      </main>
    </IncidentProvider>
  );
}

const root = document.documentElement;
const locales: Readonly<Record<string, ImmMessages>> = { en: english, 'zh-CN': chinese, ar: arabic, 'en-XA': pseudo };

afterEach(() => {
  root.removeAttribute('dir');
  root.style.fontSize = '';
});

async function show(locale: string): Promise<void> {
  root.dir = locale === 'ar' ? 'rtl' : 'ltr';
  render(<Parts />, {
    wrapper: (props) => (
      <ImmErrorProvider messages={locales[locale]} actions={{ 'refresh-credentials': noop }} {...props} />
    ),
  });
  await openAllDetails();
}

describe('the parts of pages and forms, in real Chromium', () => {
  it.each(
    Object.keys(locales).flatMap((locale) =>
      [320, 768].flatMap((width) => ['100%', '200%'].map((text) => ({ locale, width, text }))),
    ),
  )('are whole in $locale at $width px and $text text', async ({ locale, width, text }) => {
    await page.viewport(width, 800);
    root.style.fontSize = text;
    await show(locale);
    const parts = [...document.querySelectorAll<HTMLElement>('.imm-banner, .imm-incidents, .imm-field-error')];

    expect(parts.length).toBeGreaterThanOrEqual(7);
    expect(overflows(document.body)).toEqual([]);
    expect(parts.flatMap(overlaps)).toEqual([]);
    expect(reorderedCodes(document.body)).toEqual([]);
  });

  it('give every button at least 24 by 24 px, and lines of a list as much room', async () => {
    await page.viewport(1280, 800);
    await show('en');
    const small = [
      ...document.querySelectorAll<HTMLElement>(':is(.imm-banner, .imm-incidents) :is(button, summary, li)'),
    ]
      .filter((target) => target.getBoundingClientRect().height + rowGap(target) < 24)
      .map((target) => target.textContent);

    expect(small).toEqual([]);
  });

  // A link in a line may be as low as its text, if nothing else can be hit within 24 px.
  function rowGap(target: HTMLElement): number {
    return target.matches('li') ? Number.parseFloat(getComputedStyle(target.parentElement as HTMLElement).rowGap) : 0;
  }
});
