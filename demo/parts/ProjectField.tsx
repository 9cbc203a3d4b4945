import type { ReactNode } from 'react';
import { useProjects } from '../api/hooks.ts';
import { useWords } from '../words.ts';
import { Field } from './Field.tsx';

/** Which project: those that there are can be chosen, any other can be typed. */
export function ProjectField({ project }: { project: string }): ReactNode {
  const words = useWords();
  const projects = useProjects({ throws: false });
  const names = projects.data?.Projects?.map((each) => each.ProjectName);
  return <Field name="projectName" label={words.projectName} defaultValue={project} suggestions={names} />;
}
