import { fireEvent, render, screen } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import { describe, expect, it } from 'vitest';
import { answer } from '../answers.ts';

describe('"Change the values"', () => {
  it('gives the field that is concerned the focus', () => {
    const page = (
      <>
        <input aria-label="Project name" name="projectName" />
        <ErrorBanner source={answer('MissingProjectName')} />
      </>
    );
    // The form is there before it fails.
    const { rerender } = render(<input aria-label="Project name" name="projectName" />);
    rerender(page);
    fireEvent.click(screen.getByRole('button', { name: 'Change the values' }));

    expect(document.activeElement).toBe(screen.getByLabelText('Project name'));
  });

  it.each([
    { label: 'the field is not on the page', source: answer('MissingProjectName') },
    { label: 'no field is named', source: answer('InvalidArgument') },
  ])('is not offered where $label', ({ source }) => {
    render(<ErrorBanner source={source} />);

    expect(screen.queryByRole('button', { name: 'Change the values' })).toBeNull();
  });
});

describe('an action that is `null` beside the source', () => {
  it.each([
    { label: 'the kit could do it', actions: undefined },
    { label: 'the provider handles it', actions: { retry: () => {} } },
  ])('is not offered though $label', ({ actions }) => {
    render(
      <ImmErrorProvider actions={actions}>
        <ErrorBanner source={answer('InternalError')} onRetry={() => {}} actions={{ retry: null }} />
      </ImmErrorProvider>,
    );

    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});
