import { createImmFetch } from 'imm-error-kit/core';

// The API client that the pages of the documentation call: the reader's own.
const immFetch = createImmFetch();

export interface Project {
  ProjectName: string;
  CreateTime: string;
}

export const api = {
  listProjects: () => call<{ Projects: Project[] }>('ListProjects'),
  createProject: (name: string) => call<{ Project: Project }>('CreateProject', { ProjectName: name }),
  addStoryFiles: (files: { URI: string }[]) => call<object>('AddStoryFiles', { Files: JSON.stringify(files) }),
  deleteProject: (name: string) => call<object>('DeleteProject', { ProjectName: name }),
};

async function call<Answer>(action: string, params: Record<string, string> = {}): Promise<Answer> {
  const query = new URLSearchParams({ Action: action, Version: '2020-09-30', ...params });
  const response = await immFetch(`/imm?${query}`);
  return response.json() as Promise<Answer>;
}
