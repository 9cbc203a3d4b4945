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
import { describeImmError, type ImmErrorState } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { hearWarnings } from '../../setup/hearWarnings.ts';
import { answer } from '../answers.ts';

interface Given {
  source?: unknown;
  state?: ImmErrorState | null;
}

const components: Record<string, (given: Given) => ReactNode> = {
  ConflictNotice,
  ErrorBanner,
  ErrorDetails: (given) => <ErrorDetails {...given} defaultOpen />,
  ErrorSummary: (given) => <ErrorSummary {...given} autoFocus={false} />,
  FieldError: (given) => <FieldError {...given} path="projectName" />,
  IncidentCenter,
  PermissionsHint,
  RetryCountdown,
  RetryProgress,
};

const source = answer('MissingProjectName');
const state = describeImmError(answer('MissingDatasetName'), { messages: english });

describe.each(Object.entries(components))('%s', (name, Component) => {
  // First, as each text is said once only.
  it.each([
    { label: '`source` alone', given: { source } },
    { label: '`state` alone', given: { state } },
    { label: 'a `state` of null', given: { source, state: null } },
    { label: 'a `source` of null', given: { source: null, state } },
  ])('says nothing of $label', ({ given }) => {
    expect(() => render(<Component {...given} />)).not.toThrow();
  });

  it('shows `source` where it is given `state`, too, and says so', () => {
    const heard = hearWarnings();
    const { container } = render(<Component source={source} state={state} />);
    const alone = render(<Component source={source} />);

    expect(heard).toEqual([expect.stringContaining(`${name} was given both \`source\` and \`state\`.`)]);
    expect(withoutIds(container.innerHTML)).toBe(withoutIds(alone.container.innerHTML));
  });
});

function withoutIds(html: string): string {
  return html.replaceAll(/«\w+»|_r_\w+_|:r\w+:/g, '');
}
