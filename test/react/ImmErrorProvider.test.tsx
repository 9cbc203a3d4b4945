import { render, screen } from '@testing-library/react';
import { ErrorBanner, ErrorDetails, ImmErrorProvider } from 'imm-error-kit';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import { describe, expect, it } from 'vitest';
import { answer } from './answers.ts';

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
});
