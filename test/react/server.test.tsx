// @vitest-environment node
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
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
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
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

  it('renders what is paused, though Node 20 has no navigator', () => {
    vi.stubGlobal('navigator', undefined);
    const client = new QueryClient();
    function Paused(): ReactNode {
      const query = useQuery({ queryKey: ['paused'], queryFn: () => '' });
      const failure = { failureCount: 1, failureReason: answer('Throttling.User') } as const;
      return <ErrorBanner source={{ ...query, status: 'pending', fetchStatus: 'paused', ...failure }} />;
    }
    const html = renderToString(
      <QueryClientProvider client={client}>
        <Paused />
      </QueryClientProvider>,
    );
    vi.unstubAllGlobals();

    expect(html).toContain('Paused until you are back on this page');
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
