import { useMutation } from '@tanstack/react-query';
import { ErrorBanner } from 'imm-error-kit';
import { createThrottleGate, withGate } from 'imm-error-kit/core';
import { useImmForm } from 'imm-error-kit/forms/html';
import { type ReactNode, useId, useRef, useState } from 'react';
import { expect, waitFor, within } from 'storybook/test';
import preview from '../.storybook/preview';
import { immBody, openapiCoreError, rawErrors } from './rawErrors.ts';
import { expectShown, wordsOf } from './support.tsx';

interface NewProject {
  projectName: string;
  projectMaxDatasetCount: string;
}

const answerAfter = 200;

/** Refuses as IMM does, by the values. */
async function createProject({ projectName, projectMaxDatasetCount }: NewProject): Promise<NewProject> {
  await new Promise((resolve) => setTimeout(resolve, answerAfter));
  if (!projectName) throw rawErrors.missingName();
  if (/[^a-z0-9-]/.test(projectName)) {
    throw openapiCoreError(400, immBody('InvalidProjectName', 'Specified parameter ProjectName is not valid.'));
  }
  if (Number(projectMaxDatasetCount) > 1000) {
    throw immBody('InvalidProjectMaxDatasetCount', 'Specified parameter ProjectMaxDatasetCount is not valid.');
  }
  switch (projectName) {
    case 'films':
      throw rawErrors.duplicate();
    case 'secret':
      throw rawErrors.forbidden();
    case 'crash':
      throw rawErrors.internalError();
    default:
      return { projectName, projectMaxDatasetCount };
  }
}

interface ProjectFormProps {
  send: (project: NewProject) => Promise<NewProject>;
  fieldLabels?: Readonly<Record<string, string>> | undefined;
}

/** A form that uses the hook by way of an adapter: messages beside the fields, the rest in a banner above. */
function ProjectForm({ send, fieldLabels }: ProjectFormProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const create = useMutation({ mutationFn: send });
  const imm = useImmForm(form, create, { fieldLabels, onVerify: () => create.reset() });

  return (
    <form
      ref={form}
      className="story-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(Object.fromEntries(new FormData(event.currentTarget)) as unknown as NewProject);
      }}
    >
      <ErrorBanner source={imm} />
      <Field name="projectName" label="Project name" />
      <Field name="projectMaxDatasetCount" label="Datasets per project" />
      <button type="submit" className="story-button">
        {create.isPending ? 'Creating…' : 'Create project'}
      </button>
      <p role="status">{create.isSuccess && `Project ${create.data.projectName} was created.`}</p>
    </form>
  );
}

interface FieldProps {
  name: string;
  label: string;
}

function Field({ name, label }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div className="story-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} />
      <p data-imm-error-for={name} />
    </div>
  );
}

const meta = preview.meta({
  title: 'Forms/useImmError',
  component: ProjectForm,
  args: { send: createProject },
  argTypes: { send: { control: false } },
  parameters: {
    docs: {
      description: {
        component: `The hook behind every component. Give it a mutation, a query or anything thrown; it tells what to show:
\`state\` (title, message, severity…), \`fieldErrors\` by form path, \`actions\` that work here, and \`retry\`,
\`cancelRetry\`, \`dismiss\`.

    const create = useMutation({ mutationFn: createProject });
    const imm = useImmError(create);

    <ErrorBanner source={imm} />
    <input name="projectName" aria-invalid={!!imm.fieldErrors.projectName} />

In a form, an adapter of \`imm-error-kit/forms/*\` does the rest, as below: \`useImmForm(form, create)\`.

Try the form below: leave the name empty, or call the project \`films\` (taken), \`secret\` (not allowed) or \`crash\`
(nobody knows whether it was created).`,
      },
    },
  },
});

/** A project that nothing is wrong with. */
export const Default = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.type(canvas.getByLabelText('Project name'), 'press');
    await userEvent.click(canvas.getByRole('button', { name: 'Create project' }));
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Project press was created.'));
    await expect(canvas.queryByRole('group', { name: wordsOf(loaded).bannerName })).toBeNull();
  },
});

/** Your own names of fields stand in the messages. */
export const Playground = meta.story({ args: { fieldLabels: { projectName: 'Name of the library' } } });

/** The refused value gets its message and the focus; the message is the field's description. */
export const ValidationFailed = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    const { say } = wordsOf(loaded);
    await userEvent.click(canvas.getByRole('button', { name: 'Create project' }));
    const input = canvas.getByLabelText('Project name');
    const field = say('parameter.label', { name: 'ProjectName' });
    await waitFor(() => expect(input).toHaveAccessibleDescription(say('Missing.title', { field })));
    await expect(input).toHaveFocus();
    await expect(input).toBeInvalid();

    await userEvent.type(input, 'press');
    await userEvent.click(canvas.getByRole('button', { name: 'Create project' }));
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Project press was created.'));
    await expect(input).toBeValid();
  },
});

/** The name is taken: nothing was created, and the banner says so. */
export const Duplicate = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    await userEvent.type(canvas.getByLabelText('Project name'), 'films');
    await userEvent.click(canvas.getByRole('button', { name: 'Create project' }));
    const banner = await canvas.findByRole('group', { name: bannerName });
    await expect(banner).toHaveTextContent(say('outcome.not-applied'));
  },
});

/** Nobody knows whether it was created: “Check first” comes before “Send again anyway”. */
export const OutcomeUnknown = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    const { say, bannerName } = wordsOf(loaded);
    await userEvent.type(canvas.getByLabelText('Project name'), 'crash');
    await userEvent.click(canvas.getByRole('button', { name: 'Create project' }));
    const banner = await canvas.findByRole('group', { name: bannerName });
    await expect(banner).toHaveTextContent(say('outcome.unknown'));
    await expect(within(banner).getAllByRole('button')[0]).toHaveAccessibleName(say('action.check-outcome'));
  },
});

/** The person may not create projects, and sees what to ask for. */
export const Forbidden = meta.story({
  play: async ({ canvas, userEvent, loaded }) => {
    await userEvent.type(canvas.getByLabelText('Project name'), 'secret');
    await userEvent.click(canvas.getByRole('button', { name: 'Create project' }));
    const hint = await canvas.findByRole('group', { name: wordsOf(loaded).say('permission.heading') });
    await expectShown(within(hint).getByText('imm:CreateProject'));
  },
});

/** A throttled mutation was never started, so it may repeat by itself, and does. */
export const RateLimited = meta.story({
  render: () => <ThrottledForm />,
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(canvas.getByLabelText('Project name'), 'press');
    await userEvent.click(canvas.getByRole('button', { name: 'Create project' }));
    await expectShown(await canvas.findByRole('timer', {}, { timeout: 10_000 }));
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Project press was created.'), {
      timeout: 20_000,
    });
  },
});

function ThrottledForm(): ReactNode {
  const [send] = useState(() => {
    let refusals = 1;
    const sendThrottled = async (project: NewProject): Promise<NewProject> => {
      if (refusals-- > 0) throw rawErrors.userThrottled();
      return createProject(project);
    };
    return withGate(sendThrottled, createThrottleGate(), { action: 'CreateProject' });
  });
  return <ProjectForm send={send} />;
}
