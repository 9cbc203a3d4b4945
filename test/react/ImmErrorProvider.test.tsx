import { render, screen } from '@testing-library/react';
import { ErrorBanner, ErrorDetails, ImmErrorProvider } from 'imm-error-kit';
import type { ImmMessages, ImmSite } from 'imm-error-kit/core';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { useImmErrorContext } from '../../src/react/ImmErrorContext.js';
import { hearWarnings } from '../setup/hearWarnings.ts';
import { answer } from './answers.ts';

function LocaleOfTimes(): ReactNode {
  return <p>{useImmErrorContext().locale}</p>;
}

describe('ImmErrorProvider', () => {
  it('mounts one pair of live regions, empty, however many providers are nested', () => {
    const { container } = render(
      <ImmErrorProvider>
        <ImmErrorProvider site="intl">
          <p>Page</p>
        </ImmErrorProvider>
      </ImmErrorProvider>,
    );

    const regions = [...container.querySelectorAll('[aria-live]')];
    expect(regions.map((region) => region.getAttribute('aria-live'))).toEqual(['assertive', 'polite']);
    expect(regions.map((region) => region.textContent)).toEqual(['', '']);
  });

  it('mounts regions of its own inside a modal dialog, where those of the page are inert', () => {
    const { container } = render(
      <ImmErrorProvider>
        <dialog open>
          <ImmErrorProvider ownAnnouncer>
            <p>Dialog</p>
          </ImmErrorProvider>
        </dialog>
      </ImmErrorProvider>,
    );

    expect(container.querySelectorAll('dialog [aria-live]')).toHaveLength(2);
  });

  it('passes on what an inner provider leaves out', () => {
    render(
      <ImmErrorProvider messages={chinese} fieldLabels={{ ProjectName: '我的项目' }}>
        <ImmErrorProvider site="intl">
          <ErrorBanner source={answer('MissingProjectName')} />
        </ImmErrorProvider>
      </ImmErrorProvider>,
    );

    expect(screen.getByRole('group', { name: /我的项目/ })).toBeTruthy();
  });

  it('links a recommended page on the app’s own hosts, in an inner provider as well that names none', () => {
    const failure = answer('InternalError', '', { Recommend: 'https://help.example.com/500' });
    render(
      <ImmErrorProvider allowedHosts={['help.example.com']}>
        <ImmErrorProvider site="intl">
          <ErrorDetails source={failure} defaultOpen />
        </ImmErrorProvider>
        <ImmErrorProvider allowedHosts={[]}>
          <ErrorDetails source={failure} defaultOpen />
        </ImmErrorProvider>
      </ImmErrorProvider>,
    );

    const hosts = screen
      .getAllByRole<HTMLAnchorElement>('link', { name: /Open troubleshooting/ })
      .map(({ host }) => host);
    expect(hosts).toEqual(['help.example.com', 'api.aliyun.com']);
  });

  it.each([
    { label: 'an address', links: { 'open-list': '/projects' } },
    { label: 'a function of the state', links: { 'open-list': () => '/projects' } },
  ])('offers the app’s own page for an action, given as $label', ({ links }) => {
    render(
      <ImmErrorProvider links={links}>
        <ErrorBanner source={answer('ResourceNotFound')} />
      </ImmErrorProvider>,
    );

    expect(screen.getByRole('link', { name: /Open the list/ }).getAttribute('href')).toBe('/projects');
  });

  it.each([
    {
      label: 'throw',
      format: () => {
        throw new Error('formatter down');
      },
    },
    { label: 'know nothing', format: () => '' },
    { label: 'give what is no text', format: () => ({}) as string },
  ])('falls back to English where the app’s messages $label', ({ format }) => {
    render(
      <ImmErrorProvider messages={{ locale: 'xx', format }}>
        <ErrorBanner source={answer('ResourceNotFound', 'The specified resource project is not found.')} />
      </ImmErrorProvider>,
    );

    expect(screen.getByRole('group', { name: "Error: This project wasn't found" })).toBeTruthy();
  });

  it('never follows a script, even if an app passes one', () => {
    render(
      <ImmErrorProvider links={{ 'open-list': 'javascript:alert(1)' }}>
        <ErrorBanner source={answer('ResourceNotFound')} />
      </ImmErrorProvider>,
    );

    expect(screen.queryByRole('link', { name: /Open the list/ })).toBeNull();
  });

  describe('used wrongly', () => {
    const notFound = answer('ResourceNotFound', 'The specified resource project is not found.');

    it.each([
      ['zh-CN', 'Import { messages } from imm-error-kit/locales/zh-CN,'],
      ['zh-HK', 'Import { messages } from imm-error-kit/locales/zh-TW,'],
      ['pt', 'Import { messages } from imm-error-kit/locales/pt-BR,'],
      ['pl', 'Pass `messages` of your own in that language'],
    ])('says how to get the words of %s, and keeps those that it has', (locale, remedy) => {
      const heard = hearWarnings();
      const page = (
        <ImmErrorProvider locale={locale}>
          <ErrorBanner source={notFound} />
        </ImmErrorProvider>
      );
      const { rerender } = render(page);
      rerender(page);

      expect(heard).toEqual([expect.stringContaining(remedy)]);
      expect(heard[0]).toContain(`\`locale\` of ImmErrorProvider is "${locale}", but its messages are "en".`);
      expect(screen.getByRole('group', { name: "Error: This project wasn't found" })).toBeTruthy();
    });

    it.each([
      { label: 'a locale of the same language', outer: {}, inner: { locale: 'en-AU' } },
      { label: 'words of that language above', outer: { messages: chinese }, inner: { locale: 'zh-TW' } },
      { label: 'words that are being loaded', outer: {}, inner: { locale: 'ja', messages: undefined } },
      { label: 'other words on purpose', outer: {}, inner: { locale: 'ja', messages: chinese } },
      { label: 'a locale that is no tag', outer: {}, inner: { locale: 'our_words' } },
    ])('says nothing of $label', ({ outer, inner }) => {
      render(
        <ImmErrorProvider {...outer}>
          <ImmErrorProvider {...inner}>
            <ErrorBanner source={notFound} />
          </ImmErrorProvider>
        </ImmErrorProvider>,
      );

      expect(screen.getByRole('group', { name: /project|项目/ })).toBeTruthy();
    });

    it('shows English for messages that are none, and says what to pass', async () => {
      const heard = hearWarnings();
      const wrong = [
        await import('imm-error-kit/locales/zh-CN'),
        import('imm-error-kit/locales/zh-CN'),
        { 'ResourceNotFound.title': 'Nicht gefunden' },
        { locale: 'de', format: 'no function' },
        'zh-CN',
      ];
      for (const messages of wrong) {
        const { unmount } = render(
          <ImmErrorProvider messages={chinese}>
            <ImmErrorProvider messages={messages as ImmMessages}>
              <ErrorBanner source={notFound} />
              <LocaleOfTimes />
            </ImmErrorProvider>
          </ImmErrorProvider>,
        );
        expect(screen.getByRole('group', { name: "Error: This project wasn't found" })).toBeTruthy();
        expect(screen.getByRole('button', { name: 'Dismiss' })).toBeTruthy();
        expect(screen.getByText('en')).toBeTruthy();
        unmount();
      }

      expect(heard).toEqual([expect.stringContaining('Pass what a module of imm-error-kit/locales/* exports')]);
    });

    it('links the site of the provider above where it is given one that there isn’t', () => {
      const heard = hearWarnings();
      render(
        <ImmErrorProvider site="intl">
          <ImmErrorProvider site={'china' as ImmSite}>
            <ErrorDetails source={answer('InternalError')} defaultOpen />
          </ImmErrorProvider>
        </ImmErrorProvider>,
      );

      expect(heard).toEqual([expect.stringContaining('Pass "cn" for aliyun.com or "intl" for alibabacloud.com.')]);
      const link = screen.getByRole<HTMLAnchorElement>('link', { name: /Open troubleshooting/ });
      expect(link.host).toBe('api.alibabacloud.com');
    });
  });
});
