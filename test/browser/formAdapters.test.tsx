import FusionField from '@alifd/field';
import { useForm as useTanStackForm } from '@tanstack/react-form';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Form as AntdForm, Input as AntdInput, ConfigProvider } from 'antd';
import { ErrorBanner } from 'imm-error-kit';
import { useImmForm as useImmAntdForm } from 'imm-error-kit/forms/antd';
import { useImmAction } from 'imm-error-kit/forms/form-action';
import { useImmForm as useImmFusionForm } from 'imm-error-kit/forms/fusion';
import { useImmForm as useImmHtmlForm } from 'imm-error-kit/forms/html';
import { useImmForm as useImmHookForm } from 'imm-error-kit/forms/react-hook-form';
import { useImmForm as useImmTanStackForm } from 'imm-error-kit/forms/tanstack-form';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useForm as useHookForm } from 'react-hook-form';
import { describe, expect, it } from 'vitest';
import { createProject, type NewProject, Surroundings, useCreateProject } from '../forms/support.tsx';

function HookForm(): ReactNode {
  const form = useHookForm<NewProject>({ defaultValues: { projectName: '', sources: [{ uri: '' }] } });
  const create = useCreateProject();
  const imm = useImmHookForm(form, create);
  const { errors } = form.formState;
  return (
    <form noValidate onSubmit={form.handleSubmit((values) => create.mutate(values))}>
      <Labelled label="Project name" error={errors.projectName?.message}>
        {(props) => <input {...form.register('projectName')} {...props} />}
      </Labelled>
      <Labelled label="Source" error={errors.sources?.[0]?.uri?.message}>
        {(props) => <input {...form.register('sources.0.uri')} {...props} />}
      </Labelled>
      <ErrorBanner source={imm} />
      <Foot done={create.isSuccess} />
    </form>
  );
}

function TanStackForm(): ReactNode {
  const create = useCreateProject();
  const form = useTanStackForm({
    defaultValues: { projectName: '', sources: [{ uri: '' }] } as NewProject,
    onSubmit: ({ value }) => create.mutate(value),
  });
  const imm = useImmTanStackForm(form, create);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.handleSubmit();
      }}
    >
      {(['projectName', 'sources[0].uri'] as const).map((name) => (
        <form.Field key={name} name={name}>
          {(field) => (
            <Labelled
              label={name === 'projectName' ? 'Project name' : 'Source'}
              error={field.state.meta.errors.join(' ') || undefined}
            >
              {(props) => (
                <input
                  {...props}
                  name={name}
                  value={field.state.value}
                  onChange={(event) => field.handleChange(event.target.value)}
                />
              )}
            </Labelled>
          )}
        </form.Field>
      ))}
      <ErrorBanner source={imm} />
      <Foot done={create.isSuccess} />
    </form>
  );
}

function AntForm(): ReactNode {
  const [form] = AntdForm.useForm<NewProject>();
  const create = useCreateProject();
  const imm = useImmAntdForm(form, create);
  return (
    <ConfigProvider theme={{ token: { motion: false } }}>
      <AntdForm
        form={form}
        {...imm.formProps}
        initialValues={{ projectName: '', sources: [{ uri: '' }] }}
        onFinish={(values: NewProject) => create.mutate(values)}
      >
        <AntdForm.Item name="projectName" label="Project name">
          <AntdInput />
        </AntdForm.Item>
        <AntdForm.Item name={['sources', 0, 'uri']} label="Source">
          <AntdInput />
        </AntdForm.Item>
        <ErrorBanner source={imm} />
        <Foot done={create.isSuccess} />
      </AntdForm>
    </ConfigProvider>
  );
}

// As Fusion's own components make it of the library below them.
const useFusionField = FusionField.getUseField({ useState, useMemo });

function FusionForm(): ReactNode {
  const field = useFusionField({ values: { projectName: '', 'sources[0].uri': '' } });
  const create = useCreateProject();
  const imm = useImmFusionForm(field, create);
  const textOf = (name: string): string => String(field.getValue(name) ?? '');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ projectName: textOf('projectName'), sources: [{ uri: textOf('sources[0].uri') }] });
      }}
    >
      {['projectName', 'sources[0].uri'].map((name) => (
        <Labelled
          key={name}
          label={name === 'projectName' ? 'Project name' : 'Source'}
          error={field.getError(name)?.join(' ') || undefined}
        >
          {(props) => (
            <input
              {...field.init(name, { getValueFormatter: (event: { target: { value: string } }) => event.target.value })}
              {...props}
            />
          )}
        </Labelled>
      ))}
      <ErrorBanner source={imm} />
      <Foot done={create.isSuccess} />
    </form>
  );
}

function HtmlForm(): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const create = useCreateProject();
  const imm = useImmHtmlForm(form, create);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(projectOf(new FormData(event.currentTarget)));
      }}
    >
      <PlainFields />
      <ErrorBanner source={imm} />
      <Foot done={create.isSuccess} />
    </form>
  );
}

function ActionForm(): ReactNode {
  const create = useImmAction((values) => createProject(projectOf(values)));
  return (
    <form {...create.formProps}>
      <PlainFields />
      <ErrorBanner source={create} />
      <Foot done={create.isSuccess} />
    </form>
  );
}

