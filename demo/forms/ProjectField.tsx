import type { ReactNode } from 'react';
import { useWords } from '../words.ts';
import type { NewProject } from './ProjectApi.ts';

export const projectFields: readonly (keyof NewProject)[] = ['projectName', 'description', 'projectMaxDatasetCount'];

/** What a form's own input is given, so that its message belongs to it. */
export interface InputProps {
  id: string;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}

interface ProjectFieldProps {
  name: keyof NewProject;
  /** What is wrong with it. */
  error?: string | undefined;
  children: (props: InputProps) => ReactNode;
}

/** The label of a field, its input, and what is wrong with it. */
export function ProjectField({ name, error, children }: ProjectFieldProps): ReactNode {
  const words = useWords();
  const errorId = `${name}-error`;
  return (
    <div className="field">
      <label htmlFor={name}>{words[name]}</label>
      {children({ id: name, 'aria-invalid': !!error || undefined, 'aria-describedby': error ? errorId : undefined })}
      {error && (
        <p className="field-error" id={errorId}>
          {error}
        </p>
      )}
    </div>
  );
}
