import { useForm as useTanStackForm } from '@tanstack/react-form';
import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Form as AntdForm } from 'antd';
import { ErrorBanner, ErrorSummary, ImmErrorProvider } from 'imm-error-kit';
import { useImmForm as useImmAntdForm } from 'imm-error-kit/forms/antd';
import { useImmForm as useImmHtmlForm } from 'imm-error-kit/forms/html';
import { useImmForm as useImmHookForm } from 'imm-error-kit/forms/react-hook-form';
import { useImmForm as useImmTanStackForm } from 'imm-error-kit/forms/tanstack-form';
import { Activity, type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useFieldArray, useForm } from 'react-hook-form';
import { describe, expect, it } from 'vitest';
import { answer, bannerName } from '../react/answers.ts';
import { Surroundings } from './support.tsx';

const missing = (): object => answer('MissingProjectName', 'ProjectName is mandatory for this action.');
const refused = (parameter: string): object => answer('InvalidArgument', `The parameter ${parameter} is not valid.`);

const show = (ui: ReactNode): void => void render(ui, { wrapper: Surroundings });
const banner = (): string | undefined =>
  screen.queryByRole('group', { name: bannerName })?.getAttribute('aria-label') ?? undefined;
const submit = (): void => void fireEvent.submit(screen.getByRole('form'));
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));
const settle = (): Promise<unknown> => act(() => new Promise((resolve) => setTimeout(resolve, 30)));

interface SteppedProps {
  step: number;
  onSubmit: (event: FormEvent) => void;
  error: unknown;
}

function HookSteps({ step, onSubmit, error }: SteppedProps): ReactNode {
  const form = useForm({ defaultValues: { projectName: '', note: '' } });
  const imm = useImmHookForm(form, error, { operation: 'mutation' });
  const name = step === 1 ? 'projectName' : 'note';
  return (
    <form aria-label="new" onSubmit={onSubmit}>
      <input key={name} aria-label={name} {...form.register(name)} />
      <p data-testid="field">{form.formState.errors[name]?.message}</p>
      <ErrorBanner source={imm} />
    </form>
  );
}

function TanStackSteps({ step, onSubmit, error }: SteppedProps): ReactNode {
  const form = useTanStackForm({ defaultValues: { projectName: '', note: '' } });
  const imm = useImmTanStackForm(form, error, { operation: 'mutation' });
  const name = step === 1 ? 'projectName' : 'note';
  return (
    <form aria-label="new" onSubmit={onSubmit}>
      <form.Field key={name} name={name}>
        {(field) => (
          <>
            <input
              aria-label={name}
              name={name}
              value={field.state.value}
              onChange={(event) => field.handleChange(event.target.value)}
            />
            <p data-testid="field">{field.state.meta.errors.join(' ')}</p>
          </>
        )}
      </form.Field>
      <ErrorBanner source={imm} />
    </form>
  );
}

describe.each([
  { label: 'React Hook Form', Steps: HookSteps },
  { label: 'TanStack Form', Steps: TanStackSteps },
])('a form in steps with $label', ({ Steps }) => {
  function Page(): ReactNode {
    const [step, setStep] = useState(1);
    const [error, setError] = useState<unknown>(null);
    const handleSubmit = (event: FormEvent): void => {
      event.preventDefault();
      setError(missing());
    };
    return (
      <>
        <button type="button" onClick={() => setStep(3 - step)}>
          Other step
        </button>
        <Steps step={step} onSubmit={handleSubmit} error={error} />
      </>
    );
  }

  it('says in the banner what belongs to a field of a step that was left, and at the field once it is back', async () => {
    show(<Page />);
    press('Other step');
    await settle();
    submit();
    await waitFor(() => expect(banner()).toBe('Error: Project name is missing'));

    screen.getByLabelText('note').focus();
    press('Other step');
    await waitFor(() => expect(screen.getByTestId('field').textContent).toBe('Project name is missing'));
    expect(banner()).toBeUndefined();
  });

  it('has nothing left to say of a field that was edited before its step was left', async () => {
    show(<Page />);
    submit();
    await waitFor(() => expect(screen.getByTestId('field').textContent).toBe('Project name is missing'));
    fireEvent.change(screen.getByLabelText('projectName'), { target: { value: 'films' } });
    await settle();
    press('Other step');
    await settle();

    expect(banner()).toBeUndefined();
  });
});

