import { FieldError } from 'imm-error-kit';
import { expect } from 'storybook/test';
import preview from '../.storybook/preview';
import { rawErrorArg, rawErrors } from './rawErrors.ts';
import { wordsOf } from './support.tsx';

const meta = preview.meta({
  title: 'Components/FieldError',
  component: FieldError,
  argTypes: { source: rawErrorArg, state: { control: false } },
  args: { source: 'missingName', path: 'projectName', id: 'name-error' },
  render: (args) => (
    <div className="story-field">
      <label htmlFor="name">Project name</label>
      <input id="name" name={args.path} aria-invalid aria-describedby={args.id} />
      <FieldError {...args} />
    </div>
  ),
  parameters: {
    docs: {
      description: {
        component: `Says beside a field what is wrong with it, in the words of the summary. Renders nothing where nothing
is, so the field may always name it.

    <input name="projectName" aria-describedby="name-error" />
    <FieldError source={createProject} path="projectName" id="name-error" />

It is no live region: a form with many would speak over itself. The focus, or the summary, says it.

Without the look: \`useImmFieldErrors\`.`,
      },
    },
  },
});

/** The field's description. */
export const Default = meta.story({
  play: async ({ canvas, loaded }) => {
    const { say } = wordsOf(loaded);
    const field = say('parameter.label', { name: 'ProjectName' });
    const message = say('Missing.title', { field });
    await expect(canvas.getByLabelText('Project name')).toHaveAccessibleDescription(
      say('announce.failed', { severity: say('severity.error'), title: '' }).trim() + separator(say) + message,
    );
  },
});

// Chinese and Japanese write no space behind their colon.
function separator(say: (id: string, params?: Record<string, string>) => string): string {
  return say('announce.failed', { severity: '', title: 'x' }).includes(' x') ? ' ' : '';
}

/** Choose what was thrown and whose field it is. */
export const Playground = meta.story({});

/** A field in a list, as form libraries write its path. */
export const InList = meta.story({ args: { source: 'invalidSource', path: 'sources.0.uri' } });

/** Another field is concerned, or none: there is nothing to show. */
export const NothingWrong = meta.story({
  args: { source: 'internalError' },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('[data-part="field-error"]')).toBeNull();
  },
});

/** Without the icon, where the design system draws one of its own. */
export const Slots = meta.story({ args: { slots: { icon: null } } });

/** A name without end, in a narrow column. */
export const LongText = meta.story({
  args: { source: rawErrors.longName(), path: '' },
  render: (args) => (
    <div style={{ inlineSize: '12rem' }}>
      <FieldError source={args.source} path={`parameterWithoutEnd${'ParameterWithoutEnd'.repeat(269)}`} />
    </div>
  ),
  play: async () => {
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  },
});
