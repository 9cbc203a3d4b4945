import { ErrorBanner } from 'imm-error-kit';
import antdPreset from 'imm-error-kit/presets/antd.css?inline';
import fusionPreset from 'imm-error-kit/presets/fusion.css?inline';
import type { ReactNode } from 'react';
import { expect, fn } from 'storybook/test';
import preview from '../../.storybook/preview';
import { rawErrors } from '../rawErrors.ts';
import { wordsOf } from '../support.tsx';
import './antd.css';
import './fusion.css';

interface HostPageProps {
  /** Whose page it is: the class that its variables stand on. */
  system: 'antd' | 'fusion';
  /** The preset as a text, because these stories share their document with stories that want none. */
  preset: string;
  scheme: 'light' | 'dark';
}

const errors = {
  tokenExpired: rawErrors.tokenExpired(),
  inDebt: rawErrors.inDebt(),
  quotaReached: rawErrors.quotaReached(),
  duplicate: rawErrors.duplicate(),
  forbidden: rawErrors.forbidden(),
};
const actions = { 'refresh-credentials': fn(), 'edit-fields': fn() };

/** A page in the look of a design system, drawn by its variables alone, with banners where a console has them. */
function HostPage({ system, preset, scheme }: HostPageProps): ReactNode {
  return (
    <div className={system} data-scheme={scheme}>
      <style>{preset}</style>
      <div className="host-page">
        <ErrorBanner source={errors.tokenExpired} actions={actions} />
        <section className="host-card" aria-label="Projects">
          <h2>Projects</h2>
          <ErrorBanner source={errors.quotaReached} operation="mutation" />
          <label className="host-field">
            Project name
            <input className="host-input" defaultValue="films" />
          </label>
          <ErrorBanner source={errors.duplicate} operation="mutation" actions={actions} density="compact" />
          <p className="host-quiet">Lower-case letters, digits and hyphens.</p>
          <button type="button" className="host-button">
            Cancel
          </button>
        </section>
        <section className="host-card" aria-label="Access">
          <ErrorBanner source={errors.forbidden} operation="mutation" />
        </section>
      </div>
    </div>
  );
}

const initial: HostPageProps = { system: 'antd', preset: antdPreset, scheme: 'light' };

const meta = preview.meta({
  title: 'Start/Design systems',
  component: HostPage,
  args: initial,
  argTypes: { preset: { control: false }, system: { control: false }, scheme: { control: false } },
  render: (args, { globals }) => <HostPage {...args} scheme={globals['theme'] === 'dark' ? 'dark' : 'light'} />,
  parameters: {
    layout: 'fullscreen',
    docs: {
      description: {
        component: `Presets map the kit's tokens to the variables of a design system, so banners take its colours,
corners and type, its dark theme and your own themes included. Import one beside the styles, in any order.

    import 'imm-error-kit/styles.css';
    import 'imm-error-kit/presets/antd.css'; // or …/fusion.css

Where a design system's own colours are too pale to be read, the preset darkens them until they have a contrast of 4.5.
For another design system, set the tokens yourself: they are listed in the first rule of styles.css.`,
      },
    },
  },
});

/** In a page of Ant Design. Dark, it follows Ant Design's dark algorithm. */
export const AntDesign = meta.story({
  play: async ({ canvas, loaded }) => {
    const [banner] = canvas.getAllByRole('group', { name: wordsOf(loaded).bannerName });
    await expect(banner).toHaveStyle({ borderRadius: '8px' });
  },
});

/** In a page of Fusion, as Alibaba Cloud's consoles are. */
export const Fusion = meta.story({
  args: { system: 'fusion', preset: fusionPreset },
  play: async ({ canvas, loaded }) => {
    const [banner] = canvas.getAllByRole('group', { name: wordsOf(loaded).bannerName });
    await expect(banner).toHaveStyle({ borderRadius: '4px', fontSize: '12px' });
  },
});
