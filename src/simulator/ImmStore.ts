import type { JsonObject } from './types.js';

/** A project with everything in it. `version` grows with every change and makes the ETag. */
export interface ProjectRecord {
  name: string;
  version: number;
  /** The fields of the SDK's `Project`, counts excepted. */
  fields: JsonObject;
  datasets: Map<string, DatasetRecord>;
  tasks: Map<string, TaskRecord>;
}

export interface DatasetRecord {
  name: string;
  version: number;
  /** The fields of the SDK's `Dataset`, counts excepted. */
  fields: JsonObject;
  /** By URI: the fields of the SDK's `File`. */
  files: Map<string, FileRecord>;
}

/** The fields of the SDK's `File` that the simulator itself reads, and any others. */
export interface FileRecord extends JsonObject {
  URI: string;
  Size: number;
}

/** A task. Whether it still runs is decided by the clock, when somebody asks. */
export interface TaskRecord {
  taskId: string;
  taskType: string;
  eventId: string;
  startAt: number;
  endAt: number;
  /** What it ends with, if it fails. */
  failure?: { code: string; message: string } | undefined;
  definition: JsonObject;
  tags?: unknown;
  userData?: string | undefined;
}

/** What one region holds. Projects of two regions never meet. */
export interface RegionStore {
  projects: Map<string, ProjectRecord>;
}

export function isRunning(task: TaskRecord, now: number): boolean {
  return now < task.endAt;
}

export function etagOf({ version }: { version: number }): string {
  return `"${version}"`;
}
