import { render } from '@testing-library/react';
import {
  ConflictNotice,
  ErrorBanner,
  ErrorDetails,
  ErrorSummary,
  FieldError,
  IncidentCenter,
  PermissionsHint,
  RetryCountdown,
  RetryProgress,
} from 'imm-error-kit';
import { describeImmError } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { createRef, type HTMLAttributes, type ReactNode, type RefAttributes } from 'react';
import { expect, it, vi } from 'vitest';
import { answer, implicitDeny } from '../answers.ts';

const missing = answer('MissingProjectName');
const denied = answer('AccessDenied', '', { AccessDeniedDetail: implicitDeny });
const waiting = describeImmError(answer('Throttling.User'), { messages });
const scheduled = { ...waiting, retry: { ...waiting.retry, at: Date.now() + 60_000 } };

interface Root extends RefAttributes<never>, Pick<HTMLAttributes<HTMLElement>, 'className' | 'id'> {}

const components: Record<string, (root: Root) => ReactNode> = {
  ConflictNotice: (root) => <ConflictNotice source={answer('PreconditionFailed')} {...root} />,
  ErrorBanner: (root) => <ErrorBanner source={missing} {...root} />,
  ErrorDetails: (root) => <ErrorDetails source={missing} {...root} />,
  ErrorSummary: (root) => <ErrorSummary source={missing} {...root} />,
  FieldError: (root) => <FieldError source={missing} path="projectName" {...root} />,
  IncidentCenter: (root) => <IncidentCenter source={missing} {...root} />,
  PermissionsHint: (root) => <PermissionsHint source={denied} {...root} />,
  RetryCountdown: (root) => <RetryCountdown state={scheduled} {...root} />,
  RetryProgress: (root) => <RetryProgress state={scheduled} {...root} />,
};

it.each(Object.entries(components))('%s gives its root to a ref, and other props to its root', (_, Component) => {
  const ref = createRef<never>();
  const { container } = render(Component({ ref, id: 'own', className: 'own' }));

  const root = container.querySelector('#own');
  expect(root?.matches('.own[class*=imm-][data-part]')).toBe(true);
  expect(ref.current).toBe(root);
});

it.each(Object.entries(components))(
  '%s gives it once, and never null to a ref that returns its end',
  (_, Component) => {
    const given = vi.fn();
    const ended = vi.fn();
    const ref = (root: unknown): (() => void) => {
      given(root);
      return ended;
    };
    const { rerender, unmount } = render(Component({ ref }));
    rerender(Component({ ref }));
    expect(given.mock.calls).toEqual([[expect.any(HTMLElement)]]);

    unmount();
    expect(given).toHaveBeenCalledOnce();
    expect(ended).toHaveBeenCalledOnce();
  },
);

it('RetryProgress gives a ref nothing where it shows nothing', () => {
  const ref = vi.fn();
  render(<RetryProgress state={null} ref={ref} />);
  expect(ref).not.toHaveBeenCalled();
});
