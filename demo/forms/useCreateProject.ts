import { type UseImmMutationResult, useImmMutation } from 'imm-error-kit';
import type { NewProject, ProjectApi } from './ProjectApi.ts';

/** The mutation that all forms submit: safe to repeat after its answer was lost. */
export function useCreateProject({ create, find }: ProjectApi): UseImmMutationResult<unknown, NewProject> {
  return useImmMutation<unknown, NewProject>({
    mutationFn: (project) => create(project),
    onVerify: (project, { startedAt }) => find(project, startedAt),
  });
}
