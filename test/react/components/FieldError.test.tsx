import { render, screen } from '@testing-library/react';
import { FieldError } from 'imm-error-kit';
import { describe, expect, it } from 'vitest';
import { answer } from '../answers.ts';

const missingName = answer('MissingProjectName', 'ProjectName is mandatory for this action.');
const wrongSource = answer('InvalidSources.1.URI', 'Specified parameter Sources.1.URI is not valid.');

describe('FieldError', () => {
  it('says what is wrong with its field, and describes it', () => {
    render(
      <>
        <input aria-label="Project name" aria-describedby="name-error" />
        <FieldError source={missingName} path="projectName" id="name-error" className="mine" />
      </>,
    );
    const message = screen.getByText('Project name is missing').closest('p');

    expect(message?.id).toBe('name-error');
    expect(message?.className).toBe('imm-field-error mine');
    expect(message?.textContent).toBe('Error: Project name is missing');
  });

  it('renders nothing where another field, or none, is concerned', () => {
    const { container, rerender } = render(<FieldError source={missingName} path="description" />);
    expect(container.innerHTML).toBe('');

    rerender(<FieldError source={null} path="projectName" />);
    expect(container.innerHTML).toBe('');
  });

  it.each(['sources[0].uri', 'sources.0.uri'])('knows its field as %s', (path) => {
    const { container } = render(<FieldError source={[missingName, wrongSource]} path={path} />);

    expect(container.textContent).toContain('URI');
  });

  it('leaves its icon out where the app has one of its own', () => {
    const { container } = render(<FieldError source={missingName} path="projectName" slots={{ icon: null }} />);

    expect(container.querySelector('svg')).toBeNull();
  });
});
