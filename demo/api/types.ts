/** What IMM answers, as far as the console reads it. */
export interface Project {
  ProjectName: string;
  Description?: string | undefined;
  CreateTime: string;
  UpdateTime: string;
  DatasetCount?: number | undefined;
}

export interface Dataset {
  DatasetName: string;
  Description?: string | undefined;
  CreateTime: string;
}

export interface IndexedFile {
  URI: string;
  Filename?: string | undefined;
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
export interface TaskAnswer {
  TaskId: string;
  Status: string;
  Progress?: number | undefined;
  Code?: string | undefined;
  Message?: string | undefined;
}
