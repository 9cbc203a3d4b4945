import FusionField from '@alifd/field';
import { useForm as useTanStackForm } from '@tanstack/react-form';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Form as AntdForm, Input as AntdInput, ConfigProvider, Tabs, Upload } from 'antd';
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
import { userEvent as person } from 'vitest/browser';
import { createProject, type NewProject, Surroundings, useCreateProject } from '../forms/support.tsx';
import { answer, bannerName } from '../react/answers.ts';

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

    await waitFor(() => expect(descriptionOf(name())).toBe('This name is already in use, so choose another one'));
    expect(banner()?.textContent).toContain('This project already exists');
  });
});

interface FailingProps {
  /** What the form is submitted with. */
  onSend?: () => void;
  children?: ReactNode;
}

/** A plain form whose submit is always refused for its name. */
function Refused({ onSend, children }: FailingProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<unknown>(null);
  const imm = useImmHtmlForm(form, error, { operation: 'mutation' });
  return (
    <form
      ref={form}
      id="new"
      onSubmit={(event) => {
        event.preventDefault();
        onSend?.();
        setError(missingName());
      }}
    >
      {children}
      <ErrorBanner source={imm} />
    </form>
  );
}

function missingName(): object {
  return answer('MissingProjectName', 'ProjectName is mandatory for this action.');
}

function PlainHidden(): ReactNode {
  return (
    <Refused>
      <div hidden>
        <input name="projectName" />
      </div>
      <button type="submit">Create</button>
    </Refused>
  );
}

function HookHidden(): ReactNode {
  const form = useHookForm({ defaultValues: { projectName: '' } });
  const [error, setError] = useState<unknown>(null);
  const imm = useImmHookForm(form, error, { operation: 'mutation' });
  return (
    <form onSubmit={form.handleSubmit(() => setError(missingName()))}>
      {/* As MUI's panels are closed. */}
      <div style={{ visibility: 'hidden' }}>
        <input {...form.register('projectName')} />
        {form.formState.errors.projectName?.message}
      </div>
      <button type="submit">Create</button>
      <ErrorBanner source={imm} />
    </form>
  );
}

function AntTabs({ name }: { name?: string }): ReactNode {
  const [form] = AntdForm.useForm();
  const [error, setError] = useState<unknown>(null);
  const imm = useImmAntdForm(form, error, { operation: 'mutation' });
  const tabs = ['projectName', 'note'].map((name) => ({
    key: name,
    label: name,
    forceRender: true,
    children: (
      <AntdForm.Item name={name} label={name}>
        <AntdInput />
      </AntdForm.Item>
    ),
  }));
  return (
    <AntdForm form={form} {...imm.formProps} {...(name && { name })} onFinish={() => setError(missingName())}>
      <Tabs defaultActiveKey="note" items={tabs} />
      <button type="submit">Create</button>
      <ErrorBanner source={imm} />
    </AntdForm>
  );
}

describe('a field that is drawn and not shown', () => {
  it.each([
    { label: 'a hidden step of a plain form', Form: PlainHidden },
    { label: 'a closed panel with React Hook Form', Form: HookHidden },
    { label: 'another tab of Ant Design', Form: AntTabs },
    { label: 'another tab of Ant Design, in a form with a name', Form: () => <AntTabs name="new" /> },
  ])('leaves its message to the banner, in $label', async ({ Form }) => {
    render(<Form />, { wrapper: Surroundings });
    const create = screen.getByRole('button', { name: 'Create' });
    await userEvent.click(create);

    await screen.findByRole('group', { name: 'Error: Project name is missing' });
    expect(document.activeElement).toBe(create);
  });

  it('has its message beside it where a button stands for it', async () => {
    function UploadForm(): ReactNode {
      const [form] = AntdForm.useForm();
      const [error, setError] = useState<unknown>(null);
      const imm = useImmAntdForm(form, error, { operation: 'mutation' });
      return (
        <AntdForm form={form} {...imm.formProps} onFinish={() => setError(missingName())}>
          <AntdForm.Item name="projectName" label="File" valuePropName="fileList" getValueFromEvent={() => []}>
            <Upload>
              <button type="button">Choose</button>
            </Upload>
          </AntdForm.Item>
          <button type="submit">Create</button>
          <ErrorBanner source={imm} />
        </AntdForm>
      );
    }
    render(<UploadForm />, { wrapper: Surroundings });
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));

    await screen.findByText('Project name is missing');
    expect(screen.queryByRole('group', { name: bannerName })).toBeNull();
  });
});

describe('a plain form that was refused', () => {
  it.each([
    { label: 'a button outside of it', hasButton: true, again: '{Tab}{Enter}' },
    { label: 'Enter where it has no button', hasButton: false, again: '{Enter}' },
  ])('can be sent again by $label', async ({ hasButton, again }) => {
    let sent = 0;
    const send = (): void => {
      sent += 1;
    };
    render(
      <>
        <Refused onSend={send}>
          <input name="projectName" />
        </Refused>
        {hasButton && (
          <button type="submit" form="new">
            Create
          </button>
        )}
      </>,
      { wrapper: Surroundings },
    );
    const field = screen.getByRole<HTMLInputElement>('textbox');
    await person.click(field);
    await person.keyboard(again);
    await waitFor(() => expect(field.validationMessage).toContain('missing'));
    await waitFor(() => expect(document.activeElement).toBe(field));
    await person.keyboard(again);

    await waitFor(() => expect(sent).toBe(2));
  });
});

describe('a form action that “Try again” made work', () => {
  it.each([
    { label: 'empties the form', typed: '', left: '' },
    { label: 'keeps what was typed since', typed: ' 2', left: 'films 2' },
  ])('$label', async ({ typed, left }) => {
    let calls = 0;
    function Conflicting(): ReactNode {
      const create = useImmAction(async () => {
        calls += 1;
        if (calls === 1) throw answer('PreconditionFailed');
      });
      return (
        <form {...create.formProps}>
          <input name="projectName" />
          <ErrorBanner source={create} />
          <Foot done={create.isSuccess} />
        </form>
      );
    }
    render(<Conflicting />, { wrapper: Surroundings });
    const field = screen.getByRole<HTMLInputElement>('textbox');
    await userEvent.type(field, 'films');
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    const again = await screen.findByRole('button', { name: 'Try again' });
    if (typed) await userEvent.type(field, typed);
    await userEvent.click(again);

    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('The project was created.'));
    await waitFor(() => expect(field.value).toBe(left));
  });
});

function descriptionOf(element: HTMLElement): string {
  const ids = (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  return ids
    .map((id) => document.getElementById(id)?.textContent?.trim() ?? '')
    .join(' ')
    .replace('An object in OSS. ', '');
}