interface PlainProps {
  source: unknown;
  onSubmit?: () => void;
  children?: ReactNode;
}

function Plain({ source, onSubmit, children }: PlainProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const imm = useImmHtmlForm(form, source);
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <form aria-label="new" ref={form} onSubmit={handleSubmit}>
      {children ?? <input name="projectName" aria-label="Project name" />}
      <ErrorBanner source={imm} />
    </form>
  );
}

const nameField = (): HTMLInputElement => screen.getByLabelText('Project name');

describe('the same object thrown again', () => {
  const thrown = missing();

  function Mutation(): ReactNode {
    const save = useMutation({ mutationFn: () => Promise.reject(thrown) });
    return <Plain source={save} onSubmit={() => save.mutate()} />;
  }

  function Value(): ReactNode {
    const [error, setError] = useState<unknown>(null);
    const handleSubmit = (): void => {
      setError(null);
      setTimeout(() => act(() => setError(thrown)), 0);
    };
    return <Plain source={error} onSubmit={handleSubmit} />;
  }

  it.each([
    { label: 'by a mutation', Page: Mutation },
    { label: 'as an error value', Page: Value },
  ])('is said at its field again, which was edited since, $label', async ({ Page }) => {
    show(<Page />);
    submit();
    await waitFor(() => expect(nameField().validationMessage).toContain('missing'));
    fireEvent.input(nameField(), { target: { value: 'a' } });
    await waitFor(() => expect(nameField().validationMessage).toBe(''));

    submit();
    await waitFor(() => expect(nameField().validationMessage).toContain('missing'));
  });
});

describe('a plain form', () => {
  it('takes its messages away when the person resets the form', async () => {
    show(
      <Plain source={missing()}>
        <input name="projectName" aria-label="Project name" />
        <button type="reset">Reset</button>
      </Plain>,
    );
    await waitFor(() => expect(nameField().validationMessage).toContain('missing'));
    press('Reset');

    await waitFor(() => expect(nameField().getAttribute('aria-invalid')).toBeNull());
    expect(screen.getByRole('form').textContent).toBe('Reset');
  });
});

describe('the focus', () => {
  it('stays where it is when a query fails in the background, which is spoken instead', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    function Search(): ReactNode {
      const search = useQuery({ queryKey: ['search'], queryFn: () => Promise.reject(missing()) });
      return (
        <>
          <ErrorSummary source={search} />
          <Plain source={search}>
            <input name="projectName" aria-label="Project name" />
            <input aria-label="note" />
          </Plain>
        </>
      );
    }
    render(
      <QueryClientProvider client={client}>
        <ImmErrorProvider>
          <Search />
        </ImmErrorProvider>
      </QueryClientProvider>,
    );
    const note = screen.getByLabelText('note');
    note.focus();
    await waitFor(() => expect(nameField().validationMessage).toContain('missing'));
    await act(() => client.refetchQueries());
    await settle();

    expect(document.activeElement).toBe(note);
    expect((await screen.findByText('Error: Project name is missing')).getAttribute('aria-live')).toBe('polite');
  });

  it('is left alone by a query beside a summary, which is said once, by the field’s name on screen', async () => {
    function Search(): ReactNode {
      const search = useQuery({
        queryKey: ['search'],
        queryFn: () => Promise.reject(answer('MissingWidgetName')),
        retry: false,
      });
      const form = useRef<HTMLFormElement>(null);
      const imm = useImmHtmlForm(form, search);
      return (
        <form ref={form}>
          <ErrorSummary source={imm.whole} />
          <label>
            Widget <input name="widgetName" />
          </label>
        </form>
      );
    }
    show(<Search />);

    expect((await screen.findByText(/^Error: /, { selector: '[aria-live]' })).textContent).toBe(
      'Error: Widget is missing',
    );
  });

  it('is not taken a second time when the page is hidden and shown again', async () => {
    const error = missing();
    function Page(): ReactNode {
      const [mode, setMode] = useState<'visible' | 'hidden'>('visible');
      return (
        <>
          <button type="button" onClick={() => setMode(mode === 'visible' ? 'hidden' : 'visible')}>
            Tab
          </button>
          <Activity mode={mode}>
            <Plain source={error} />
          </Activity>
        </>
      );
    }
    show(<Page />);
    await waitFor(() => expect(document.activeElement).toBe(nameField()));
    const tab = screen.getByRole('button', { name: 'Tab' });
    tab.focus();
    press('Tab');
    await settle();
    press('Tab');
    await settle();

    expect(document.activeElement).toBe(tab);
  });
});

