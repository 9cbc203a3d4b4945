import { ErrorBanner } from 'imm-error-kit';
import type { ReactNode } from 'react';
import { find } from '../api/find.ts';
import { useConsoleMutation, useConsoleQuery, useRefresh } from '../api/hooks.ts';
import { immApi } from '../api/immApi.ts';
import type { Task, TasksAnswer } from '../api/types.ts';
import { openPage } from '../location.ts';
import { Field } from '../parts/Field.tsx';
import { Form, type FormValues } from '../parts/Form.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { Moment } from '../parts/Moment.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { ProjectField } from '../parts/ProjectField.tsx';
import { Section } from '../parts/Section.tsx';
import { useWords } from '../words.ts';

/** Starts media conversions, and shows how they go. */
export function TasksPage({ project }: { project: string }): ReactNode {
  const words = useWords();
  return (
    <div className="page">
      <PageHead title={words.tasks} lead={words.tasksLead} />
      <Section title={words.startTask}>
        <StartConversion project={project} />
      </Section>
      <Section title={words.startedTasks}>
        {project ? <TaskList project={project} /> : <p className="empty">{words.noTasks}</p>}
      </Section>
    </div>
  );
}

function StartConversion({ project }: { project: string }): ReactNode {
  const words = useWords();
  const start = useConsoleMutation({
    action: 'CreateMediaConvertTask',
    project,
    send: immApi.startConversion,
    find: find.startedConversion,
    refreshes: ['tasks'],
    // The list below shows the tasks of the project that was typed.
    onSuccess: (_, input) => {
      if (input.project !== project) openPage('tasks', input.project);
    },
  });

  const handleSubmit = (values: FormValues): void =>
    start.mutate({
      project: values['projectName'] ?? '',
      source: values['sources[0].uri'] ?? '',
      target: values['targets[0].uri'] ?? '',
      container: values['targets[0].container'] ?? '',
    });

  return (
    <Form
      source={start}
      isPending={start.isPending}
      isDone={start.isSuccess}
      submitLabel={words.start}
      doneText={words.taskStarted}
      onSubmit={handleSubmit}
      hasSummary
      keepsValues
    >
      <ProjectField project={project} />
      <Field name="sources[0].uri" label={words.sourceUri} hint={words.sourceUriHint} />
      <Field name="targets[0].uri" label={words.targetUri} defaultValue="oss://media/out/clip.mkv" />
      <Field
        name="targets[0].container"
        label={words.container}
        defaultValue="mkv"
        suggestions={['mp4', 'mkv', 'mp3']}
      />
    </Form>
  );
}

function TaskList({ project }: { project: string }): ReactNode {
  const words = useWords();
  const tasks = useConsoleQuery({
    action: 'ListTasks',
    project,
    key: ['tasks', project],
    fetch: (options) => immApi.listTasks(project, options),
    refetchInterval: (data) => (isAnyRunning(data) ? 1000 : false),
  });
  return (
    <Loaded query={tasks}>
      {({ Tasks = [] }) =>
        Tasks.length === 0 ? (
          <p className="empty">{words.noTasks}</p>
        ) : (
          <ul className="rows">
            {Tasks.map((task) => (
              <TaskRow key={task.TaskId} project={project} task={task} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function TaskRow({ project, task }: { project: string; task: Task }): ReactNode {
  const words = useWords();
  const again = useConsoleMutation({
    action: 'CreateMediaConvertTask',
    project,
    send: immApi.repeatConversion,
    find: find.repeatedConversion,
    refreshes: ['tasks'],
  });
  const refresh = useRefresh('tasks', project);
  const { TaskId, Status, StartTime, Progress, TaskRequestDefinition = '{}' } = task;
  return (
    <li>
      <code dir="ltr">{TaskId}</code>
      <span className="row-text">
        <Moment at={StartTime} />
      </span>
      <span className="badge row-end" data-state={states[Status]}>
        {words.taskState[Status] ?? Status}
        {Progress !== undefined && ` ${Progress} %`}
      </span>
      {Status === 'Failed' && (
        <div className="row-wide">
          {/* The poll succeeded: what failed is the task inside it, so the task itself is the source. */}
          <ErrorBanner
            source={task}
            operation="mutation"
            onRetry={() => again.mutate(TaskRequestDefinition)}
            onVerify={refresh}
            actions={{ 'edit-fields': focusSource }}
          />
          <ErrorBanner source={again} density="compact" />
        </div>
      )}
    </li>
  );
}

const states: Readonly<Record<string, string>> = { Succeeded: 'good', Failed: 'bad' };

// A task can't be changed; what can is the form above that starts the next one.
function focusSource(): void {
  document.querySelector<HTMLInputElement>('input[name="sources[0].uri"]')?.focus();
}

function isAnyRunning(data: TasksAnswer | undefined): boolean {
  return data?.Tasks?.some((task) => task.Status === 'Running') ?? false;
}
