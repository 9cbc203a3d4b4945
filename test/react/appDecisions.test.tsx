import { fireEvent, render, screen } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, type ImmErrorProviderProps } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { answer, bannerName } from './answers.ts';

function Page({ source, ...decisions }: ImmErrorProviderProps & { source: unknown }): ReactNode {
  return (
    <ImmErrorProvider {...decisions}>
      <ErrorBanner source={source} />
    </ImmErrorProvider>
  );
}

const expired = answer('InvalidSecurityToken.Expired');

describe('what an app decides', () => {
  it.each([
    { label: 'its code, as the service sent it', left: ['code', 'pattern', 'category', 'kind'] },
    { label: 'its code, as the catalogue writes it', left: ['pattern', 'category', 'kind'] },
    { label: 'its category', left: ['category', 'kind'] },
    { label: 'all failures', left: ['kind'] },
  ] as const)('counts for $label before anything less particular', ({ left }) => {
    const called = vi.fn();
    const decide = (name: (typeof left)[number]): object =>
      (left as readonly string[]).includes(name) ? { 'refresh-credentials': () => called(name) } : {};
    render(
      <Page
        source={expired}
        actions={{
          ...decide('kind'),
          byCategory: { credentials: decide('category'), account: { 'refresh-credentials': () => called('account') } },
          byCode: {
            'InvalidSecurityToken.Expired': decide('code'),
            InvalidSecurityTokenExpired: decide('pattern'),
            InvalidAccessKeyID: { 'refresh-credentials': () => called('another code') },
          },
        }}
      />,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Sign in again' }));

    expect(called.mock.calls).toEqual([[left[0]]]);
  });

  it('reaches codes with a parameter in them by the pattern of their row', () => {
    render(
      <Page source={answer('MissingProjectName')} words={{ byCode: { 'Missing{P}': { title: 'Fill this in' } } }} />,
    );

    expect(screen.getByRole('group', { name: 'Error: Fill this in' })).toBeTruthy();
  });

  it('chooses pages by code before category before kind', () => {
    const source = answer('Forbidden.AccountInDebt');
    const links = { 'open-billing': '/a', byCategory: { account: { 'open-billing': '/b' } } };
    const { rerender } = render(<Page source={source} links={links} />);
    expect(screen.getByRole('link', { name: /billing/ }).getAttribute('href')).toBe('/b');

    rerender(
      <Page source={source} links={{ ...links, byCode: { 'Forbidden.AccountInDebt': { 'open-billing': '/c' } } }} />,
    );
    expect(screen.getByRole('link', { name: /billing/ }).getAttribute('href')).toBe('/c');
  });

  it('says titles, messages and buttons in the app’s own words', () => {
    render(
      <Page
        source={answer('Forbidden.AccountInDebt')}
        words={{
          message: 'Ask finance.',
          byCategory: { account: { title: ({ title }) => `${title}!`, 'open-billing': 'Pay' } },
          byCode: { 'Forbidden.AccountInDebt': { 'open-billing': 'Pay the bill' } },
        }}
      />,
    );
    const banner = screen.getByRole('group', { name: 'Error: The account has overdue payments!' });

    expect(banner.textContent).toContain('Ask finance.');
    expect(screen.getByRole('link', { name: /^Pay the bill/ })).toBeTruthy();
  });

  it.each([
    {
      label: 'fails',
      title: () => {
        throw new Error('no words');
      },
    },
    { label: 'says nothing', title: () => undefined },
    { label: 'is empty', title: '' },
  ])('keeps the kit’s word where the app’s own $label', ({ title }) => {
    render(<Page source={answer('Forbidden.AccountInDebt')} words={{ title }} />);

    expect(screen.getByRole('group', { name: 'Error: The account has overdue payments' })).toBeTruthy();
  });

  it('takes an action and its page away with null', () => {
    const source = answer('InternalError');
    render(
      <Page
        source={source}
        actions={{ byCategory: { unavailable: { 'contact-support': null, 'copy-diagnostics': null } } }}
        links={{ troubleshoot: null }}
      />,
    );

    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Copy diagnostics' })).toBeNull();
    expect(screen.queryByRole('link', { name: /troubleshooting/ })).toBeNull();
  });

  it('comes from the nearest provider that decides, and is open to the hook’s own handlers', () => {
    const outer = vi.fn();
    const inner = vi.fn();
    const own = vi.fn();
    render(
      <ImmErrorProvider actions={{ byCode: { 'InvalidSecurityToken.Expired': { 'refresh-credentials': outer } } }}>
        <ErrorBanner source={expired} />
        <ImmErrorProvider actions={{ 'refresh-credentials': inner }}>
          <ErrorBanner source={expired} />
          <ErrorBanner source={expired} actions={{ 'refresh-credentials': own }} />
        </ImmErrorProvider>
      </ImmErrorProvider>,
    );
    const buttons = screen.getAllByRole('button', { name: 'Sign in again' });
    for (const [index, handler] of [outer, inner, own].entries()) {
      fireEvent.click(buttons[index] as HTMLElement);
      expect([outer, inner, own].map(({ mock }) => mock.calls.length)).toEqual(
        [0, 1, 2].map((i) => Number(i <= index)),
      );
      expect(handler).toHaveBeenCalledWith(expect.objectContaining({ category: 'credentials' }));
    }
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('is not found for a code called %s', (code) => {
    render(<Page source={answer(code)} words={{ byCode: {} }} actions={{ byCode: {} }} links={{ byCode: {} }} />);

    expect(screen.getByRole('group', { name: bannerName })).toBeTruthy();
  });
});
