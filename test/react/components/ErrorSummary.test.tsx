import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorSummary, ImmErrorProvider } from 'imm-error-kit';
import { type ComponentProps, type ReactNode, StrictMode, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { answer } from '../answers.ts';

const missingName = answer('MissingProjectName', 'ProjectName is mandatory for this action.');
const wrongSource = answer('InvalidSources.1.URI', 'Specified parameter Sources.1.URI is not valid.');
const title = (count: number): string =>
  `Error: There ${count === 1 ? 'is 1 problem' : `are ${count} problems`} in this form`;

function summary(): HTMLElement {
  return screen.getByRole('group', { name: /in this form$/ });
}

function Form({ children, ...props }: ComponentProps<typeof ErrorSummary>): ReactNode {
  return (
    <form>
      <ErrorSummary {...props} />
      <label htmlFor="name">Project name</label>
      <input id="name" name="projectName" />
      {children}
    </form>
  );
}

function Surroundings({ children }: { children: ReactNode }): ReactNode {
  return (
    <QueryClientProvider client={new QueryClient()}>
      <ImmErrorProvider>{children}</ImmErrorProvider>
    </QueryClientProvider>
  );
}

describe('ErrorSummary', () => {
  it('renders nothing where nothing failed, or where no field is concerned', () => {
    const { rerender } = render(<ErrorSummary source={null} />);
    expect(screen.queryByRole('group')).toBeNull();

    rerender(<ErrorSummary source={answer('InternalError')} />);
    expect(screen.queryByRole('group')).toBeNull();
  });

  it.each([
    { label: 'one problem', source: [missingName], count: 1 },
    { label: 'two problems', source: [missingName, wrongSource], count: 2 },
    { label: 'a problem that two failures share', source: [missingName, { ...missingName }], count: 1 },
  ])('counts $label in its title, a heading', ({ source, count }) => {
    render(<Form source={source} />);

    expect(screen.getByRole('heading', { level: 2, name: title(count) })).toBeTruthy();
    expect(screen.getAllByRole('listitem')).toHaveLength(count);
  });

  it('takes the focus when it appears, once for each submission', () => {
    const first = answer('MissingProjectName', '', { RequestId: 'A' });
    const { rerender } = render(<Form source={first} />);
    expect(document.activeElement).toBe(summary());

    screen.getByLabelText('Project name').focus();
    rerender(<Form source={{ ...first }} />);
    expect(document.activeElement).toBe(screen.getByLabelText('Project name'));

    rerender(<Form source={answer('MissingProjectName', '', { RequestId: 'B' })} />);
    expect(document.activeElement).toBe(summary());
  });

  it('takes the focus again when a mutation fails a second time with the same answer', async () => {
    function Create(): ReactNode {
      const create = useMutation({
        mutationFn: async () => {
          throw missingName;
        },
      });
      return (
        <Form source={create}>
          <button type="button" onClick={() => create.mutate()}>
            Create
          </button>
        </Form>
      );
    }
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Create />
      </QueryClientProvider>,
    );
    for (let submission = 0; submission < 2; submission++) {
      await userEvent.click(screen.getByRole('button', { name: 'Create' }));
      await waitFor(() => expect(document.activeElement).toBe(summary()));
      // TanStack Query tells submissions apart by their time.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  });

  it('leaves the focus where it is when a query fails, and is spoken instead', async () => {
    function Search(): ReactNode {
      const search = useQuery({ queryKey: ['search'], queryFn: () => Promise.reject(missingName), retry: false });
      return <Form source={search} />;
    }
    render(<Search />, { wrapper: Surroundings });
    screen.getByLabelText('Project name').focus();
    await screen.findByRole('group');

    expect((await screen.findByText('Error: Project name is missing')).getAttribute('aria-live')).toBe('polite');
    expect(document.activeElement).toBe(screen.getByLabelText('Project name'));
  });

  it('says nothing of a query that refused no field, though it lists what the form has found', async () => {
    function Search(): ReactNode {
      const search = useQuery({
        queryKey: ['search'],
        queryFn: () => Promise.reject(answer('ResourceNotFound')),
        retry: false,
      });
      const errors = search.isError ? [{ path: 'projectName', message: 'Enter a name' }] : [];
      return <Form source={search} errors={errors} />;
    }
    render(<Search />, { wrapper: Surroundings });
    await screen.findByRole('group');
    await act(() => new Promise((resolve) => setTimeout(resolve, 200)));

    for (const region of document.querySelectorAll('[aria-live]')) expect(region.textContent).toBe('');
  });

  it('leaves the focus where it is when one of its lines goes, and when it is told to', () => {
    const errors = [
      { path: 'projectName', message: 'Project name is missing' },
      { path: 'description', message: 'Description is too long' },
    ];
    const { rerender } = render(<Form errors={errors} submitCount={1} />);
    expect(document.activeElement).toBe(summary());

    screen.getByLabelText('Project name').focus();
    rerender(<Form errors={errors.slice(1)} submitCount={1} />);
    expect(document.activeElement).toBe(screen.getByLabelText('Project name'));

    rerender(<Form errors={errors} submitCount={2} autoFocus={false} />);
    expect(document.activeElement).toBe(screen.getByLabelText('Project name'));

    rerender(<Form errors={errors} submitCount={3} />);
    expect(document.activeElement).toBe(summary());
  });

  it('leaves the focus in a field that is right and wrong again after one submit', () => {
    const errors = [{ path: 'projectName', message: 'Project name is missing' }];
    const { rerender } = render(<Form errors={errors} submitCount={1} />);
    expect(document.activeElement).toBe(summary());

    screen.getByLabelText('Project name').focus();
    for (const now of [[], errors]) rerender(<Form errors={now} submitCount={1} />);
    expect(document.activeElement).toBe(screen.getByLabelText('Project name'));

    // A form that is reset counts its submits anew.
    rerender(<Form errors={[]} submitCount={0} />);
    rerender(<Form errors={errors} submitCount={1} />);
    expect(document.activeElement).toBe(summary());
  });

  it('gives the focus back when the form is mended', async () => {
    function Page({ source }: { source: unknown }): ReactNode {
      return (
        <>
          <button type="button">Create</button>
          <Form source={source} />
        </>
      );
    }
    const { rerender } = render(<Page source={null} />);
    screen.getByRole('button').focus();
    rerender(<Page source={missingName} />);
    expect(document.activeElement).toBe(summary());

    rerender(<Page source={null} />);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button')));
  });

  it('links each field and gives it the focus, its label first on screen', () => {
    render(<Form source={missingName} />);
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => {});
    const focused = vi.spyOn(HTMLElement.prototype, 'focus');
    const link = screen.getByRole('link', { name: 'Project name is missing' });

    expect(fireEvent.click(link)).toBe(false);

    expect(document.activeElement).toBe(screen.getByLabelText('Project name'));
    expect(scrolled.mock.instances[0]).toBe(screen.getByText('Project name'));
    expect(focused).toHaveBeenLastCalledWith({ preventScroll: true });
  });

  it.each([
    { label: 'its form path as name', field: <input aria-label="Source" name="sources[0].uri" /> },
    { label: 'a dotted name', field: <input aria-label="Source" name="sources.0.uri" /> },
    { label: 'a bracketed name', field: <input aria-label="Source" name="sources[0][uri]" /> },
    { label: 'its form path as id', field: <input aria-label="Source" id="sources[0].uri" /> },
    { label: 'IMM’s own name', field: <input aria-label="Source" name="Sources.1.URI" /> },
    {
      label: 'a closed <details> around it',
      field: (
        <details>
          <input aria-label="Source" name="sources.0.uri" />
        </details>
      ),
    },
  ])('finds a field by $label', async ({ field }) => {
    render(<Form source={wrongSource}>{field}</Form>);
    fireEvent.click(screen.getByRole('link'));

    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Source')));
    expect(document.activeElement?.closest('details:not([open])')).toBeNull();
  });

  it('finds a field by the id that the app names, and the control in a wrapper', () => {
    render(
      <Form source={wrongSource} fieldId={(path) => `field-${path}`}>
        <div id="field-sources[0].uri">
          <input aria-label="Source" />
        </div>
      </Form>,
    );
    fireEvent.click(screen.getByRole('link'));

    expect(document.activeElement).toBe(screen.getByLabelText('Source'));
  });

  it('prefers the field of its own form', () => {
    render(
      <>
        <input aria-label="Another form’s" name="projectName" />
        <Form source={missingName} />
      </>,
    );
    fireEvent.click(screen.getByRole('link'));

    expect(document.activeElement).toBe(screen.getByLabelText('Project name'));
  });

  it('chooses the checked one of a group of radio buttons', () => {
    render(
      <form>
        <ErrorSummary errors={[{ path: 'kind', message: 'Choose another kind' }]} />
        <input type="radio" name="kind" aria-label="Image" />
        <input type="radio" name="kind" aria-label="Video" defaultChecked />
      </form>,
    );
    fireEvent.click(screen.getByRole('link'));

    expect(document.activeElement).toBe(screen.getByLabelText('Video'));
  });

  it('keeps an error whose field is not on the page, as text', () => {
    render(<Form source={[missingName, wrongSource]} />);

    expect(screen.getAllByRole('link')).toHaveLength(1);
    expect(screen.getAllByRole('listitem')[1]?.textContent).toContain('URI');
  });

  it('waits for a field that the app reveals, in its own time', async () => {
    function Tabs(): ReactNode {
      const [isOpen, setOpen] = useState(false);
      const open = async (): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        setOpen(true);
      };
      return (
        <Form source={wrongSource} onReveal={open}>
          {isOpen && <input aria-label="Source" name="sources[0].uri" />}
        </Form>
      );
    }
    render(<Tabs />);
    fireEvent.click(screen.getByRole('link'));

    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Source')));
  });

  it('takes the focus from nobody who went on to something else meanwhile', async () => {
    let reveal = (): void => {};
    render(
      <Form
        source={missingName}
        onReveal={() =>
          new Promise<void>((resolve) => {
            reveal = resolve;
          })
        }
      >
        <button type="button">Cancel</button>
      </Form>,
    );
    fireEvent.click(screen.getByRole('link'));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await act(async () => reveal());

    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
  });

  it('stays as it is when the app can’t reveal a field', async () => {
    const fail = vi.fn(() => Promise.reject(new Error('no such tab')));
    render(<Form source={missingName} onReveal={fail} />);
    await act(async () => fireEvent.click(screen.getByRole('link')));

    expect(fail).toHaveBeenCalledWith('projectName');
    expect(document.activeElement).toBe(summary());
  });

  it('keeps the focus that it has taken in StrictMode, too', async () => {
    function Submitted(): ReactNode {
      const [source, setSource] = useState<unknown>(null);
      return (
        <Form source={source}>
          <button type="button" onClick={() => setSource(missingName)}>
            Submit
          </button>
        </Form>
      );
    }
    render(
      <StrictMode>
        <Submitted />
      </StrictMode>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Submit' }));

    expect(document.activeElement).toBe(summary());
  });

  it.each(['__proto__', 'constructor', 'a"]b', '#root', 'x'.repeat(10_000)])(
    'lists a parameter called %.20s as text and finds no field for it',
    (name) => {
      render(
        <StrictMode>
          <div id="root">
            <Form source={answer(`Missing${name}`)} />
          </div>
        </StrictMode>,
      );

      expect(screen.queryByRole('link')).toBeNull();
      expect(screen.getByRole('listitem').textContent).not.toBe('');
    },
  );

  it('passes className, rest props and ref to the root, and fills its slots', () => {
    const ref = vi.fn();
    render(
      <Form
        ref={ref}
        className="mine"
        data-testid="summary"
        headingLevel={3}
        source={missingName}
        slots={{ icon: null, title: ({ items }) => `${items.length} left`, item: ({ path }) => <b>{path}</b> }}
      />,
    );
    const root = screen.getByTestId('summary');

    expect(root.className).toBe('imm-banner imm-summary mine');
    expect(ref).toHaveBeenCalledWith(root);
    expect(screen.getByRole('heading', { level: 3, name: 'Error: 1 left' })).toBeTruthy();
    expect(screen.getByText('projectName').tagName).toBe('B');
    expect(root.querySelector('svg')).toBeNull();
  });
});