describe('a field that is called as its label', () => {
  type Field = Record<string, unknown>;
  interface LabelledProps {
    children: (field: Field, message: string | undefined) => ReactNode;
  }

  function Labelled({ children }: LabelledProps): ReactNode {
    const form = useForm({ defaultValues: { fooBar: '' } });
    const [error, setError] = useState<unknown>(null);
    const imm = useImmHookForm(form, error, { operation: 'mutation' });
    return (
      <form aria-label="new" onSubmit={form.handleSubmit(() => setError(refused('FooBar')))}>
        {children({ ...form.register('fooBar') }, form.formState.errors.fooBar?.message)}
        <output>{imm.fieldErrors['fooBar']}</output>
      </form>
    );
  }

  it.each([
    {
      label: 'its message',
      children: (field: Field, message: string | undefined) => (
        <label>
          Codec: <input {...field} /> <span>{message}</span>
        </label>
      ),
    },
    {
      label: 'its message in other words',
      children: (field: Field, message: string | undefined) => (
        <label>
          Codec <b>{message?.toUpperCase()}</b> <input {...field} />
        </label>
      ),
    },
    {
      label: 'a select',
      children: (field: Field) => (
        <label>
          Codec
          <select {...field}>
            <option>H.264</option>
            <option>AV1</option>
          </select>
        </label>
      ),
    },
  ])('is called so with $label in it, however often it fails', async ({ children }) => {
    show(<Labelled>{children}</Labelled>);
    for (const _ of Array(3)) {
      submit();
      await settle();
      expect(screen.getByRole('status').textContent).toBe("IMM didn't accept Codec");
    }
  });
});

describe('a list of React Hook Form', () => {
  function Rows(): ReactNode {
    const form = useForm({ defaultValues: { sources: [{ uri: 'bad' }, { uri: 'good' }] } });
    const rows = useFieldArray({ control: form.control, name: 'sources' });
    const [error, setError] = useState<unknown>(null);
    const imm = useImmHookForm(form, error, { operation: 'mutation' });
    return (
      <form aria-label="new" onSubmit={form.handleSubmit(() => setError(refused('Sources.1.URI')))}>
        {rows.fields.map((row, index) => (
          <input key={row.id} aria-label={`Row ${index}`} {...form.register(`sources.${index}.uri`)} />
        ))}
        <p data-testid="form">{form.formState.errors.sources?.[0]?.uri?.message}</p>
        <p data-testid="kit">{imm.fieldErrors['sources.0.uri']}</p>
        <button type="button" onClick={() => rows.remove(0)}>
          Remove
        </button>
        <button type="button" onClick={() => rows.append({ uri: '' })}>
          Append
        </button>
      </form>
    );
  }
  const said = (): string[] => ['form', 'kit'].map((id) => screen.getByTestId(id).textContent);

  it('loses what is said of a row with the row, and with no other', async () => {
    show(<Rows />);
    submit();
    await waitFor(() => expect(said()).toEqual(Array(2).fill("IMM didn't accept Row 0")));
    press('Append');
    await settle();
    expect(said()).toEqual(Array(2).fill("IMM didn't accept Row 0"));

    press('Remove');
    await settle();
    expect(screen.getByLabelText('Row 0')).toHaveProperty('value', 'good');
    expect(said()).toEqual(['', '']);
  });
});

