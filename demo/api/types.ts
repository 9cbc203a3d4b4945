/** What IMM answers, as far as the console reads it. */
export interface Project {
  ProjectName: string;
  Description?: string | undefined;
  CreateTime: string;
  UpdateTime: string;
  DatasetCount?: number | undefined;
  FileCount?: number | undefined;
}

export interface Dataset {
  DatasetName: string;
  Description?: string | undefined;
  CreateTime: string;
}

export interface IndexedFile {
  URI: string;
  Filename?: string | undefined;
  UpdateTime?: string | undefined;
}

export interface ProjectAnswer {
  Project: Project;
}

export interface ProjectsAnswer {
  Projects?: Project[] | undefined;
}

export interface DatasetAnswer {
  Dataset: Dataset;
}

export interface DatasetsAnswer {
  Datasets?: Dataset[] | undefined;
}

export interface FilesAnswer {
  Files?: IndexedFile[] | undefined;
}

export interface StartedTask {
  TaskId: string;
}

/** A task as it stands. A failed one comes inside a successful answer, with its own code and message. */
export interface Task {
  TaskId: string;
  Status: string;
  StartTime: string;
  Progress?: number | undefined;
  Code?: string | undefined;
  Message?: string | undefined;
  /** What was asked for, as JSON. */
  TaskRequestDefinition?: string | undefined;
}

export interface TasksAnswer {
  Tasks?: Task[] | undefined;
}

/** The version of what was read or written, to be sent back with a change. */
export interface Versioned {
  version?: string | undefined;
}
