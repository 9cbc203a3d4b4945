import type { DatasetRecord, ProjectRecord, RegionStore, TaskRecord } from './ImmStore.js';
import { newEventId, newTaskId } from './identifiers.js';
import { createFile } from './operations/files.js';
import { timeText } from './operations/Operation.js';
import { initialDatasetSettings, initialProjectSettings } from './operations/settings.js';

const hour = 3_600_000;
const day = 24 * hour;

interface SeedProject {
  region: string;
  name: string;
  description: string;
  template: string;
  ageDays: number;
  datasets: readonly (readonly [name: string, description: string, uris: readonly string[]])[];
}

const seedProjects: readonly SeedProject[] = [
  {
    region: 'cn-hangzhou',
    name: 'travel-photos',
    description: 'Photo albums of the travel app',
    template: 'Official:ImageManagement',
    ageDays: 412,
    datasets: [
      [
        'albums-2026',
        'Photos uploaded this year',
        [
          'oss://travel-photos-hz/2026/08/west-lake-sunrise.jpg',
          'oss://travel-photos-hz/2026/08/west-lake-boat.heic',
          'oss://travel-photos-hz/2026/09/huangshan-clouds.jpg',
          'oss://travel-photos-hz/2026/09/huangshan-steps.jpg',
          'oss://travel-photos-hz/2026/10/suzhou-garden.png',
          'oss://travel-photos-hz/2026/10/corrupt-upload.jpg',
        ],
      ],
      ['albums-2025', 'Last year, read only', ['oss://travel-photos-hz/2025/05/qingdao-beach.jpg']],
      ['drafts', 'Not published yet', []],
    ],
  },
  {
    region: 'cn-hangzhou',
    name: 'course-videos',
    description: 'Recorded lectures, transcoded for the web',
    template: 'Official:VideoManagement',
    ageDays: 96,
    datasets: [
      [
        'autumn-term',
        'Lectures of the autumn term',
        [
          'oss://course-videos-hz/autumn/linear-algebra-01.mp4',
          'oss://course-videos-hz/autumn/linear-algebra-02.mp4',
          'oss://course-videos-hz/autumn/statistics-01.mov',
          'oss://course-videos-hz/autumn/handout.pdf',
        ],
      ],
    ],
  },
  {
    region: 'cn-hangzhou',
    name: 'contract-archive',
    description: 'Scanned contracts for full-text search',
    template: 'Official:DocumentManagement',
    ageDays: 31,
    datasets: [],
  },
  {
    region: 'cn-shanghai',
    name: 'newsroom',
    description: 'Footage of the Shanghai newsroom',
    template: 'Official:MediaManagement',
    ageDays: 200,
    datasets: [['footage', '', ['oss://newsroom-sh/live/bund-evening.mp4']]],
  },
  {
    region: 'ap-southeast-1',
    name: 'catalog-images',
    description: 'Product images of the Singapore shop',
    template: 'Official:ImageManagement',
    ageDays: 12,
    datasets: [['spring', '', ['oss://catalog-sg/spring/teapot.jpg']]],
  },
];

/** Fills a region with what a small customer would have there. */
export function createSeed(region: string, now: number, random: () => number): RegionStore {
  const projects = seedProjects
    .filter((seed) => seed.region === region)
    .map((seed) => [seed.name, createProject(seed, now, random)] as const);
  return { projects: new Map(projects) };
}

function createProject(seed: SeedProject, now: number, random: () => number): ProjectRecord {
  const CreateTime = timeText(now - seed.ageDays * day);
  const UpdateTime = timeText(now - day);
  const fields = { CreateTime, UpdateTime, TemplateId: seed.template };
  const datasets = seed.datasets.map(([name, Description, uris]): DatasetRecord => {
    const names = { ProjectName: seed.name, DatasetName: name };
    return {
      name,
      version: 1,
      fields: { ...initialDatasetSettings, ...fields, ...names, Description, WorkflowParameters: [] },
      files: new Map(uris.map((uri) => [uri, { ...createFile(uri, names), CreateTime, UpdateTime }])),
    };
  });
  const tasks = seed.name === 'course-videos' ? createTasks(seed.name, now, random) : [];
  return {
    name: seed.name,
    version: 1,
    fields: { ...initialProjectSettings, ...fields, ProjectName: seed.name, Description: seed.description },
    datasets: new Map(datasets.map((dataset) => [dataset.name, dataset])),
    tasks: new Map(tasks.map((task) => [task.taskId, task])),
  };
}

function createTasks(project: string, now: number, random: () => number): TaskRecord[] {
  const outcomes = [
    { uri: 'oss://course-videos-hz/autumn/linear-algebra-01.mp4', failure: undefined },
    {
      uri: 'oss://course-videos-hz/autumn/missing-lecture.mp4',
      failure: { code: 'ResourceNotFound', message: 'The specified resource object is not found.' },
    },
    {
      uri: 'oss://course-videos-hz/autumn/statistics-01.mov',
      failure: {
        code: 'InternalError',
        message: 'The request has been failed due to some unknown error. Please try again later.',
      },
    },
  ];
  return outcomes.map(({ uri, failure }, index) => ({
    taskId: newTaskId('MediaConvert', random),
    taskType: 'MediaConvert',
    eventId: newEventId(random),
    startAt: now - (index + 2) * hour,
    endAt: now - (index + 2) * hour + 8 * 60_000,
    failure,
    definition: {
      ProjectName: project,
      Sources: [{ URI: uri }],
      Targets: [{ URI: uri.replace('/autumn/', '/out/'), Container: 'mp4' }],
    },
  }));
}
