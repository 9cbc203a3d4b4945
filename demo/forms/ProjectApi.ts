/** What the forms send. */
export interface NewProject {
  projectName: string;
  description: string;
  projectMaxDatasetCount: string;
}

export const emptyProject: NewProject = { projectName: '', description: '', projectMaxDatasetCount: '' };

/** The service, as far as the forms need it. */
export interface ProjectApi {
  /** Creates a project. */
  create: (project: NewProject) => Promise<unknown>;
  /** The project, if it was created from these values since then; else `null`. */
  find: (project: NewProject, since: number) => Promise<object | null>;
}

/** What each form is given. */
export interface ProjectFormProps {
  api: ProjectApi;
  /** Opens the project that has the name. */
  onOpen: (name: string) => void;
}
