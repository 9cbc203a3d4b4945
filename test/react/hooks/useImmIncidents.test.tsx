import { fireEvent, render, screen } from '@testing-library/react';
import {
  ErrorBanner,
  ImmErrorProvider,
  IncidentCenter,
  IncidentProvider,
  useImmError,
  useImmIncidents,
} from 'imm-error-kit';
import { memo, type ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { hearWarnings } from '../../setup/hearWarnings.ts';
import { answer } from '../answers.ts';

const expired = answer('InvalidSecurityToken.Expired');

describe('useImmIncidents', () => {
  it.each([
    // Values that are made in each render, as in many a page.
    { label: 'one source', sourceNow: () => ({ ...expired }) },
    { label: 'several sources', sourceNow: () => [{ ...expired }, answer('ResourceNotFound')] },
  ])('may be called by the very page whose banner of $label fails, which does not render for ever', ({ sourceNow }) => {
    let renders = 0;
    function Page(): ReactNode {
      renders += 1;
      const { incidents } = useImmIncidents();
      return (
        <>
          <p>{incidents.map(({ state }) => state.title)}</p>
          <ErrorBanner source={sourceNow()} />
        </>
      );
    }
    render(
      <ImmErrorProvider>
        <IncidentProvider>
          <Page />
        </IncidentProvider>
      </ImmErrorProvider>,
    );

    expect(screen.getByText('Your session has expired', { selector: 'p:not([data-part])' })).toBeTruthy();
    expect(renders).toBeLessThan(6);
  });

  it('does what the sources want at the moment of the press, though it has not rendered since', () => {
    const send = vi.fn();
    const Notices = memo(function Notices(): ReactNode {
      const { incidents } = useImmIncidents();
      return (
        <button type="button" onClick={() => incidents[0]?.retry()}>
          Again
        </button>
      );
    });
    function Widget({ name }: { name: string }): ReactNode {
      useImmError(expired, { onRetry: () => send(name) });
      return null;
    }
    const page = (name: string): ReactNode => (
      <ImmErrorProvider>
        <IncidentProvider>
          <Notices />
          <Widget name={name} />
        </IncidentProvider>
      </ImmErrorProvider>
    );
    const { rerender } = render(page('films'));
    rerender(page('music'));
    fireEvent.click(screen.getByRole('button', { name: 'Again' }));

    expect(send.mock.calls).toEqual([['music']]);
  });

  it('has nothing left when what failed is gone', () => {
    function Notices(): ReactNode {
      return <p>{useImmIncidents().incidents.length}</p>;
    }
    const page = (source: unknown): ReactNode => (
      <ImmErrorProvider>
        <IncidentProvider>
          <Notices />
          <ErrorBanner source={source} />
        </IncidentProvider>
      </ImmErrorProvider>
    );
    const { rerender } = render(page(expired));
    expect(screen.getByText('1')).toBeTruthy();
    rerender(page(answer('ResourceNotFound')));
    expect(screen.getByText('0')).toBeTruthy();

    rerender(page(expired));
    rerender(page(null));
    expect(screen.getByText('0')).toBeTruthy();
  });
});

describe('an IncidentCenter below no provider', () => {
  it('leaves each failure beside its widget, and says so to the developer', () => {
    const heard = hearWarnings();
    render(
      <>
        <IncidentCenter />
        <ErrorBanner source={expired} />
      </>,
    );

    expect(screen.getByRole('group', { name: 'Error: Your session has expired' })).toBeTruthy();
    expect(heard).toEqual([expect.stringContaining('stands below no ImmErrorProvider')]);
  });
});