function PlainFields(): ReactNode {
  return (
    <>
      <label>
        Project name <input name="projectName" />
      </label>
      <label htmlFor="source">Source</label>
      <input id="source" name="sources[0].uri" aria-describedby="hint" />
      <p id="hint">An object in OSS.</p>
    </>
  );
}

function projectOf(values: FormData): NewProject {
  return { projectName: String(values.get('projectName')), sources: [{ uri: String(values.get('sources[0].uri')) }] };
}

interface LabelledProps {
  label: string;
  error: string | undefined;
  children: (props: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactNode;
}

function Labelled({ label, error, children }: LabelledProps): ReactNode {
  const id = label === 'Source' ? 'sources[0].uri' : 'projectName';
  return (
    <>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': !!error, 'aria-describedby': error ? `${id}-error` : undefined })}
      {error && <p id={`${id}-error`}>{error}</p>}
    </>
  );
}

function Foot({ done }: { done: boolean }): ReactNode {
  return (
    <>
      <button type="submit">Create</button>
      <p role="status">{done && 'The project was created.'}</p>
    </>
  );
}

const forms: Readonly<Record<string, () => ReactNode>> = {
  'React Hook Form': HookForm,
  'TanStack Form': TanStackForm,
  'Ant Design': AntForm,
  Fusion: FusionForm,
  'a plain form': HtmlForm,
  'a form action': ActionForm,
};

describe.each(Object.entries(forms))('useImmForm with %s', (_, Form) => {
  const name = (): HTMLElement => screen.getByLabelText(/Project name/);
  const source = (): HTMLElement => screen.getByLabelText('Source');
  const submit = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: 'Create' }));
  const banner = (): HTMLElement | null => document.querySelector('[data-part="banner"]');

  function renderForm(): void {
    render(<Form />, { wrapper: Surroundings });
  }

  async function fill(projectName: string, uri = 'oss://media/a.mp4'): Promise<void> {
    if (projectName) await userEvent.type(name(), projectName);
    if (uri) await userEvent.type(source(), uri);
  }

  it('says at the field what IMM refused, moves the focus there, and says it nowhere else', async () => {
    renderForm();
    await fill('');
    await submit();

    await waitFor(() => expect(document.activeElement).toBe(name()));
    await waitFor(() => expect(name().getAttribute('aria-invalid')).toBe('true'));
    expect(descriptionOf(name())).toBe('Project name is missing');
    expect(screen.getAllByText(/Project name is missing/)).toHaveLength(1);
    expect(banner()).toBeNull();
    expect(source().getAttribute('aria-invalid')).not.toBe('true');
  });

  it('finds the field of a nested parameter', async () => {
    renderForm();
    await fill('press', 'http://somewhere');
    await submit();

    // IMM calls it `URI`; the person knows it as what its label says.
    await waitFor(() => expect(descriptionOf(source())).toBe("IMM didn't accept Source"));
    expect(name().getAttribute('aria-invalid')).not.toBe('true');
    expect(banner()).toBeNull();
  });

  it('takes a message away when its field is edited, and brings no banner back', async () => {
    renderForm();
    await fill('');
    await submit();
    await waitFor(() => expect(descriptionOf(name())).toBe('Project name is missing'));
    await userEvent.type(source(), 'x');
    expect(descriptionOf(name())).toBe('Project name is missing');

    await userEvent.type(name(), 'p');

    await waitFor(() => expect(screen.queryByText(/is missing/)).toBeNull());
    expect(name().getAttribute('aria-invalid')).not.toBe('true');
    expect(banner()).toBeNull();
    expect(document.activeElement).toBe(name());
  });

  it('works after the correction, and loses nothing that was typed before', async () => {
    renderForm();
    await fill('');
    await submit();
    await waitFor(() => expect(descriptionOf(name())).toBe('Project name is missing'));
    expect(source()).toHaveProperty('value', 'oss://media/a.mp4');

    await userEvent.type(name(), 'press');
    await submit();

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('The project was created.'));
    expect(screen.queryByText(/is missing/)).toBeNull();
  });

  it('can be submitted again with the same values', async () => {
    renderForm();
    await fill('');
    await submit();
    await waitFor(() => expect(descriptionOf(name())).toBe('Project name is missing'));
    source().focus();

    await submit();

    await waitFor(() => expect(document.activeElement).toBe(name()));
    await waitFor(() => expect(descriptionOf(name())).toBe('Project name is missing'));
  });

  it('says in the banner what no field is for', async () => {
    renderForm();
    await fill('secret');
    await submit();

    await waitFor(() => expect(banner()).not.toBeNull());
    expect(name().getAttribute('aria-invalid')).not.toBe('true');
  });

  it('loses no parameter that has no field on screen', async () => {
    renderForm();
    await fill('big');
    await submit();

    await waitFor(() => expect(banner()?.textContent).toContain('Workflow template ID'));
  });

  it('marks the name that is taken, and keeps the banner that says what else can be done', async () => {
    renderForm();
    await fill('films');
    await submit();

    await waitFor(() => expect(descriptionOf(name())).toBe('This name is already in use. Choose another one'));
    expect(banner()?.textContent).toContain('This project already exists');
  });
});

function descriptionOf(element: HTMLElement): string {
  const ids = (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  return ids
    .map((id) => document.getElementById(id)?.textContent?.trim() ?? '')
    .join(' ')
    .replace('An object in OSS. ', '');
}
