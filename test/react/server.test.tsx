// @vitest-environment node
import {
  ConflictNotice,
  ErrorBanner,
  ErrorSummary,
  FieldError,
  ImmErrorBoundary,
  ImmErrorProvider,
  IncidentCenter,
  IncidentProvider,
  RetryCountdown,
} from 'imm-error-kit';
import { describeImmError } from 'imm-error-kit/core';
import { messages as english } from 'imm-error-kit/locales/en';
import { messages as chinese } from 'imm-error-kit/locales/zh-CN';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { answer } from './answers.ts';

describe('on a server, without a DOM', () => {
  it('renders a banner in the provider’s language', () => {
    const html = renderToString(
      <ImmErrorProvider messages={chinese}>
        <ImmErrorBoundary>
          <ErrorBanner source={answer('ResourceNotFound', 'The specified resource project is not found.')} />
        </ImmErrorBoundary>
      </ImmErrorProvider>,
    );

    expect(html).toContain('项目');
    expect(html).toContain('aria-live="assertive"');
  });

  it('renders a state that came as JSON', () => {
    const state = JSON.parse(JSON.stringify(describeImmError(answer('MissingProjectName'), { messages: english })));

    expect(renderToString(<ErrorBanner state={state} />)).toContain(state.title);
  });

  it('renders a countdown without starting a timer', () => {
    const state = describeImmError(answer('Throttling.User'), { messages: english });
    const waiting = { ...state, retry: { kind: 'automatic' as const, at: Date.now() + 5000 } };

    expect(renderToString(<RetryCountdown state={waiting} />)).toContain('role="timer"');
  });

  it('renders a form’s summary, field error and conflict, and the empty place for what concerns the page', () => {
    const missing = answer('MissingProjectName');
    const html = renderToString(
      <IncidentProvider>
        <IncidentCenter />
        <ErrorSummary source={missing} />
        <FieldError source={missing} path="projectName" />
        <ConflictNotice source={answer('PreconditionFailed')} onOverwrite={() => {}} />
      </IncidentProvider>,
    );

    expect(html).toContain('There is 1 problem in this form');
    // Which fields there are, only the page in the browser knows.
    expect(html).not.toContain('href="#projectName"');
    expect(html.match(/Project name is missing/g)).toHaveLength(2);
    expect(html).toContain('Overwrite with my changes');
    expect(html).toContain('data-part="incidents"');
  });
});
