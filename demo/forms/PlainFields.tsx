import type { ReactNode } from 'react';
import { useWords } from '../words.ts';
import type { NewProject } from './ProjectApi.ts';
import { projectFields } from './ProjectField.tsx';

/** Inputs that the browser alone looks after. What is wrong with one is put behind it. */
export function PlainFields(): ReactNode {
  const words = useWords();
  return (
    <div className="fields">
      {projectFields.map((name) => (
        <div className="field" key={name}>
          <label htmlFor={name}>{words[name]}</label>
          <input id={name} name={name} autoComplete="off" />
        </div>
      ))}
    </div>
  );
}

/** What was typed into them. */
export function projectOf(values: FormData): NewProject {
  const textOf = (name: keyof NewProject): string => String(values.get(name) ?? '').trim();
  return {
    projectName: textOf('projectName'),
    description: textOf('description'),
    projectMaxDatasetCount: textOf('projectMaxDatasetCount'),
  };
}
