import type { ReactNode } from 'react';
import { useImmQuery } from '../api/hooks.ts';
import { immApi } from '../api/immApi.ts';
import { useWords } from '../words.ts';
import { Field } from './Field.tsx';

/** Which project: those that there are can be chosen, any other can be typed. */
export function ProjectField({ project }: { project: string }): ReactNode {
  const words = useWords();
  const projects = useImmQuery({
    action: 'ListProjects',
    key: ['projects'],
    fetch: immApi.listProjects,
    throws: false,
  });
  const names = projects.data?.Projects?.map((each) => each.ProjectName);
  return <Field name="projectName" label={words.projectName} defaultValue={project} suggestions={names} />;
}
