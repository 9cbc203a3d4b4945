import type { StoryContext } from '@storybook/react-vite';
import type { ComponentType, ReactNode } from 'react';
import { useState } from 'react';
import { expect, waitFor, within } from 'storybook/test';
import preview from '../.storybook/preview';
import { ActionForm } from '../demo/forms/ActionForm.tsx';
import { AntdForm } from '../demo/forms/AntdForm.tsx';
import { FusionForm } from '../demo/forms/FusionForm.tsx';
import { HookForm } from '../demo/forms/HookForm.tsx';
import { HtmlForm } from '../demo/forms/HtmlForm.tsx';
import type { ProjectFormProps } from '../demo/forms/ProjectApi.ts';
import { TanStackForm } from '../demo/forms/TanStackForm.tsx';
import { type SimulatedProjects, simulateProjects } from './simulatedProjects.ts';
import { type StoryWords, wordsOf } from './support.tsx';

interface AdapterProps {
  Form: ComponentType<ProjectFormProps>;
}

// The play function meets the same service as its story.
let projects: SimulatedProjects;

/** One of the demo's forms, over a simulated IMM. */
function Adapter({ Form }: AdapterProps): ReactNode {
  const [api] = useState(() => {
    projects = simulateProjects();
    return projects;
  });
  const [opened, setOpened] = useState<string>();
  return (
    <>
      <Form api={api} onOpen={setOpened} />
      {opened !== undefined && <p>Opened {opened}</p>}
    </>
  );
}

const meta = preview.meta({
  title: 'Forms/Adapters',
  component: Adapter,
  argTypes: { Form: { control: false } },
  parameters: {
    docs: {
      description: {
        component: `One form on each library that the kit has an adapter for. What IMM refuses stands at its field, in the
library's own way, until it is edited; the rest is a banner; nothing is said twice.

    import { useImmForm } from 'imm-error-kit/forms/react-hook-form';

    const form = useForm();
    const create = useImmMutation({ mutationFn: createProject, onVerify: findProject });
    const imm = useImmForm(form, create);

    <ErrorBanner source={imm} />

Try it: leave the name empty, use a space in it, or take \`films\`, which exists.`,
      },
    },
  },
});

/** What a play function is given, as far as the walks use it. */
type Walk = Pick<StoryContext, 'canvas' | 'canvasElement' | 'userEvent' | 'loaded'>;

/** Hears what the provider's announcer says, each text once. */
function listen(canvasElement: HTMLElement): { assertive: string[]; polite: string[] } {
  const heard = { assertive: [] as string[], polite: [] as string[] };
  for (const politeness of ['assertive', 'polite'] as const) {
    const region = canvasElement.ownerDocument.querySelector(`[data-part="announcer"] [aria-live="${politeness}"]`);
    new MutationObserver(() => heard[politeness].push(region?.textContent?.trim() ?? '')).observe(region as Element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  }
  return heard;
}

/** What a screen reader says of a field beside its name. */
function descriptionOf(element: Element | null): string {
  const ids = element?.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}

/**
 * Fills, fails, corrects and succeeds, with the keyboard alone.
 *
 * A field that isn't accepted is told by the focus that moves there, so nothing is announced; a banner is announced, and
 * the focus stays.
 */
async function fillFailCorrect(
  { canvas, canvasElement, userEvent, loaded }: Walk,
  toField: (words: StoryWords) => Promise<void>,
): Promise<void> {
  const words = wordsOf(loaded);
  const { say, bannerName } = words;
  const heard = listen(canvasElement);
  const name = await canvas.findByLabelText('Project name');
  const said = say('Missing.title', { field: say('parameter.label', { name: 'ProjectName' }) });

  name.focus();
  await userEvent.keyboard('{Tab}A library of films{Enter}');
  await toField(words);
  await waitFor(() => expect(name).toHaveFocus());
  await waitFor(() => expect(descriptionOf(document.activeElement)).toContain(said));
  await expect(name).toBeInvalid();
  await expect(canvas.queryByRole('group', { name: new RegExp(`${bannerName.source}${said}`) })).toBeNull();
  await expect(heard.assertive).toEqual([]);

  await userEvent.keyboard('films');
  await waitFor(() => expect(name).not.toBeInvalid());
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(descriptionOf(name)).toContain(say('form.name-taken')));
  const resource = say('resource.label', { key: 'project', name: 'project' });
  const title = say('ResourceAlreadyExists.title', { resource });
  const banner = await canvas.findByRole('group', { name: new RegExp(title) });
  await waitFor(() => expect(heard.assertive).toHaveLength(1));
  await expect(heard.assertive[0]).toContain(title);
  await expect(within(banner).getByRole('button', { name: say('action.open-existing') })).toBeVisible();
  await expect(canvas.getByLabelText('Description')).toHaveValue('A library of films');

  name.focus();
  await userEvent.keyboard('{End}-2{Enter}');
  await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('The project was created.'));
  await expect(canvas.queryByRole('group', { name: bannerName })).toBeNull();
  await expect(heard.assertive).toHaveLength(1);
  const made = projects.simulator.getState().projects.map(({ ProjectName }) => ProjectName);
  await expect(made.sort()).toEqual(['films', 'films-2']);
}

