import { createImmFetch } from 'imm-error-kit/core';
import { createImmSimulator, type ImmSimulator, type JsonObject } from 'imm-error-kit/simulator';
import type { ProjectApi } from '../demo/forms/ProjectApi.ts';

/** The projects of a simulated IMM of its own, `films` among them. */
export interface SimulatedProjects extends ProjectApi {
  simulator: ImmSimulator;
}

export function simulateProjects(): SimulatedProjects {
  const simulator = createImmSimulator({ seed: false, latencyMs: 60, limits: { apiQps: 1000, actionQps: {} } });
  const immFetch = createImmFetch({ fetch: (input, init) => simulator.fetch(new Request(input, init)) });
  const call = async (action: string, params: JsonObject): Promise<JsonObject> => {
    const response = await immFetch(`https://imm.cn-hangzhou.aliyuncs.com/?Action=${action}&Version=2020-09-30`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    // The service's own answer.
    return (await response.json()) as JsonObject;
  };
  const filmsExist = call('CreateProject', { ProjectName: 'films' });

  return {
    simulator,
    async create({ projectName, description, projectMaxDatasetCount }) {
      await filmsExist;
      const params = {
        ProjectName: projectName,
        Description: description,
        ProjectMaxDatasetCount: projectMaxDatasetCount,
      };
      return call('CreateProject', Object.fromEntries(Object.entries(params).filter(([, value]) => value !== '')));
    },
    async find({ projectName, description }, since) {
      const { Projects = [] } = (await call('ListProjects', {})) as { Projects?: JsonObject[] };
      const isIt = Projects.find(
        ({ ProjectName, Description = '', CreateTime }) =>
          ProjectName === projectName && Description === description && Date.parse(String(CreateTime)) >= since,
      );
      return isIt ?? null;
    },
  };
}