describe('a list of Ant Design', () => {
  interface RowsProps {
    parameter?: string;
    initialValues: object;
  }

  function Rows({ parameter = 'Sources', initialValues }: RowsProps): ReactNode {
    const [form] = AntdForm.useForm();
    const imm = useImmAntdForm(form, refused(parameter), { operation: 'mutation' });
    return (
      <AntdForm form={form} {...imm.formProps} initialValues={initialValues}>
        <AntdForm.List name="sources">
          {(rows) =>
            rows.map(({ key, name }) => (
              <AntdForm.Item key={key} name={[name, 'uri']}>
                <input />
              </AntdForm.Item>
            ))
          }
        </AntdForm.List>
        <AntdForm.Item name="tags">
          <select multiple />
        </AntdForm.Item>
        <ErrorBanner source={imm} />
        <output>{Object.keys(imm.fieldErrors).join()}</output>
      </AntdForm>
    );
  }

  it.each([
    { label: 'two rows', initialValues: { sources: [{ uri: 'a' }, { uri: 'b' }] }, at: 'sources.0.uri' },
    { label: 'no row', initialValues: { sources: [] }, at: '' },
    { label: 'no value', initialValues: {}, at: '' },
  ])('says what is wrong with a list at its first row, or in the banner where it has none: $label', async (row) => {
    show(<Rows initialValues={row.initialValues} />);
    await settle();

    expect(screen.getByRole('status').textContent).toBe(row.at);
    expect(banner()).toBe(row.at ? undefined : "Error: IMM didn't accept Source file list");
  });

  it.each([{}, { tags: ['a'] }])('is told from a field of several values: %o', async (initialValues) => {
    show(<Rows parameter="Tags" initialValues={initialValues} />);
    await settle();

    expect(screen.getByRole('status').textContent).toBe('tags');
  });
});

describe('a form beside another one', () => {
  interface OwnProps {
    error: unknown;
  }

  function HookOwn({ error }: OwnProps): ReactNode {
    const form = useForm({ defaultValues: { fooBar: '' } });
    const imm = useImmHookForm(form, error, { operation: 'mutation' });
    return <Codec field={form.register('fooBar')} message={imm.fieldErrors['fooBar']} />;
  }

  function TanStackOwn({ error }: OwnProps): ReactNode {
    const form = useTanStackForm({ defaultValues: { fooBar: '' } });
    const imm = useImmTanStackForm(form, error, { operation: 'mutation' });
    return (
      <form.Field name="fooBar">
        {({ name }) => <Codec field={{ name }} message={imm.fieldErrors['fooBar']} />}
      </form.Field>
    );
  }

  function Codec({ field, message }: { field: object; message: string | undefined }): ReactNode {
    return (
      <form>
        <label>
          Codec <input {...field} />
        </label>
        <input aria-label="Note" />
        <output>{message}</output>
      </form>
    );
  }

  it.each([
    { label: 'React Hook Form', Own: HookOwn, from: 'Note' },
    { label: 'React Hook Form, whoever has the focus', Own: HookOwn, from: 'Search' },
    { label: 'TanStack Form', Own: TanStackOwn, from: 'Note' },
  ])('takes the form’s own field where another form of the page has one of that name, with $label', async (row) => {
    const page = (error: unknown): ReactNode => (
      <>
        <form>
          <label>
            Search <input name="fooBar" />
          </label>
        </form>
        <row.Own error={error} />
      </>
    );
    const { rerender } = render(page(null), { wrapper: Surroundings });
    screen.getByLabelText(row.from).focus();
    rerender(page(refused('FooBar')));
    await settle();

    expect(screen.getByRole('status').textContent).toBe("IMM didn't accept Codec");
    expect(document.activeElement).toBe(screen.getByLabelText('Codec'));
  });
});