async function focusMovesByItself(): Promise<void> {}

/** React Hook Form, with a summary: the focus goes there first, and from there to the field. */
export const ReactHookForm = meta.story({
  args: { Form: HookForm },
  play: async (walk) => {
    await fillFailCorrect(walk, async ({ say }) => {
      const summary = await walk.canvas.findByRole('group', {
        name: new RegExp(say('summary.title', { count: 1 })),
      });
      await waitFor(() => expect(summary).toHaveFocus());
      await walk.userEvent.keyboard('{Tab}{Enter}');
    });
  },
});

/** TanStack Form. */
export const TanStack = meta.story({
  args: { Form: TanStackForm },
  play: (walk) => fillFailCorrect(walk, focusMovesByItself),
});

/** Ant Design. */
export const AntDesign = meta.story({
  args: { Form: AntdForm },
  play: (walk) => fillFailCorrect(walk, focusMovesByItself),
});

/** Fusion’s Field. */
export const Fusion = meta.story({
  args: { Form: FusionForm },
  play: (walk) => fillFailCorrect(walk, focusMovesByItself),
});

/** A form action of React 19: what was typed stays, though React would empty the form. */
export const FormAction = meta.story({
  args: { Form: ActionForm },
  play: (walk) => fillFailCorrect(walk, focusMovesByItself),
});

/** A plain form, with the browser’s own constraint validation. */
export const Html = meta.story({
  args: { Form: HtmlForm },
  play: (walk) => fillFailCorrect(walk, focusMovesByItself),
});

/** The answer is lost after IMM has created the project: “Check first” finds it, and nothing is sent again. */
async function loseAnswer({ canvas, canvasElement, userEvent, loaded }: Walk): Promise<void> {
  const { say, bannerName } = wordsOf(loaded);
  const heard = listen(canvasElement);
  projects.simulator.fault({ kind: 'drop-after', action: 'CreateProject', times: 1 });
  const name = await canvas.findByLabelText('Project name');
  name.focus();
  await userEvent.keyboard('press{Enter}');

  const banner = await canvas.findByRole('group', { name: bannerName });
  await expect(banner).toHaveTextContent(say('outcome.unknown'));
  await waitFor(() => expect(heard.assertive.join()).toContain(say('ConnectionLost.title')));
  await expect(name).toHaveValue('press');
  within(banner)
    .getByRole('button', { name: say('action.check-outcome') })
    .focus();
  await userEvent.keyboard('{Enter}');

  await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('The project was created.'));
  await waitFor(() => expect(heard.polite.join()).toContain(say('form.checking')));
  const made = projects.simulator.getState().projects.filter(({ ProjectName }) => ProjectName === 'press');
  await expect(made).toHaveLength(1);
  await expect(document.activeElement).not.toBe(document.body);
}

/** The answer is lost after IMM has created the project: “Check first” finds it, and nothing is sent again. */
export const AnswerLost = meta.story({ args: { Form: HookForm }, play: loseAnswer });

/** The same with a form action. */
export const AnswerLostInAction = meta.story({ args: { Form: ActionForm }, play: loseAnswer });
