import { fail } from '../ImmFailure.js';
import { isRunning, type TaskRecord } from '../ImmStore.js';
import { newEventId, newTaskId } from '../identifiers.js';
import { namePattern, uriPattern } from '../ParamReader.js';
import type { JsonObject } from '../types.js';
import { findProject, type Operation, paginate, timeText } from './Operation.js';
import { findObject, laterFailure } from './objects.js';

const containers = 'mp4 mkv mov asf avi mxf ts flv mp3 aac flac oga ac3 opus'.split(' ');
const statuses = ['Running', 'Succeeded', 'Failed'];

const createMediaConvertTask: Operation = {
  cu: 4,
  run(context) {
    const { params, now, random, taskMs } = context;
    params.text('ProjectName', { pattern: namePattern });
    const sources = params.objects('Sources').map((source) => source.text('URI', { pattern: uriPattern }));
    const targets = params.optionalObjects('Targets') ?? [];
    const groups = params.optionalObjects('TargetGroups') ?? [];
    if (targets.length + groups.length === 0) params.objects('Targets');
    for (const target of targets) {
      // Container and URI go together; without both, the target only takes pictures or subtitles.
      if (target.has('Container') || !target.has('Image')) target.text('Container', { oneOf: containers });
      if (target.has('Container')) target.text('URI', { pattern: uriPattern });
    }
    for (const group of groups) group.text('URI', { pattern: uriPattern });
    const userData = params.optionalPayload('UserData', 2048);
    const tags = params.optionalObject('Tags')?.values;

    const project = findProject(context);
    for (const uri of sources) {
      const { mediaType } = findObject(uri);
      if (mediaType !== 'video' && mediaType !== 'audio') fail('Invalid{R}.Unsupported', { R: 'Media' });
    }

    const task: TaskRecord = {
      taskId: newTaskId('MediaConvert', random),
      taskType: 'MediaConvert',
      eventId: newEventId(random),
      startAt: now,
      endAt: now + taskMs * sources.length,
      failure: sources.map(laterFailure).find(Boolean),
      definition: {
        ProjectName: project.name,
        Sources: sources.map((URI) => ({ URI })),
        Targets: targets.map(({ values }) => values),
        TargetGroups: groups.map(({ values }) => values),
      },
      tags,
      userData,
    };
    project.tasks.set(task.taskId, task);
    return { body: { EventId: task.eventId, TaskId: task.taskId } };
  },
};

const getTask: Operation = {
  run(context) {
    const { params, now } = context;
    const taskType = params.text('TaskType');
    const taskId = params.text('TaskId');
    const withDefinition = params.flag('RequestDefinition');
    const project = findProject(context);
    const task = project.tasks.get(taskId);
    if (task?.taskType !== taskType) return fail('ResourceNotFound', { R: 'task' });
    return { body: { ...describeTask(task, now, withDefinition), ProjectName: project.name, EventId: task.eventId } };
  },
};

const listTasks: Operation = {
  run(context) {
    const { params, now } = context;
    const project = findProject(context);
    const status = params.optionalText('Status', { oneOf: statuses });
    const types = params.optionalList('TaskTypes')?.map(String) ?? [];
    const descending = params.optionalText('Order', { oneOf: ['asc', 'desc'] }) === 'desc';
    const sort = params.optionalText('Sort', { oneOf: ['TaskId', 'StartTime', 'EndTime'] }) || 'TaskId';
    const withDefinition = params.flag('RequestDefinition');

    const tasks = [...project.tasks.values()]
      .map((task) => describeTask(task, now, withDefinition))
      .filter((task) => !status || task.Status === status)
      .filter((task) => types.length === 0 || types.includes(String(task.TaskType)))
      .sort((a, b) => (String(a[sort]) < String(b[sort]) ? -1 : 1) * (descending ? -1 : 1));
    const { page, NextToken } = paginate(context, tasks, { max: 100, min: 1, keyOf: (item) => String(item.TaskId) });
    return { body: { ProjectName: project.name, Tasks: page, NextToken } };
  },
};

export const taskOperations: Readonly<Record<string, Operation>> = {
  CreateMediaConvertTask: createMediaConvertTask,
  GetTask: getTask,
  ListTasks: listTasks,
};

/** The SDK's `TaskInfo`. `Code` and `Message` are the task's own failure: the poll that carries them succeeds. */
export function describeTask(task: TaskRecord, now: number, withDefinition = false): JsonObject {
  const running = isRunning(task, now);
  const failure = running ? undefined : task.failure;
  return {
    TaskId: task.taskId,
    TaskType: task.taskType,
    Status: running ? 'Running' : failure ? 'Failed' : 'Succeeded',
    ...(failure && { Code: failure.code, Message: failure.message }),
    ...(running && { Progress: Math.floor((100 * (now - task.startAt)) / (task.endAt - task.startAt)) }),
    StartTime: timeText(task.startAt),
    ...(!running && { EndTime: timeText(task.endAt) }),
    ...(task.tags !== undefined && { Tags: task.tags }),
    ...(task.userData !== undefined && { UserData: task.userData }),
    ...(withDefinition && { TaskRequestDefinition: JSON.stringify(task.definition) }),
  };
}
