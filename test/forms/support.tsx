import { QueryClient, QueryClientProvider, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { ImmErrorProvider } from 'imm-error-kit';
import { immQueryDefaults } from 'imm-error-kit/core';
import type { ReactNode } from 'react';
import { answer } from '../react/answers.ts';

/** What the tests' forms send: a name, and a list of sources. */
export interface NewProject {
  projectName: string;
  sources: { uri: string }[];
}

/** What a console wraps its forms in. */
export function Surroundings({ children }: { children: ReactNode }): ReactNode {
  const client = new QueryClient({ defaultOptions: immQueryDefaults() });
  return (
    <QueryClientProvider client={client}>
      <ImmErrorProvider>{children}</ImmErrorProvider>
    </QueryClientProvider>
  );
}

/** Refuses as IMM does, by the name. */
export async function createProject({ projectName, sources }: NewProject): Promise<string> {
  if (!projectName) throw answer('MissingProjectName', 'ProjectName is mandatory for this action.');
  if (!sources[0]?.uri.startsWith('oss://')) {
    throw answer('InvalidArgument', 'The parameter Sources.1.URI is not valid.');
  }
  switch (projectName) {
    case 'films':
      throw answer('ResourceAlreadyExists', 'The specified resource project already exists.');
    case 'secret':
      throw answer('Forbidden', 'User not authorized to operate on the specified APIs.');
    case 'big':
      throw answer('InvalidTemplateId', 'Specified parameter TemplateId is not valid.');
    default:
      return projectName;
  }
}

export function useCreateProject(): UseMutationResult<string, unknown, NewProject> {
  return useMutation<string, unknown, NewProject>({ mutationFn: createProject });
}
