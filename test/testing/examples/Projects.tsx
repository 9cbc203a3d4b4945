import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ErrorBanner, useImmError } from 'imm-error-kit';
import { createImmFetch, createThrottleGate, withGate } from 'imm-error-kit/core';
import { type ReactNode, useState } from 'react';

const immFetch = createImmFetch();

async function callImm(action: string, params: Record<string, string> = {}) {
  const query = new URLSearchParams({ Action: action, Version: '2020-09-30', ...params });
  return (await immFetch(`https://console.example.com/imm?${query}`)).json();
}

export function Projects(): ReactNode {
  const [gate] = useState(createThrottleGate);
  const queryClient = useQueryClient();
  const projects = useQuery({ queryKey: ['projects'], queryFn: withGate(() => callImm('ListProjects'), gate) });
  const create = useMutation({
    mutationFn: withGate((name: string) => callImm('CreateProject', name ? { ProjectName: name } : {}), gate),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const failure = useImmError(create);

  return (
    <>
      <ErrorBanner source={projects} />
      <ul>
        {projects.data?.Projects.map(({ ProjectName }: { ProjectName: string }) => (
          <li key={ProjectName}>{ProjectName}</li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(String(new FormData(event.currentTarget).get('name')));
        }}
      >
        <label htmlFor="name">Project name</label>
        <input id="name" name="name" aria-describedby="name-error" />
        <p id="name-error">{failure.fieldErrors['projectName']}</p>
        <ErrorBanner source={failure} />
        <button type="submit">Create</button>
      </form>
    </>
  );
}
