import { createSeed } from './createSeed.js';
import type { ProjectRecord, RegionStore } from './ImmStore.js';
import { describeDataset } from './operations/datasets.js';
import { describeProject } from './operations/projects.js';
import { describeTask } from './operations/tasks.js';
import type { JsonObject } from './types.js';

/** What the service holds, with the SDK's field names; each entry also tells its `RegionId`. */
export interface ImmSimulatorState {
  /** Every project, with its region. */
  projects: JsonObject[];
  /** Every dataset, with its region. */
  datasets: JsonObject[];
  /** The metadata of every indexed file, with its region. */
  files: JsonObject[];
  /** Every task, with its region and project. */
  tasks: JsonObject[];
}

export interface StateAccess {
  region(id: string): RegionStore;
  snapshot(): ImmSimulatorState;
  reset(): void;
}

interface StateOptions {
  seed: boolean;
  now: () => number;
  random: () => number;
}

/** The state of all regions. A region is filled when it is first called. */
export function createStateAccess({ seed, now, random }: StateOptions): StateAccess {
  const regions = new Map<string, RegionStore>();

  return {
    region(id) {
      const store = regions.get(id) ?? (seed ? createSeed(id, now(), random) : { projects: new Map() });
      regions.set(id, store);
      return store;
    },
    snapshot() {
      const state: ImmSimulatorState = { projects: [], datasets: [], files: [], tasks: [] };
      for (const [id, { projects }] of regions) {
        for (const project of projects.values()) addProject(state, project, id, now());
      }
      return structuredClone(state);
    },
    reset() {
      regions.clear();
    },
  };
}

function addProject(state: ImmSimulatorState, project: ProjectRecord, RegionId: string, now: number): void {
  state.projects.push({ RegionId, ...describeProject(project) });
  for (const dataset of project.datasets.values()) {
    state.datasets.push({ RegionId, ...describeDataset(dataset) });
    for (const file of dataset.files.values()) state.files.push({ RegionId, ...file });
  }
  for (const task of project.tasks.values()) {
    state.tasks.push({ RegionId, ProjectName: project.name, ...describeTask(task, now, true) });
  }
}
