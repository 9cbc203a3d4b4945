import { QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { ErrorBanner } from 'imm-error-kit';
import { messages as german } from 'imm-error-kit/locales/de';
import { immFixture, immFixtures, renderWithImm } from 'imm-error-kit/testing';
import { createContext, type ReactNode, useContext } from 'react';
import { describe, expect, it, vi } from 'vitest';

describe('renderWithImm', () => {
  it.each(immFixtures)('shows $name in a banner', ({ body }) => {
    renderWithImm(<ErrorBanner source={body} />);

    expect(screen.getByRole('group', { name: /^(Error|Warning|Information): ./ })).toBeTruthy();
  });

  it('decides about the errors below it as the provider is told', () => {
    const editFields = vi.fn();
    renderWithImm(<ErrorBanner source={immFixture('Missing{P}').body} />, {
      provider: { messages: german, actions: { 'edit-fields': editFields }, fieldLabels: { ProjectName: 'Ablage' } },
    });

    expect(screen.getByRole('group', { name: /^Fehler: .*„Ablage“/ })).toBeTruthy();
    screen.getByRole('button', { name: 'Werte ändern' }).click();
    expect(editFields).toHaveBeenCalledOnce();
  });

  it('retries queries as the catalogue says', async () => {
    const queryFn = vi.fn().mockRejectedValue(immFixture('AccessDenied').toError());
    renderWithImm(<Projects queryFn={queryFn} />);

    expect(await screen.findByRole('group', { name: /^Error: / })).toBeTruthy();
    expect(queryFn).toHaveBeenCalledOnce();
  });

  it('gives each test a client of its own, and the one that it was told to use', () => {
    const own = new QueryClient();
    const first = renderWithImm(<p />).queryClient;
    const second = renderWithImm(<p />).queryClient;

    expect(first).not.toBe(second);
    expect(renderWithImm(<p />, { queryClient: own }).queryClient).toBe(own);
  });

  it('keeps its client and puts its wrapper in again when it is rendered again', () => {
    const Theme = createContext('light');
    const seen: [QueryClient, string][] = [];
    function Probe(): ReactNode {
      seen.push([useQueryClient(), useContext(Theme)]);
      return null;
    }
    const wrapper = ({ children }: { children: ReactNode }): ReactNode => (
      <Theme.Provider value="dark">{children}</Theme.Provider>
    );
    const { rerender, queryClient } = renderWithImm(<Probe />, { wrapper });
    rerender(<Probe />);

    expect(seen).toEqual([
      [queryClient, 'dark'],
      [queryClient, 'dark'],
    ]);
  });
});

function Projects({ queryFn }: { queryFn: () => Promise<string> }): ReactNode {
  return <ErrorBanner source={useQuery({ queryKey: ['projects'], queryFn })} />;
}
